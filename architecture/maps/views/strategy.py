"""The strategy and what serves it: vision to indicator, then services, applications.

The question it answers: which services and applications carry which indicator, and
which indicator does nothing carry?
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from architecture.layers import Layer, Status, StrategyKind, Verb
from architecture.maps.content import (
    HIDDEN,
    Box,
    Facts,
    Group,
    Item,
    Layout,
    Legend,
    Link,
    Map,
    Row,
)
from architecture.maps.thinning import bundled
from architecture.maps.words import layer_count, listed, number, status_name
from architecture.reference.calendar import tanggal

CARRIERS = (Layer.BUSINESS, Layer.SERVICE, Layer.APPLICATION)
"""What serves the strategy, from left to right beside the indicators."""

LIMIT = 140
"""So many boxes are drawn one by one; of more, each column is one box."""

_UNSERVED = "belum didukung"


def strategy(
    items: Iterable[Item],
    kinds: Mapping[str, StrategyKind],
    links: Sequence[Link],
    idle: Mapping[Layer, int],
    *,
    middle: str = "",
    scope: str,
    on: date,
    source: str = "",
    limit: int = LIMIT,
) -> Map:
    """Put the strategy in the order of its cascade, beside it what serves it.

    `idle` counts what serves no indicator, `middle` is the element that it is about.
    """
    known = {each.key: each for each in items}
    crowded = len(known) > limit
    ordered = sorted(known.values(), key=lambda each: _in_order(each, kinds))
    names = {
        each.key: f"hidden-{place}" if each.hidden else each.key
        for place, each in enumerate(ordered)
    }
    served = {link.target for link in links if link.verb is Verb.SERVES}
    unserved = [
        each
        for each in ordered
        if kinds.get(each.key) is StrategyKind.INDICATOR and each.key not in served
    ]
    boxes = [_box(each, names[each.key], kinds, unserved, middle) for each in ordered]
    if crowded:
        names = {each.key: f"rest-{_column(each, kinds)}" for each in ordered}
        boxes = _crowds(boxes)
    used = sorted({(_column(each, kinds), _title(each, kinds)) for each in ordered})
    counts = Counter(_title(each, kinds) for each in ordered)
    of = f" {known[middle].name}" if middle in known else ""
    return Map(
        title=f"Strategi{of}" if of else f"Strategi {scope}",
        subtitle=listed(
            (
                scope if of else "",
                f"Keadaan {tanggal(on)}",
                *(f"{number(counts[title])} {title.lower()}" for _, title in used),
            )
        ),
        layout=Layout.FLOW,
        ranked=True,
        boxes=tuple(boxes),
        arrows=bundled(links, names),
        groups=tuple(Group(f"column-{at}", title) for at, title in used),
        legend=tuple(
            Legend(layer.name, layer.value)
            for layer in (Layer.STRATEGY, *CARRIERS)
            if any(each.layer is layer for each in ordered)
        ),
        note=_note(len(ordered), len(unserved), idle, crowded=crowded),
        source=source,
        facts=_sums(known, kinds, links)
        if crowded
        else _facts(known, kinds, links, unserved),
        grouped=crowded,
    )


def _box(
    item: Item,
    key: str,
    kinds: Mapping[str, StrategyKind],
    unserved: Collection[Item],
    middle: str,
) -> Box:
    column = _column(item, kinds)
    plain = Box(
        key=key,
        label=_name(item),
        layer=item.layer,
        group=f"column-{column}",
        colour_key=item.layer.name,
        focus=item.key == middle,
        column=column,
    )
    if item.hidden:
        return plain
    status = item.status.name if item.status else ""
    usual = status in {"", Status.LIVE.name}
    alone = item in unserved
    return replace(
        plain,
        kind=item.kind,
        url=item.url,
        summary=listed(
            (_title(item, kinds), item.code, item.summary, _UNSERVED if alone else "")
        ),
        remark=_UNSERVED if alone else "" if usual else status_name(status),
        pattern="bold" if alone else status,
    )


def _crowds(boxes: Sequence[Box]) -> list[Box]:
    """Return one box a column, with how many stand in it."""
    firsts = {box.column: box for box in boxes}
    counts = Counter(box.column for box in boxes)
    alone = Counter(box.column for box in boxes if box.remark == _UNSERVED)
    return [
        Box(
            key=f"rest-{column}",
            label=number(counts[column]),
            layer=box.layer,
            group=box.group,
            colour_key=box.colour_key,
            summary="Lihat daftar di bawah peta.",
            remark=f"{number(alone[column])} {_UNSERVED}" if alone[column] else "",
            column=column,
        )
        for column, box in sorted(firsts.items())
    ]


def _column(item: Item, kinds: Mapping[str, StrategyKind]) -> int:
    """Return how far down the cascade something stands."""
    if item.layer is Layer.STRATEGY:
        order = list(StrategyKind)
        return order.index(kinds.get(item.key, StrategyKind.INDICATOR))
    return len(StrategyKind) + CARRIERS.index(item.layer)


def _title(item: Item, kinds: Mapping[str, StrategyKind]) -> str:
    if item.layer is Layer.STRATEGY:
        return kinds.get(item.key, StrategyKind.INDICATOR).value.partition(" (")[0]
    return item.layer.value


def _note(
    shown: int, unserved: int, idle: Mapping[Layer, int], *, crowded: bool
) -> str:
    said = []
    if not shown:
        said.append("Belum ada visi, misi, tujuan, sasaran, atau indikator.")
    if crowded:
        said.append(
            f"{number(shown)} elemen dirangkum per kolom; daftarnya menyebut yang"
            " mendukung setiap unsur strategi. Pilih satu unsur untuk melihat semuanya."
        )
    if unserved:
        said.append(
            f"{number(unserved)} indikator belum didukung apa pun (tepi tebal)."
        )
    left = [layer_count(layer, idle[layer]) for layer in CARRIERS if idle.get(layer)]
    if left:
        said.append(f"Tidak mendukung indikator mana pun: {', '.join(left)}.")
    return " ".join(said)


def _facts(
    known: Mapping[str, Item],
    kinds: Mapping[str, StrategyKind],
    links: Iterable[Link],
    unserved: Iterable[Item],
) -> Facts:
    rows = [
        Row(
            (
                _name(known[link.source]),
                _title(known[link.source], kinds),
                link.verb.value,
                _name(known[link.target]),
                _title(known[link.target], kinds),
            ),
            "" if known[link.target].hidden else known[link.target].url,
            linked=3,
            marks=(
                link.verb.name,
                known[link.source].layer.name,
                known[link.target].layer.name,
            ),
        )
        for link in links
    ]
    rows += [
        Row((_name(each), _title(each, kinds), _UNSERVED, "", ""), each.url)
        for each in unserved
    ]
    columns = ("Elemen", "Jenis", "Hubungan", "Dengan", "Jenisnya")
    ordered = sorted(rows, key=lambda row: (row.cells, row.url))
    return Facts(columns, tuple(ordered), "hubungan")


def _sums(
    known: Mapping[str, Item], kinds: Mapping[str, StrategyKind], links: Iterable[Link]
) -> Facts:
    """Tell of each strategy how many serve it, where one by one are too many."""
    serving = Counter(
        (link.target, known[link.source].layer)
        for link in links
        if link.verb is Verb.SERVES
    )
    rows = [
        Row(
            (
                _name(each),
                _title(each, kinds),
                *(number(serving[each.key, layer]) for layer in CARRIERS),
            ),
            "" if each.hidden else each.url,
        )
        for each in sorted(known.values(), key=lambda each: _in_order(each, kinds))
        if each.layer is Layer.STRATEGY
    ]
    columns = ("Strategi", "Jenis", *(layer.value for layer in CARRIERS))
    return Facts(columns, tuple(rows), "unsur strategi")


def _in_order(
    item: Item, kinds: Mapping[str, StrategyKind]
) -> tuple[int, bool, str, str]:
    column = _column(item, kinds)
    if item.hidden:  # the order must not tell the name
        return column, True, "", ""
    return column, False, item.name.casefold(), item.key


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name
