"""How a stop spreads: what stops with something, what is weakened, over which path.

Three rules.  Something stops when all that it stands on by one verb has stopped.  It
is weakened when only a part has, when something has stopped that it is merely tied to,
or when something that it stands on is weakened.  What is merely tied to something
weakened is not touched.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from architecture.impact.carrying import Effect
from architecture.impact.values import Edges, Flags, Ints, Model

_NARROW = 64
"""So many that stop at a time are counted one by one."""

_LEVELS = 500
"""So many levels are counted one at a time; a deeper model edge by edge."""

MOST_PATHS = 1_000
"""Other paths are counted up to here; a dense model has more than anybody can tell."""


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a path: it led from what is touched already to something else.

    `source`, `verb` and `target` are those of the relation.
    """

    element: int
    source: int
    verb: int
    target: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What a stop reaches, the nearest first, without what stops itself.

    `places` are where the elements stand in the model; `before` where the path to each
    comes from, in the same order as `places`, and over which edge.
    """

    model: Model
    start: int
    places: Ints
    stops: Flags
    hops: Ints
    others: Ints
    edges: Edges
    via: Ints

    def __len__(self) -> int:
        """Return how many elements are reached."""
        return len(self.places)

    @property
    def keys(self) -> Ints:
        """Return the ids of what is reached."""
        found: Ints = self.model.nodes["key"][self.places]
        return found

    @property
    def kinds(self) -> Ints:
        """Return what the reached elements are counted by."""
        found: Ints = self.model.nodes["kind"][self.places]
        return found

    def effect(self, at: int) -> Effect:
        """Return what happens to the one at this place of the list."""
        return Effect.STOPS if self.stops[at] else Effect.WEAKENED

    def path(self, at: int, most: int | None = None) -> tuple[list[Step], int]:
        """Return a shortest path from what stops to the one at this place.

        Of one longer than `most` the middle is left out; how much, comes second.
        """
        edges = []
        edge = int(self.via[self.places[at]])
        while edge >= 0:
            edges.append(edge)
            edge = int(self.via[self.edges.tail[edge]])
        edges.reverse()
        left_out = max(0, len(edges) - most) if most else 0
        if most and left_out:
            edges = [*edges[: most // 2], *edges[-(most - most // 2) :]]
        return [self._step(each) for each in edges], left_out

    def _step(self, edge: int) -> Step:
        row = self.model.relations[self.edges.relation[edge]]
        key = self.model.nodes["key"][self.edges.head[edge]]
        return Step(int(key), int(row["source"]), int(row["verb"]), int(row["target"]))


def spread(model: Model, key: int, on: date) -> Impact:
    """Return what stops or is weakened when an element stops on a day.

    Raises `KeyError` for an element that is not in the model on that day.
    """
    start = model.place(key)
    there, held = model.there(on.toordinal())
    if start < 0 or not there[start]:
        raise KeyError(key)
    edges = _present(model.edges, there, held)
    stopped = _stopped(edges, start, len(model.nodes))
    carrying = edges.those(_carries(edges, stopped))
    order, via = _walked(carrying, start, len(model.nodes))
    hops, others = _counted(carrying, order, via)
    places = order[1:]
    return Impact(
        model=model,
        start=start,
        places=places,
        stops=stopped[places],
        hops=hops[places],
        others=others[places],
        edges=carrying,
        via=via,
    )


def _present(edges: Edges, there: Flags, held: Flags) -> Edges:
    if there.all() and held.all():
        return edges
    return edges.those(there[edges.tail] & there[edges.head] & held[edges.relation])


def _stopped(edges: Edges, start: int, size: int) -> Flags:
    """Return what stops: the front of what has just stopped moves on until none has."""
    stood = edges.those(edges.group >= 0)
    left = np.bincount(stood.group, minlength=1)
    reach = np.zeros(size, dtype=bool)
    reach[_ordered(stood, start, size)[0]] = True
    near = stood.those(reach[stood.tail])
    if (left[near.group] == 1).all():
        return reach
    countdown = _Countdown(near, left, size)
    front = [start]
    while front:
        few = len(front) <= _NARROW
        front = countdown.one_by_one(front) if few else countdown.together(front)
    return countdown.gone


class _Countdown:
    """For each group, how many of what stands in it are left; two ways to count down.

    A wide front is counted at once, a narrow one in plain steps: a chain has as many
    fronts as elements.
    """

    def __init__(self, edges: Edges, left: Ints, size: int) -> None:
        """Begin with nothing gone."""
        self.edges, self.left = edges, left.copy()
        self.first = np.searchsorted(edges.tail, np.arange(size + 1))
        self.gone: Flags = np.zeros(size, dtype=bool)
        arrays: Any = (self.first, edges.head, edges.group, self.left, self.gone)
        self._plain = [memoryview(each) for each in arrays]

    def one_by_one(self, front: list[int]) -> list[int]:
        """Return what stops when these stop, as soon as it is nothing or too much."""
        first, heads, groups, left, gone = self._plain
        while 0 < len(front) <= _NARROW:
            found = []
            for place in front:
                gone[place] = True
                for edge in range(first[place], first[place + 1]):
                    group = groups[edge]
                    left[group] -= 1
                    if not left[group] and not gone[heads[edge]]:
                        gone[heads[edge]] = True
                        found.append(heads[edge])
            front = found
        return front

    def together(self, front: list[int]) -> list[int]:
        """Return the same, over arrays."""
        places = np.array(front)
        self.gone[places] = True
        counts = self.first[places + 1] - self.first[places]
        begins = np.repeat(self.first[places] - np.cumsum(counts) + counts, counts)
        chosen = begins + np.arange(len(begins))
        groups, heads = self.edges.group[chosen], self.edges.head[chosen]
        np.subtract.at(self.left, groups, 1)
        ending = np.unique(heads[(self.left[groups] == 0) & ~self.gone[heads]])
        self.gone[ending] = True
        found: list[int] = ending.tolist()
        return found


def _carries(edges: Edges, stopped: Flags) -> Flags:
    """Tell which edges carry anything, now that it is known what stops."""
    stood = edges.group >= 0
    carries: Flags = np.where(
        stopped[edges.head], stood & stopped[edges.tail], stood | stopped[edges.tail]
    )
    return carries


def _ordered(edges: Edges, start: int, size: int) -> tuple[Ints, Ints]:
    """Return what is reached, breadth first, and where each was reached from."""
    first = np.searchsorted(edges.tail, np.arange(size + 1))
    graph = csr_array(
        (np.ones(len(edges.head), dtype=np.int8), edges.head, first), (size, size)
    )
    order, before = breadth_first_order(graph, start)
    return order.astype(np.int64), before.astype(np.int64)


def _walked(edges: Edges, start: int, size: int) -> tuple[Ints, Ints]:
    """Return what is reached, breadth first, and over which edge each was reached."""
    order, before = _ordered(edges, start, size)
    via = np.full(size, -1)
    used = np.flatnonzero(before[edges.head] == edges.tail)[::-1]
    via[edges.head[used]] = used
    return order, via


def _counted(edges: Edges, order: Ints, via: Ints) -> tuple[Ints, Ints]:
    """Return how many hops away each node is, and how many other paths are as short.

    A path is told by the elements on it: two relations between the same two are one.
    """
    far = [-1] * len(via)
    far[int(order[0])] = 0
    rest = order[1:]
    for place, before in zip(
        rest.tolist(), edges.tail[via[rest]].tolist(), strict=True
    ):
        far[place] = far[before] + 1
    hops = np.array(far)
    away = hops[edges.tail]
    short = (away >= 0) & (hops[edges.head] == away + 1)
    short[1:] &= (np.diff(edges.tail) != 0) | (np.diff(edges.head) != 0)
    chosen = edges.those(np.flatnonzero(short))
    sequence = np.argsort(hops[chosen.tail], kind="stable")
    tails, heads = chosen.tail[sequence], chosen.head[sequence]
    paths = np.zeros(len(via), dtype=np.int64)
    paths[int(order[0])] = 1
    levels = np.arange(int(hops.max()) + 2)
    bounds = np.searchsorted(hops[tails], levels).tolist()
    if len(bounds) <= _LEVELS:
        for first, last in pairwise(bounds):
            there = heads[first:last]
            np.add.at(paths, there, paths[tails[first:last]])
            paths[there] = np.minimum(paths[there], MOST_PATHS)
        return hops, paths - 1
    told = paths.tolist()
    for tail, head in zip(tails.tolist(), heads.tolist(), strict=True):
        told[head] = min(told[head] + told[tail], MOST_PATHS)
    return hops, np.array(told) - 1
