"""How far one walks from an element, on which side things lie, and which stay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from architecture.layers import Layer
from architecture.maps.choices import Way
from architecture.maps.content import Item, Link

ROWS = (
    Layer.STRATEGY,
    Layer.BUSINESS,
    Layer.SERVICE,
    Layer.APPLICATION,
    Layer.DATA,
    Layer.INFRASTRUCTURE,
    Layer.SECURITY,
)
"""From what is promised down to what carries it."""


@dataclass(frozen=True)
class Reached:
    """How far the items are from the centre, by which item, over which links."""

    distances: dict[str, int]
    parents: dict[str, str]
    used: list[Link]


def reached(
    centre: str, known: Mapping[str, Item], links: Sequence[Link], hops: int
) -> Reached:
    """Walk outwards, breadth first."""
    at: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.source in known and link.target in known:
            at[link.source].append(link)
            at[link.target].append(link)
    near = Reached({centre: 0}, {}, [])
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


def columns_of(known: Mapping[str, Item], near: Reached) -> dict[str, int]:
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


def on_one_side(near: Reached, columns: Mapping[str, int], way: Way) -> Reached:
    """Return what lies to one side: what the centre serves, or what carries it."""
    if way is Way.BOTH:
        return near
    sign = -1 if way is Way.UP else 1
    kept = {key for key in near.distances if columns[key] * sign >= 0}
    return Reached(
        {key: steps for key, steps in near.distances.items() if key in kept},
        {key: parent for key, parent in near.parents.items() if key in kept},
        [link for link in near.used if {link.source, link.target} <= kept],
    )


def fairly(
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


def _place(item: Item) -> tuple[int, bool, str, str]:
    row = ROWS.index(item.layer)
    if item.hidden:  # the order must not tell the name
        return (row, True, "", "")
    return (row, False, item.name.casefold(), item.key)
