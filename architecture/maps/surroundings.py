"""The surroundings of one element: what it depends on and what depends on it.

The question it answers: whom do I ask before I touch this?
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from architecture.errors import NotFound
from architecture.layers import Layer, Status
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
from architecture.maps.words import (
    layer_count,
    listed,
    number,
    status_name,
)
from architecture.reference.calendar import tanggal

LIMIT = 30
ARROW_LIMIT = 90
"""Above these a picture of relations cannot be followed with the eye any more."""

ROWS = (
    Layer.BUSINESS,
    Layer.SERVICE,
    Layer.APPLICATION,
    Layer.DATA,
    Layer.INFRASTRUCTURE,
    Layer.SECURITY,
)
"""From the process down to what carries it."""


def surroundings(
    centre: str,
    items: Iterable[Item],
    links: Iterable[Link],
    *,
    scope: str,
    on: date,
    source: str = "",
    hops: int = 1,
    limit: int = LIMIT,
) -> Map:
    """Put one element in the middle and its neighbours around it, by layer.

    Raises `NotFound` when the centre is not among the items.  Neighbours above `limit`
    are summed up per layer, the nearest stay; `facts` keep all of them.
    """
    known = {item.key: item for item in items}
    if centre not in known:
        raise NotFound("Elemen ini tidak ditemukan atau tidak dapat Anda lihat.")
    near = _reached(centre, known, sorted(set(links), key=_in_order), hops)
    columns = _columns(known, near)
    kept, left = _fair(known, near.distances, limit)
    names = {key: _box_key(known[key], place) for place, key in enumerate(kept)}
    names |= {key: f"rest-{_frame(known[key], columns[key])}" for key in left}
    boxes = [_box(known[key], names[key], columns[key]) for key in kept]
    boxes += _rests(known, left, columns)
    boxes.sort(key=_stacked)
    arrows, thinned = _arrows(near, names)
    middle = known[centre]
    return Map(
        title=f"Sekitar {_name(middle)}",
        subtitle=listed(
            (
                scope,
                f"Keadaan {tanggal(on)}",
                f"{number(len(near.distances) - 1)} elemen dalam {hops} langkah",
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
        note=_note(len(left), thinned=thinned, alone=len(near.distances) == 1),
        source=source,
        facts=_facts(near.used, known),
        grouped=bool(left) or thinned,
    )


@dataclass(frozen=True)
class _Reached:
    """How far the items are from the centre, by which item, over which links."""

    distances: dict[str, int]
    parents: dict[str, str]
    used: list[Link]


def _reached(
    centre: str, known: Mapping[str, Item], links: Sequence[Link], hops: int
) -> _Reached:
    """Walk outwards, breadth first."""
    at: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.source in known and link.target in known:
            at[link.source].append(link)
            at[link.target].append(link)
    near = _Reached({centre: 0}, {}, [])
    edge = [centre]
    used: dict[Link, None] = {}
    for step in range(1, hops + 1):
        beyond: list[str] = []
        for key in edge:
            for link in at[key]:
                used[link] = None
                other = link.target if link.source == key else link.source
                if other not in near.distances:
                    near.distances[other] = step
                    near.parents[other] = key
                    beyond.append(other)
        edge = beyond
    near.used.extend(used)
    return near


def _columns(known: Mapping[str, Item], near: _Reached) -> dict[str, int]:
    """Put what the centre serves on the left and what carries it on the right."""
    columns: dict[str, int] = {}
    leaves = {link.target for link in near.used if near.distances[link.source] == 0}
    for key, distance in near.distances.items():  # in order of distance
        parent = near.parents.get(key)
        if parent is None:
            columns[key] = 0
        elif distance == 1:
            rows = ROWS.index(known[key].layer), ROWS.index(known[parent].layer)
            right = rows[0] > rows[1] if rows[0] != rows[1] else key in leaves
            columns[key] = 1 if right else -1
        else:
            columns[key] = columns[parent] + (1 if columns[parent] > 0 else -1)
    return columns


def _fair(
    known: Mapping[str, Item], distances: Mapping[str, int], limit: int
) -> tuple[list[str], list[str]]:
    """Take the nearest first and from each layer in turn; return what is left too."""
    turns: defaultdict[tuple[int, Layer], int] = defaultdict(int)
    order: list[tuple[int, int, int, str]] = []
    for key in sorted(distances, key=lambda key: _place(known[key])):
        distance, layer = distances[key], known[key].layer
        turn = turns[distance, layer]
        turns[distance, layer] += 1
        order.append((distance, turn, ROWS.index(layer), key))
    order.sort(key=lambda entry: entry[:3])
    keys = [entry[3] for entry in order]
    return keys[: limit + 1], keys[limit + 1 :]


def _arrows(near: _Reached, names: Mapping[str, str]) -> tuple[tuple[Arrow, ...], bool]:
    """Join the verbs of a pair; thin a crowd to the arrows that lead outwards."""
    pairs: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    outward: dict[tuple[str, str], bool] = {}
    for link in near.used:
        pair = names[link.source], names[link.target]
        pairs[pair][link.verb.name] = link.verb.value
        step = near.distances[link.source] != near.distances[link.target]
        outward[pair] = outward.get(pair, False) or step
    kept = sorted(pair for pair in pairs if pair[0] != pair[1])
    thinned = len(kept) > ARROW_LIMIT
    if thinned:
        kept = [pair for pair in kept if outward[pair]][:ARROW_LIMIT]
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
    )
    if item.hidden:
        return plain
    return replace(
        plain,
        url=item.url if column else "",
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


def _stacked(box: Box) -> tuple[int, int, bool, bool, str]:
    hidden = box.label == HIDDEN
    rest = box.key.startswith("rest-")
    name = "" if hidden else box.label.casefold()
    return (box.column, ROWS.index(box.layer), rest, hidden, name)


def _groups(boxes: Sequence[Box]) -> tuple[Group, ...]:
    frames = {box.group: box.layer.value for box in boxes if box.group}
    return tuple(Group(key, label) for key, label in frames.items())


def _facts(used: Sequence[Link], known: Mapping[str, Item]) -> Facts:
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
        )
        for link in used
    ]
    columns = ("Elemen", "Lapisan", "Hubungan", "Dengan", "Lapisannya")
    return Facts(columns, tuple(sorted(rows, key=lambda row: (row.cells, row.url))))


def _note(left: int, *, thinned: bool, alone: bool) -> str:
    said = []
    if alone:
        said.append("Elemen ini belum dihubungkan dengan elemen lain.")
    if left:
        said.append(
            f"{number(left)} elemen yang lebih jauh dirangkum per lapisan;"
            " semuanya ada pada daftar."
        )
    if thinned:
        said.append("Sebagian hubungan tidak digambar supaya peta tetap terbaca.")
    return " ".join(said)


def _box_key(item: Item, place: int) -> str:
    return f"hidden-{place}" if item.hidden else item.key


def _name(item: Item) -> str:
    return HIDDEN if item.hidden else item.name


def _place(item: Item) -> tuple[int, bool, str, str]:
    row = ROWS.index(item.layer)
    if item.hidden:  # the order must not tell the name
        return (row, True, "", "")
    return (row, False, item.name.casefold(), item.key)


def _in_order(link: Link) -> tuple[str, str, str]:
    return (link.source, link.verb.name, link.target)
