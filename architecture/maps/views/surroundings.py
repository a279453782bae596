"""The surroundings of one element: what it depends on and what depends on it.

The question it answers: whom do I ask before I touch this?
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from architecture.errors import NotFound
from architecture.layers import Status
from architecture.maps.choices import Way
from architecture.maps.content import (
    HIDDEN,
    Arrow,
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
from architecture.maps.views.reaching import (
    ROWS,
    Reached,
    columns_of,
    fairly,
    on_one_side,
    reached,
)
from architecture.maps.words import (
    layer_count,
    listed,
    number,
    status_name,
)
from architecture.reference.calendar import tanggal

LIMIT = 30
ARROW_LIMIT = 45
"""Above these a picture of relations cannot be followed with the eye any more."""


_ALONE = {
    Way.BOTH: "Elemen ini belum dihubungkan dengan elemen lain.",
    Way.UP: "Belum tercatat apa yang dilayani elemen ini.",
    Way.DOWN: "Belum tercatat apa yang menopang elemen ini.",
}


def surroundings(
    centre: str,
    items: Iterable[Item],
    links: Iterable[Link],
    *,
    scope: str,
    on: date,
    source: str = "",
    hops: int = 1,
    way: Way = Way.BOTH,
    limit: int = LIMIT,
) -> Map:
    """Put one element in the middle and its neighbours around it, by layer.

    Raises `NotFound` when the centre is not among the items.  Neighbours above `limit`
    are summed up per layer, the nearest stay; `facts` keep all of them.
    """
    known = {item.key: item for item in items}
    if centre not in known:
        raise NotFound("Elemen ini tidak ditemukan atau tidak dapat Anda lihat.")
    near = reached(centre, known, sorted(set(links), key=_in_order), hops)
    columns = columns_of(known, near)
    near = on_one_side(near, columns, way)
    kept, left = fairly(known, near.distances, limit)
    names = {key: _box_key(known[key], place) for place, key in enumerate(kept)}
    names |= {key: f"rest-{_frame(known[key], columns[key])}" for key in left}
    boxes = [_box(known[key], names[key], columns[key]) for key in kept]
    boxes += _rests(known, left, columns)
    boxes = _stacked(boxes, {names[key]: names[up] for key, up in near.parents.items()})
    arrows, thinned = _arrows(near, names, columns)
    middle = known[centre]
    return Map(
        title=f"Sekitar {_name(middle)}",
        subtitle=listed(
            (
                scope,
                f"Keadaan {tanggal(on)}",
                f"{number(len(near.distances) - 1)} elemen dalam {hops} langkah",
                "" if way is Way.BOTH else way.value,
            )
        ),
        layout=Layout.COLUMNS,
        boxes=tuple(boxes),
        arrows=arrows,
        groups=_groups(boxes),
        legend=tuple(
            Legend(layer.name, layer.value)
            for layer in ROWS
            if any(box.layer is layer for box in boxes)
        ),
        note=_note(len(left), thinned=thinned, alone=len(near.distances) == 1, way=way),
        source=source,
        facts=_facts(near.used, known, centre),
        grouped=bool(left) or thinned,
    )


def _arrows(
    near: Reached, names: Mapping[str, str], columns: Mapping[str, int]
) -> tuple[tuple[Arrow, ...], bool]:
    """Join the verbs of a pair; thin a crowd to the arrows that lead outwards."""
    pairs: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    outward: dict[tuple[str, str], bool] = {}
    for link in near.used:
        pair = names[link.source], names[link.target]
        pairs[pair][link.verb.name] = link.verb.value
        step = abs(columns[link.source] - columns[link.target]) == 1
        outward[pair] = outward.get(pair, False) or step
    kept = sorted(pair for pair in pairs if pair[0] != pair[1])
    thinned = len(kept) > ARROW_LIMIT
    if thinned:
        kept = [pair for pair in kept if outward[pair]]
    return (
        tuple(
            Arrow(*pair, ", ".join(pairs[pair].values()), " ".join(sorted(pairs[pair])))
            for pair in kept
        ),
        thinned,
    )


def _box(item: Item, key: str, column: int) -> Box:
    status = item.status.name if item.status and not item.hidden else ""
    layer = item.layer.name
    plain = Box(
        key=key,
        label=_name(item),
        layer=item.layer,
        group=_frame(item, column) if column else "",
        colour_key=layer,
        focus=not column,
        column=column,
        kind=item.kind,
    )
    if item.hidden:
        return plain
    return replace(
        plain,
        url=item.url,
        summary=listed(
            (item.layer.value, item.code, status and status_name(status), item.summary)
        ),
        remark=status_name(status) if status and status != Status.LIVE.name else "",
        pattern=status,
    )


def _frame(item: Item, column: int) -> str:
    return f"{column}:{item.layer.name}"


def _rests(
    known: Mapping[str, Item], left: Sequence[str], columns: Mapping[str, int]
) -> list[Box]:
    counts = Counter((columns[key], known[key].layer) for key in left)
    return [
        Box(
            key=f"rest-{column}:{layer.name}",
            label=f"{layer_count(layer, count)} lain",
            layer=layer,
            group=f"{column}:{layer.name}",
            colour_key=layer.name,
            summary="Lihat daftar di bawah peta.",
            column=column,
        )
        for (column, layer), count in counts.items()
    ]


def _stacked(boxes: Iterable[Box], parents: Mapping[str, str]) -> list[Box]:
    """Order the boxes by column and layer, further out by what they hang on."""
    places: dict[str, int] = {}

    def order(box: Box) -> tuple[int, int, bool, bool, int, str]:
        hidden = box.label == HIDDEN  # the order must not tell the name
        rest = box.key.startswith("rest-")
        hangs = places.get(parents.get(box.key, ""), 0)
        name = "" if hidden else box.label.casefold()
        return (box.column, ROWS.index(box.layer), rest, hidden, hangs, name)

    stacked: list[Box] = []
    outwards = sorted(boxes, key=lambda box: abs(box.column))
    for _, ring in groupby(outwards, key=lambda box: abs(box.column)):
        ordered = sorted(ring, key=order)
        places |= {box.key: place for place, box in enumerate(ordered)}
        stacked += ordered
    return sorted(stacked, key=lambda box: box.column)


def _groups(boxes: Sequence[Box]) -> tuple[Group, ...]:
    frames = {box.group: box.layer.value for box in boxes if box.group}
    return tuple(Group(key, label) for key, label in frames.items())


def _facts(used: Sequence[Link], known: Mapping[str, Item], centre: str) -> Facts:
    rows = [
        Row(
            (
                _name(known[link.source]),
                known[link.source].layer.value,
                link.verb.value,
                _name(known[link.target]),
                known[link.target].layer.value,
            ),
            known[link.target].url if not known[link.target].hidden else "",
            linked=3,
            marks=(
                link.verb.name,
                *(
                    mark
                    for end in (link.source, link.target)
                    if end != centre
                    for mark in _marks(known[end])
                ),
            ),
        )
        for link in used
    ]
    columns = ("Elemen", "Lapisan", "Hubungan", "Dengan", "Lapisannya")
    return Facts(columns, tuple(sorted(rows, key=lambda row: (row.cells, row.url))))


def _marks(item: Item) -> tuple[str, ...]:
    told = item.status.name if item.status and not item.hidden else ""
    return (item.layer.name, told) if told else (item.layer.name,)


def _note(left: int, *, thinned: bool, alone: bool, way: Way) -> str:
    said = []
    if alone:
        said.append(_ALONE[way])
    if left:
        said.append(
            f"{number(left)} elemen yang lebih jauh dirangkum per lapisan;"
            " semuanya ada pada daftar."
        )
    if thinned:
        said.append(
            "Hubungan antartetangga tidak digambar supaya peta tetap terbaca;"
            " semuanya ada pada daftar."
        )
    return " ".join(said)


def _box_key(item: Item, place: int) -> str:
    return f"hidden-{place}" if item.hidden else item.key


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name


def _in_order(link: Link) -> tuple[str, str, str]:
    return (link.source, link.verb.name, link.target)
