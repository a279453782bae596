"""Rows of weighted terms by slot: a snapshot, and what has changed since."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.features import Facts, Floats, Ints
from architecture.duplicates.letters import triples
from architecture.duplicates.snapshot import (
    COINED,
    SHORT,
    SITE,
    VIEW,
    Part,
    Snapshot,
)
from architecture.duplicates.terms import EIGHTHS, Rows, gathered, space_of
from architecture.duplicates.vocabulary import Hashes

Postings = list[tuple[int, int]]  # slot, weight in eighths


class Store:
    """A snapshot under rows that came later; a removed row keeps its slot, but is dead.

    Numbers of terms from the length of the vocabulary on belong to terms that only
    later rows have.
    """

    def __init__(self, base: Snapshot, background: Mapping[int, int]) -> None:
        """Begin with a snapshot; nothing of it is copied."""
        self.base = base
        self._background = background
        self._size = len(base.keys)
        self._alive = np.ones(self._size, np.bool_)
        self._dead = 0
        self._late: list[Part] = []  # of one row each
        self._late_terms: list[Ints] = []
        self._late_alive: list[bool] = []
        self._late_columns: dict[str, NDArray[Any]] | None = None
        self._late_slots: dict[int, int] = {}
        self._late_lists: dict[int, Postings] = defaultdict(list)
        self._late_triples: dict[int, list[int]] = defaultdict(list)
        self._fresh: dict[int, int] = {}
        self._fresh_counts: list[int] = []

    def __len__(self) -> int:
        """Return how many rows count."""
        return self._size - self._dead + sum(self._late_alive)

    @property
    def slots(self) -> int:
        """Return how many slots there are, dead ones too."""
        return self._size + len(self._late)

    @property
    def waste(self) -> int:
        """Return how many slots are dead or were added later."""
        return self._dead + len(self._late)

    def slot(self, key: int) -> int:
        """Return the slot of the row that counts for a key, -1 if there is none."""
        late = self._late_slots.get(key)
        if late is not None:
            return late
        at = int(np.searchsorted(self.base.keys, key))
        found = at < self._size and self.base.keys[at] == key and self._alive[at]
        return at if found else -1

    def keys(self, slots: Ints) -> Ints:
        """Return the keys of slots."""
        return self._picked(self.base.keys, "keys", slots)

    def all_keys(self) -> Ints:
        """Return the keys of all rows that count."""
        late = np.array(sorted(self._late_slots), np.int64)
        return np.concatenate([self.base.keys[self._alive], late])

    def numbers(self, terms: Hashes) -> Ints:
        """Return the numbers of terms, -1 for those that no row has."""
        vocabulary = self.base.vocabulary
        if len(vocabulary):
            at = np.minimum(np.searchsorted(vocabulary, terms), len(vocabulary) - 1)
            found = np.where(vocabulary[at] == terms, at, -1)
        else:
            found = np.full(len(terms), -1, np.int64)
        if self._fresh:
            for place in np.flatnonzero(found < 0).tolist():
                found[place] = self._fresh.get(int(terms[place]), -1)
        return found

    def counts(self, numbers: Ints) -> Ints:
        """Return in how many rows terms occur, those of the training set included."""
        size = len(self.base.vocabulary)
        early = numbers < size
        if early.all():
            return self.base.counts[numbers].astype(np.int64)
        counts = np.array(self._fresh_counts, np.int64)[
            np.where(early, 0, numbers - size)
        ]
        if early.any():
            counts[early] = self.base.counts[numbers[early]]
        return counts

    def counts_of(self, terms: Hashes, numbers: Ints) -> Ints:
        """Return the counts of terms that may not be stored (number -1)."""
        known = numbers >= 0
        counts = np.zeros(len(terms), np.int64)
        counts[known] = self.counts(numbers[known])
        for place in np.flatnonzero(~known).tolist():
            counts[place] = self._background.get(int(terms[place]), 0)
        return counts

    def spaces(self, numbers: Ints) -> Ints:
        """Return the space of each term."""
        size = len(self.base.vocabulary)
        early = numbers < size
        if early.all():
            return space_of(self.base.vocabulary[numbers])
        fresh = np.array(list(self._fresh), np.uint64)
        spaces = space_of(fresh[np.where(early, 0, numbers - size)])
        if early.any():
            spaces[early] = space_of(self.base.vocabulary[numbers[early]])
        return spaces

    def triple_counts(self, numbers: Ints) -> Ints:
        """Return in how many rows the names have triples of letters."""
        return self.base.triple_counts[numbers].astype(np.int64)

    def listed(self, number: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Return the slots of the snapshot that have a term, the heaviest first.

        Beside each its weight in eighths.  A term that is too common has no list.
        """
        base = self.base
        if number >= len(base.vocabulary):
            return base.list_slots[:0], base.list_weights[:0]
        start, end = base.list_starts[number : number + 2].tolist()
        return base.list_slots[start:end], base.list_weights[start:end]

    def late(self, number: int) -> Postings:
        """Return the slots of later rows that have a term, with its weight."""
        return self._late_lists.get(number, [])

    def spelt(self, triple: int) -> NDArray[np.int32]:
        """Return the slots of the snapshot whose names have a triple of letters."""
        start, end = self.base.triple_starts[triple : triple + 2].tolist()
        return self.base.triple_slots[start:end]

    def late_spelt(self, triple: int) -> list[int]:
        """Return the slots of later rows whose names have a triple of letters."""
        return self._late_triples.get(triple, [])

    def alive(self, slots: Ints) -> NDArray[np.bool_]:
        """Tell which slots count."""
        alive: NDArray[np.bool_] = self._picked(self._alive, "alive", slots)
        return alive

    def rows(self, slots: Ints) -> tuple[Ints, Ints, Floats]:
        """Return the terms of some slots: row, number of the term, weight."""
        early = np.flatnonzero(slots < self._size)
        place, starts = gathered(self.base.starts, slots[early])
        row = np.repeat(early, np.diff(starts))
        term = self.base.terms[place].astype(np.int64)
        weight = self.base.weights[place]
        if len(early) < len(slots):
            later = np.flatnonzero(slots >= self._size)
            chosen = (slots[later] - self._size).tolist()
            parts = [self._late_terms[at] for at in chosen]
            row = np.concatenate([row, np.repeat(later, [len(p) for p in parts])])
            term = np.concatenate([term, *parts])
            late = [self._late[at].rows.weights for at in chosen]
            weight = np.concatenate([weight, *late])
        return row, term, weight / EIGHTHS

    def triples(self, slots: Ints) -> tuple[Ints, Ints]:
        """Return the triples of letters of the names in some slots: row, number."""
        early = np.flatnonzero(slots < self._size)
        place, starts = gathered(self.base.letter_starts, slots[early])
        row, triple = triples(self.base.letters[place], starts)
        row = early[row]
        if len(early) < len(slots):
            later = np.flatnonzero(slots >= self._size)
            for at, slot in zip(later.tolist(), slots[later].tolist(), strict=True):
                mine = _triples_of(self._late[slot - self._size].rows)
                row = np.concatenate([row, np.full(len(mine), at, np.int64)])
                triple = np.concatenate([triple, mine])
        return row, triple

    def facts(self, slots: Ints) -> Facts:
        """Return what is known of slots beside their terms."""
        base = self.base
        return facts(
            self._picked(base.owner, "owner", slots),
            self._picked(base.government, "government", slots),
            self._picked(base.looks, "looks", slots),
        )

    def add(self, part: Part) -> None:
        """Append a part of one row; its key must not be stored."""
        self._late_columns = None
        slot = self.slots
        terms = part.rows.terms
        numbers = self.numbers(terms)
        for place in np.flatnonzero(numbers < 0).tolist():
            term = int(terms[place])
            numbers[place] = len(self.base.vocabulary) + len(self._fresh)
            self._fresh[term] = int(numbers[place])
            self._fresh_counts.append(self._background.get(term, 0))
        self._count(numbers, part.rows, 1)
        weights = part.rows.weights.tolist()
        for number, weight in zip(numbers.tolist(), weights, strict=True):
            self._late_lists[number].append((slot, weight))
        for triple in _triples_of(part.rows).tolist():
            self._late_triples[triple].append(slot)
        self._late.append(part)
        self._late_terms.append(numbers)
        self._late_alive.append(True)
        self._late_slots[int(part.keys[0])] = slot

    def remove(self, key: int) -> None:
        """Let the row of a key no longer count."""
        slot = self.slot(key)
        if slot < 0:
            return
        if slot >= self._size:
            at = slot - self._size
            self._late_alive[at] = False
            self._late_columns = None
            del self._late_slots[key]
            self._count(self._late_terms[at], self._late[at].rows, -1)
            return
        self._alive[slot] = False
        self._dead += 1
        row = self._row(slot)
        start, end = self.base.starts[slot : slot + 2].tolist()
        self._count(self.base.terms[start:end].astype(np.int64), row, -1)

    def parts(self) -> list[Part]:
        """Return all rows that count, to be sealed anew."""
        kept = np.flatnonzero(self._alive)
        base = self.base
        place, starts = gathered(base.starts, kept)
        spelt, letter_starts = gathered(base.letter_starts, kept)
        text = base.letters[spelt].tobytes().decode("ascii")
        ends = letter_starts.tolist()
        looks = base.looks[kept]
        rows = Rows(
            starts,
            base.vocabulary[base.terms[place]],
            base.weights[place],
            [text[a:b] for a, b in pairwise(ends)],
            looks & SITE > 0,
            looks & VIEW > 0,
            looks & COINED > 0,
            looks & SHORT > 0,
            np.zeros(len(kept), np.bool_),
        )
        first = Part(
            base.keys[kept], base.owner[kept], base.government[kept], looks, rows
        )
        late = zip(self._late, self._late_alive, strict=True)
        return [first, *(part for part, alive in late if alive)]

    def _picked(self, column: NDArray[Any], name: str, slots: Ints) -> NDArray[Any]:
        """Return the entries of a column, and of that of later rows, for some slots."""
        if not self._late:
            return np.asarray(column[slots])
        if self._late_columns is None:
            late = self._late
            self._late_columns = {
                "keys": np.array([part.keys[0] for part in late]),
                "owner": np.array([part.owner[0] for part in late]),
                "government": np.array([part.government[0] for part in late]),
                "looks": np.array([part.looks[0] for part in late]),
                "alive": np.array(self._late_alive),
            }
        early = slots < self._size
        later = self._late_columns[name][np.where(early, 0, slots - self._size)]
        if early.any():
            later[early] = column[slots[early]]
        return later

    def _row(self, slot: int) -> Rows:
        start, end = self.base.letter_starts[slot : slot + 2].tolist()
        letters = self.base.letters[start:end].tobytes().decode("ascii")
        none = np.zeros(0, np.bool_)
        empty = np.zeros(0, np.uint64), np.zeros(0, np.uint8)
        return Rows(np.zeros(1, np.int64), *empty, [letters], *[none] * 5)

    def _count(self, numbers: Ints, rows: Rows, change: int) -> None:
        size = len(self.base.vocabulary)
        early = numbers < size
        self.base.counts[numbers[early]] += change
        for number in numbers[~early].tolist():
            self._fresh_counts[number - size] += change
        self.base.triple_counts[_triples_of(rows)] += change


def facts(
    owner: NDArray[np.int32], government: NDArray[np.int32], looks: NDArray[np.uint8]
) -> Facts:
    """Return columns as facts."""
    return Facts(
        owner.astype(np.int64),
        government.astype(np.int64),
        looks & SITE > 0,
        looks & VIEW > 0,
        looks & COINED > 0,
        looks & SHORT > 0,
    )


def _triples_of(rows: Rows) -> Ints:
    letters = np.frombuffer(rows.letters[0].encode("ascii"), np.uint8)
    return triples(letters, np.array([0, len(letters)]))[1]
