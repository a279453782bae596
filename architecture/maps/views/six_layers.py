"""The six layers of one service: what it serves, what carries it, and the holes.

The question it answers: what does this service stand on, from its process down to what
protects it, and which layer has nothing related yet?
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from architecture.errors import NotFound
from architecture.layers import Layer, Status, Verb
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
    Office,
    Row,
)
from architecture.maps.thinning import bundled
from architecture.maps.words import layer_count, listed, number, status_name
from architecture.reference.calendar import tanggal

COLUMNS = (
    Layer.BUSINESS,
    Layer.SERVICE,
    Layer.APPLICATION,
    Layer.DATA,
    Layer.INFRASTRUCTURE,
    Layer.SECURITY,
)
"""From left to right, from what is promised to what protects it."""

_DEEPER = "DEEPER"
"""The frame of machines that carry nothing but machines."""

LIMIT = 160
"""So many boxes are drawn one by one; of more, those of an office are one a layer."""

_NEEDED = (
    (Layer.APPLICATION, Verb.RUNS_ON, "tempat berjalan"),
    (Layer.DATA, Verb.STORED_ON, "tempat penyimpanan"),
)


def six_layers(
    centre: str,
    items: Iterable[Item],
    links: Sequence[Link],
    offices: Mapping[str, Office],
    *,
    scope: str,
    on: date,
    source: str = "",
    limit: int = LIMIT,
) -> Map:
    """Put everything that carries the middle into the column of its layer.

    `offices` are the owners by the `office` of items.  Raises `NotFound` when the
    centre is not among the items.
    """
    known = {each.key: each for each in items if each.layer in COLUMNS}
    if centre not in known:
        raise NotFound("Elemen ini tidak ditemukan atau tidak dapat Anda lihat.")
    crowded = len(known) > limit
    ordered = sorted(known.values(), key=_in_order)
    names = {
        each.key: f"hidden-{place}" if each.hidden else each.key
        for place, each in enumerate(ordered)
    }
    if crowded:
        names = {each.key: _crowd_of(each, offices) for each in ordered}
        names[centre] = centre
    boxes = [_box(each, names[each.key], focus=each.key == centre) for each in ordered]
    if not crowded:
        boxes = _deepened(boxes, ordered, links)
    if crowded:
        boxes = [box for box in boxes if box.focus]
        boxes += _crowds([each for each in ordered if each.key != centre], offices)
    counts = Counter(each.layer for each in ordered)
    holes = [layer for layer in COLUMNS if not counts[layer]]
    boxes += map(_hole, holes)
    middle = known[centre]
    return Map(
        title=f"Enam lapisan {_name(middle)}",
        subtitle=listed(
            (
                scope,
                f"Keadaan {tanggal(on)}",
                *(layer_count(each, counts[each]) for each in COLUMNS if counts[each]),
            )
        ),
        layout=Layout.FLOW,
        ranked=True,
        boxes=tuple(sorted(boxes, key=lambda box: box.column)),
        arrows=bundled(links, names),
        groups=_groups(boxes),
        legend=tuple(Legend(each.name, each.value) for each in COLUMNS if counts[each]),
        note=_note(ordered, links, holes, crowded=crowded),
        source=source,
        facts=_facts(known, links, centre),
        grouped=crowded,
    )


def _box(item: Item, key: str, *, focus: bool) -> Box:
    plain = Box(
        key=key,
        label=_name(item),
        layer=item.layer,
        group=item.layer.name,
        colour_key=item.layer.name,
        focus=focus,
        column=_place(item.layer),
    )
    if item.hidden:
        return plain
    status = item.status.name if item.status else ""
    usual = status in {"", Status.LIVE.name}
    return replace(
        plain,
        kind=item.kind,
        url=item.url,
        summary=listed(
            (item.layer.value, item.code, status and status_name(status), item.summary)
        ),
        remark="" if usual else status_name(status),
        pattern=status,
    )


def _deepened(
    boxes: Iterable[Box], items: Sequence[Item], links: Iterable[Link]
) -> list[Box]:
    """Put machines and places that only carry others into a column of their own."""
    infra = {each.key for each in items if each.layer is Layer.INFRASTRUCTURE}
    carrying = {
        link.target
        for link in links
        if link.source not in infra and link.verb is not Verb.PROTECTS
    }
    above = infra & carrying
    return [
        replace(box, group=_DEEPER, column=box.column + 1)
        if above and item.key in infra - above
        else box
        for box, item in zip(boxes, items, strict=True)
    ]


def _groups(boxes: Sequence[Box]) -> tuple[Group, ...]:
    """Return a frame a layer, in the order of the columns."""
    used = {box.group for box in boxes}
    named = [(each.name, each.value) for each in COLUMNS]
    named.insert(-1, (_DEEPER, f"{Layer.INFRASTRUCTURE.value} penopangnya"))
    return tuple(Group(key, label) for key, label in named if key in used)


def _place(layer: Layer) -> int:
    """Return the column of a layer; before the last there is room for the deeper."""
    at = COLUMNS.index(layer)
    return at + (layer is Layer.SECURITY)


def _hole(layer: Layer) -> Box:
    """Return the quiet box that says what an architect looks for: nothing is there."""
    return Box(
        key=f"hole-{layer.name}",
        label=f"Belum ada {layer.value.lower()} yang dihubungkan",
        layer=layer,
        group=layer.name,
        column=_place(layer),
        pattern=Status.PLANNED.name,
    )


def _crowd_of(item: Item, offices: Mapping[str, Office]) -> str:
    return f"rest-{item.layer.name}-{_owner(item, offices).key}"


def _owner(item: Item, offices: Mapping[str, Office]) -> Office:
    """Return whose it is; all that is hidden or of others belongs together."""
    own = None if item.hidden else offices.get(item.office or "")
    return own or Office("others", "Instansi lain")


def _crowds(items: Iterable[Item], offices: Mapping[str, Office]) -> list[Box]:
    counts = Counter((each.layer, _owner(each, offices)) for each in items)
    return [
        Box(
            key=f"rest-{layer.name}-{office.key}",
            label=layer_count(layer, count),
            layer=layer,
            group=layer.name,
            colour_key=layer.name,
            summary=listed((office.name, "Lihat daftar di bawah peta.")),
            remark=office.name,
            column=_place(layer),
        )
        for (layer, office), count in sorted(
            counts.items(), key=lambda each: (each[0][0], each[0][1].name.casefold())
        )
    ]


def _note(
    items: Sequence[Item],
    links: Sequence[Link],
    holes: Sequence[Layer],
    *,
    crowded: bool,
) -> str:
    said = []
    if crowded:
        said.append(
            f"{number(len(items))} elemen dirangkum menurut lapisan dan perangkat"
            " daerah; semuanya ada pada daftar."
        )
    if holes:
        names = ", ".join(layer.value for layer in holes)
        said.append(f"Belum ada yang dihubungkan pada lapisan: {names}.")
    for layer, verb, lack in _NEEDED:
        placed = {link.source for link in links if link.verb is verb}
        count = sum(
            each.layer is layer and not each.hidden and each.key not in placed
            for each in items
        )
        if count:
            said.append(f"{layer_count(layer, count)} belum dicatat {lack}nya.")
    return " ".join(said)


def _facts(known: Mapping[str, Item], links: Iterable[Link], centre: str) -> Facts:
    rows = []
    for link in links:
        if link.source in known and link.target in known:
            ends = known[link.source], known[link.target]
            marks = (
                mark for each in ends if each.key != centre for mark in _marks(each)
            )
            cells = (
                _name(ends[0]),
                ends[0].layer.value,
                link.verb.value,
                _name(ends[1]),
                ends[1].layer.value,
            )
            url = "" if ends[1].hidden else ends[1].url
            rows.append(Row(cells, url, linked=3, marks=(link.verb.name, *marks)))
    columns = ("Elemen", "Lapisan", "Hubungan", "Dengan", "Lapisannya")
    ordered = sorted(rows, key=lambda row: (row.cells, row.url))
    return Facts(columns, tuple(ordered), "hubungan")


def _marks(item: Item) -> tuple[str, ...]:
    told = item.status.name if item.status and not item.hidden else ""
    return (item.layer.name, told) if told else (item.layer.name,)


def _in_order(item: Item) -> tuple[int, bool, str, str]:
    row = COLUMNS.index(item.layer)
    if item.hidden:  # the order must not tell the name
        return row, True, "", ""
    return row, False, item.name.casefold(), item.key


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name
