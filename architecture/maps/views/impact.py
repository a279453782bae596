"""What stops if the element in the middle stops, path by path.

The question it answers: whom does it reach if this stops, and over what?
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from architecture.impact import Effect
from architecture.layers import Layer
from architecture.maps.content import (
    HIDDEN,
    Arrow,
    Box,
    Facts,
    Item,
    Layout,
    Legend,
    Map,
    Row,
)
from architecture.maps.views.reaching import ROWS
from architecture.maps.words import layer_count, listed, number
from architecture.reference.calendar import tanggal

LIMIT = 40
"""So many elements are drawn one by one; of more, those of a layer become one box."""

NEAREST = 12
"""So many that are reached at once keep their names when the rest is summed up."""

FAR = 7
"""What is summed up and so many steps away, or further, stands together."""

_PATTERNS = {Effect.STOPS: "bold", Effect.WEAKENED: "dashed"}


@dataclass(frozen=True, kw_only=True)
class Struck:
    """An element that is reached: what happens to it, from whom, and how that reads.

    `hops` is how far away it is, `via` the key of what it was reached from; `effect`
    is None for what merely stands on a path and may not be named.
    """

    item: Item
    effect: Effect | None
    hops: int
    via: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How many of a layer are reached at a distance; `url` leads to the list of them.

    `via` holds from whom they were reached, with how many: a key of an element or of
    such a crowd.
    """

    layer: Layer
    hops: int
    stops: int
    weakened: int
    url: str
    via: Mapping[str, int]

    @property
    def key(self) -> str:
        """Return what its box is called."""
        return crowd_key(self.hops, self.layer)


def crowd_key(hops: int, layer: Layer) -> str:
    """Return what is called whatever stands together so far away in a layer."""
    return f"{hops}:{layer.name}"


def impact(
    centre: Item,
    struck: Iterable[Struck],
    crowds: Iterable[Crowd] = (),
    *,
    scope: str,
    on: date,
    hidden: int = 0,
    source: str = "",
) -> Map:
    """Put what stops to the left, and what it takes with it to the right, by steps.

    `crowds` sum up what is not among the `struck`.  `hidden` are reached too, but the
    viewer may not see them.
    """
    near = sorted(struck, key=_in_order)
    many = sorted(crowds, key=lambda each: (each.hops, ROWS.index(each.layer)))
    keys = {each.item.key: _box_key(each, place) for place, each in enumerate(near)}
    keys[centre.key] = "focus"
    boxes = [_middle(centre), *(_box(each, keys) for each in near)]
    boxes += [_crowd(each) for each in many]
    boxes.sort(key=lambda box: box.column)
    arrows = [
        Arrow(keys[each.via], keys[each.item.key], each.words, "IMPACT")
        for each in near
    ]
    arrows += _between(many, keys)
    counts = _counts(near, many)
    return Map(
        title=f"Dampak bila {centre.name} berhenti",
        subtitle=listed(
            (
                scope,
                f"Berhenti pada {tanggal(on)}",
                f"{number(counts[Effect.STOPS])} ikut berhenti",
                f"{number(counts[Effect.WEAKENED])} terganggu",
            )
        ),
        layout=Layout.FLOW,
        ranked=True,
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        legend=_legend(boxes),
        note=_note(counts, hidden, grouped=bool(many)),
        source=source,
        facts=_facts(near, many, centre),
        grouped=bool(many),
    )


def _middle(centre: Item) -> Box:
    return Box(
        key="focus",
        label=centre.name,
        layer=centre.layer,
        colour_key=centre.layer.name,
        url=centre.url,
        summary=listed((centre.layer.value, centre.code, centre.summary)),
        remark="berhenti",
        pattern="bold",
        focus=True,
    )


def _box(each: Struck, keys: Mapping[str, str]) -> Box:
    item = each.item
    plain = Box(
        key=keys[item.key],
        label=HIDDEN if item.hidden else item.name,
        layer=item.layer,
        colour_key=item.layer.name,
        column=each.hops,
        kind=item.kind,
    )
    if item.hidden or each.effect is None:
        return plain
    return replace(
        plain,
        url=item.url,
        summary=listed(
            (each.effect.value, item.layer.value, item.code, item.summary, item.detail)
        ),
        remark=_said(each.effect, item.layer),
        pattern=_PATTERNS[each.effect],
    )


