"""The model as arrays: what there is from when to when, and what it stands on.

A relation becomes one edge for each direction in which it carries something; edges are
sorted by where they begin, then by where they end.  Days are numbers as
`date.toordinal` gives them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from architecture.flat import Arrays, opened
from architecture.impact.carrying import CARRIES, Effect
from architecture.layers import Verb

Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

ALWAYS = 0
NEVER = 1 << 30
"""Days before and after all others: of what has no beginning, or no end."""

_WIDTH = 31
"""Bits of a place; two fit into one number, which is quick to sort by."""

_SPARSE = 16
"""So many ids for each that is there; beyond, they are sought one by one."""

VERBS = tuple(Verb)
"""A relation holds its verb as the place in here."""

READ_WITH = repr((VERBS, [CARRIES[each] for each in VERBS]))
"""What stands for the rules that edges are made by; arrays of others do not fit."""

NODE = np.dtype([("key", "i8"), ("kind", "i2"), ("first", "i4"), ("end", "i4")])
"""An element: its id, what it is counted by, its first day, the day it is gone."""

RELATION = np.dtype(
    [
        ("key", "i8"),
        ("source", "i8"),
        ("target", "i8"),
        ("verb", "i2"),
        ("first", "i4"),
        ("end", "i4"),
    ]
)
"""A relation: its id, the ids of its ends, its verb, first day, and day it is gone."""


@dataclass(frozen=True, slots=True)
class Edges(Arrays):
    """Which node reaches which, over which relation; `group` is what stands together.

    A group is all that a node stands on by one verb; -1 where nothing is stood on.
    """

    tail: Ints
    head: Ints
    relation: Ints
    group: Ints

    def those(self, chosen: Any) -> "Edges":
        """Return some of them."""
        parts = (self.tail, self.head, self.relation, self.group)
        return Edges(*(each[chosen] for each in parts))


class Model:
    """All elements and relations of one government, made ready to be asked.

    Relations that name an element which is not there are left out.
    """

    nodes: NDArray[np.void]
    relations: NDArray[np.void]
    edges: Edges

    def __init__(self, nodes: NDArray[np.void], relations: NDArray[np.void]) -> None:
        """Take rows of `NODE` and `RELATION` in any order."""
        self.nodes = nodes[np.argsort(nodes["key"])]
        source = self._places(relations["source"])
        target = self._places(relations["target"])
        known = (source >= 0) & (target >= 0) & (source != target)
        self.relations = relations[known]
        verb = self.relations["verb"].astype(np.int64)
        self.edges = _edges(source[known], target[known], verb)

    @classmethod
    def of(
        cls, nodes: Iterable[tuple[Any, ...]], relations: Iterable[tuple[Any, ...]]
    ) -> "Model":
        """Make it of tuples as `NODE` and `RELATION` have them."""
        rows = np.array(list(nodes), dtype=NODE)
        return cls(rows, np.array(list(relations), dtype=RELATION))

    def save(self, folder: Path) -> None:
        """Write it to a folder, which need not exist."""
        self.edges.save(folder)
        np.save(folder / "nodes.npy", self.nodes)
        np.save(folder / "relations.npy", self.relations)

    @classmethod
    def open(cls, folder: Path) -> "Model":
        """Return what was saved; raises `OSError` or `ValueError` if it is broken."""
        made = cls.__new__(cls)
        made.nodes = opened(folder / "nodes.npy")
        made.relations = opened(folder / "relations.npy")
        made.edges = Edges.open(folder)
        return made

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return self.edges.size + self.nodes.nbytes + self.relations.nbytes

    def place(self, key: int) -> int:
        """Return where an element stands; -1 for one that is not here."""
        return int(self._places(np.array([key]))[0])

    def there(self, day: int) -> tuple[Flags, Flags]:
        """Return which nodes and which relations are there on a day."""
        nodes, relations = self.nodes, self.relations
        return (
            (nodes["first"] <= day) & (day < nodes["end"]),
            (relations["first"] <= day) & (day < relations["end"]),
        )

    def _places(self, keys: Any) -> Ints:
        ordered = self.nodes["key"]
        if not len(ordered):
            return np.full(len(keys), -1)
        found = np.minimum(_sought(ordered, keys), len(ordered) - 1)
        return np.where(ordered[found] == keys, found, -1)


def _sought(ordered: Any, keys: Any) -> Any:
    """Return where keys stand; for many, by a table, if it is not too large."""
    first, width = ordered[0], int(ordered[-1] - ordered[0]) + 1
    if len(keys) < len(ordered) or width > _SPARSE * len(ordered):
        return np.searchsorted(ordered, keys)
    table = np.zeros(width, dtype=np.int64)
    table[ordered - first] = np.arange(len(ordered))
    return table[np.clip(keys - first, 0, width - 1)]


def _edges(source: Ints, target: Ints, verb: Ints) -> Edges:
    effects = [(CARRIES[each].to_source, CARRIES[each].to_target) for each in VERBS]
    none, stops = (_table(effects, each) for each in (None, Effect.STOPS))
    relation = np.arange(len(verb))
    parts = []
    for way, (tail, head) in enumerate(((target, source), (source, target))):
        carried = ~none[verb, way]
        stood = stops[verb, way]
        group = np.where(stood, (head * len(VERBS) + verb) * 2 + way, -1)
        parts.append([each[carried] for each in (tail, head, relation, group)])
    tail, head, relation, group = (
        np.concatenate(each) for each in zip(*parts, strict=True)
    )
    order = np.argsort((tail << _WIDTH) | head)
    return Edges(*(_small(each[order]) for each in (tail, head, relation, group)))


def _small(numbers: Ints) -> Ints:
    """Halve the memory; no government has so many."""
    return numbers.astype(np.int32)


def _table(
    effects: list[tuple[Effect | None, Effect | None]], wanted: Effect | None
) -> NDArray[np.bool_]:
    return np.array([[each is wanted for each in pair] for pair in effects])