def _crowd(each: Crowd) -> Box:
    effect = Effect.STOPS if each.stops else Effect.WEAKENED
    said = _effects(each)
    return Box(
        key=each.key,
        label=layer_count(each.layer, each.stops + each.weakened),
        layer=each.layer,
        colour_key=each.layer.name,
        url=each.url,
        summary=listed((*said, "Buka daftarnya.")),
        remark=", ".join(said),
        pattern=_PATTERNS[effect],
        column=each.hops,
    )


def _effects(each: Crowd) -> list[str]:
    return [
        f"{number(count)} {words}"
        for count, words in ((each.stops, "berhenti"), (each.weakened, "terganggu"))
        if count
    ]


def _between(many: Sequence[Crowd], keys: Mapping[str, str]) -> list[Arrow]:
    """Return an arrow for each pair of boxes over which paths to a crowd lead."""
    return [
        Arrow(keys.get(before, before), each.key, f"{number(count)} jalur", "IMPACT")
        for each in many
        for before, count in sorted(each.via.items())
        if before != each.key
    ]


def _counts(near: Sequence[Struck], many: Sequence[Crowd]) -> Counter[Effect]:
    counts = Counter(each.effect for each in near if each.effect)
    counts[Effect.STOPS] += sum(each.stops for each in many)
    counts[Effect.WEAKENED] += sum(each.weakened for each in many)
    return counts


def _legend(boxes: Sequence[Box]) -> tuple[Legend, ...]:
    there = {box.layer for box in boxes}
    patterns = {box.pattern for box in boxes}
    layers = [Legend(layer.name, layer.value) for layer in ROWS if layer in there]
    effects = [
        Legend(pattern, f"Tepi {words}: {effect.value.lower()}")
        for effect, words in (
            (Effect.STOPS, "tebal"),
            (Effect.WEAKENED, "putus-putus"),
        )
        if (pattern := _PATTERNS[effect]) in patterns
    ]
    return (*layers, *effects)


def _note(counts: Counter[Effect], hidden: int, *, grouped: bool) -> str:
    said = []
    if not counts.total():
        said.append(
            "Menurut hubungan yang tercatat pada hari itu tidak ada yang bertumpu"
            " padanya. Hubungan yang belum dicatat tidak ikut dihitung."
        )
    if grouped:
        said.append(
            f"{number(counts.total())} elemen dirangkum menurut langkah dan lapisan;"
            " tekan kotak untuk melihat daftarnya."
        )
    if hidden:
        said.append(
            f"Selain itu {number(hidden)} elemen milik instansi lain yang tidak"
            " dibagikan kepada Anda."
        )
    return " ".join(said)


def _facts(near: Sequence[Struck], many: Sequence[Crowd], centre: Item) -> Facts:
    by_key = {each.item.key: each for each in near}
    rows = [
        Row(
            (
                each.item.name,
                each.item.layer.value,
                _said(each.effect, each.item.layer).capitalize(),
                number(each.hops),
                _path(each, by_key, centre),
            ),
            each.item.url,
        )
        for each in near
        if each.effect is not None and not each.item.hidden
    ]
    rows += [
        Row(
            (
                layer_count(each.layer, each.stops + each.weakened),
                each.layer.value,
                ", ".join(_effects(each)),
                f"{number(each.hops)} atau lebih"
                if each.hops == FAR
                else number(each.hops),
                "",
            ),
            each.url,
        )
        for each in many
    ]
    return Facts(("Elemen", "Lapisan", "Akibat", "Langkah", "Jalur"), tuple(rows))


def _path(each: Struck, by_key: Mapping[str, Struck], centre: Item) -> str:
    """Return the names on the way from what stops, the reached one left out."""
    names = []
    before = by_key.get(each.via)
    while before is not None:
        names.append(HIDDEN if before.item.hidden else before.item.name)
        before = by_key.get(before.via)
    return " → ".join((centre.name, *reversed(names)))


def _said(effect: Effect, layer: Layer) -> str:
    """Say what happens; an indicator does not stop, it is supported no longer."""
    if layer is Layer.STRATEGY:
        stops = effect is Effect.STOPS
        return "tidak lagi didukung" if stops else "dukungan berkurang"
    return effect.value.lower()


def _box_key(each: Struck, place: int) -> str:
    return f"hidden-{place}" if each.item.hidden else each.item.key


def _in_order(each: Struck) -> tuple[int, bool, int, bool, str, str]:
    hidden = each.item.hidden  # the order must not tell the name
    return (
        each.hops,
        each.effect is not Effect.STOPS,
        ROWS.index(each.item.layer),
        hidden,
        "" if hidden else each.item.name.casefold(),
        each.item.key,
    )
