"""Compare every application of an inventory with all others, in portions.

A portion is some rows of a snapshot; it depends on nothing but the snapshot, so that
portions may be worked on anywhere and add up to the same pairs to the last digit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from architecture.duplicates.features import (
    WIDTH,
    Entries,
    Facts,
    Floats,
    Ints,
    Side,
    measure,
    side,
)
from architecture.duplicates.letters import TRIPLES, triples
from architecture.duplicates.model import Model, logistic
from architecture.duplicates.reasons import rivals
from architecture.duplicates.scales import among, looked_up, opposed, rarity
from architecture.duplicates.snapshot import REACH, Snapshot
from architecture.duplicates.store import facts
from architecture.duplicates.terms import EIGHTHS, GRAMS, gathered, space_of
from architecture.duplicates.thesaurus import Thesaurus

PORTION = 20_000  # rows that are worked on between two reports
BLOCK = 256  # rows that are compared together
LONGEST = 3_000  # of so many rows that have a term the heaviest are looked at
COMPARED = 64  # rows that are compared exactly with each
TOP = 10  # pairs that are kept of each row
LEAST = 0.1  # the least probability of a duplicate that is kept


@dataclass(slots=True)
class Pairs:
    """Pairs of keys, the smaller first, each once, in ascending order."""

    one: Ints
    other: Ints
    duplicate: Floats
    overlap: Floats
    name_conflict: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.one)


def portions(rows: int, size: int = PORTION) -> list[tuple[int, int]]:
    """Return from where to where each portion of so many rows goes."""
    return [(start, min(rows, start + size)) for start in range(0, rows, size)]


def joined(parts: Iterable[Pairs]) -> Pairs:
    """Return the pairs of all portions, in whatever order they come."""
    kept = [part for part in parts if len(part)]
    if not kept:
        none = np.zeros(0, np.int64)
        return _pairs(none, none, np.zeros((0, 3)))
    one, other, *rest = (
        np.concatenate([getattr(part, each.name) for part in kept])
        for each in fields(Pairs)
    )
    order = np.lexsort((other, one))
    new = np.ones(len(order), np.bool_)
    first, second = one[order], other[order]
    new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    use = order[new]
    return Pairs(one[use], other[use], *(column[use] for column in rest))


class Sweep:
    """Compares rows of one snapshot; made anew in each process that takes part."""

    def __init__(self, snapshot: Snapshot, thesaurus: Thesaurus, model: Model) -> None:
        """Weigh all terms of the snapshot and shorten its lists."""
        self._rows = snapshot
        self._model = model
        self._size = len(snapshot.vocabulary)
        documents = len(snapshot.keys) + model.documents
        self._spaces = space_of(snapshot.vocabulary).astype(np.int8)
        self._rarity = rarity(snapshot.counts.astype(np.int64), documents)
        self._letters = rarity(snapshot.triple_counts.astype(np.int64), documents)
        self._lists = self._shortened()
        self._barred = self._opposed(thesaurus)
        self._bars = np.zeros(self._size, np.bool_)
        self._bars[list(self._barred)] = True

    def portion(self, start: int, stop: int) -> Pairs:
        """Return the likely pairs of the rows from start to stop with any others."""
        blocks = range(start, stop, BLOCK)
        return joined(self._block(at, min(stop, at + BLOCK)) for at in blocks)

    def _block(self, start: int, stop: int) -> Pairs:
        of, slot = self._candidates(start, stop)
        if not len(of):
            return joined(())
        table = self._compared(start, stop, of, slot)
        chance = logistic(self._model.odds(table))
        conflict = rivals(table) & (chance < 0.5)
        keys = self._rows.keys
        order = np.lexsort((keys[slot], -chance, of))
        place = np.arange(len(of)) - np.searchsorted(of[order], of[order])
        likely = (chance[order] >= LEAST) & (place < TOP)
        use = order[likely | conflict[order]]
        overlap = logistic(self._model.overlap_odds(table[use]))
        one, other = keys[start + of[use]], keys[slot[use]]
        judged = np.column_stack([chance[use], overlap, conflict[use]])
        return _pairs(np.minimum(one, other), np.maximum(one, other), judged)

    def _candidates(self, start: int, stop: int) -> tuple[Ints, Ints]:
        """Return the rows worth a comparison, and with which row of the block each."""
        rows = self._rows
        ends = rows.starts[start : stop + 1]
        number = rows.terms[ends[0] : ends[-1]]
        weight = rows.weights[ends[0] : ends[-1]] / EIGHTHS
        gain = weight * REACH[self._spaces[number]] * self._rarity[number] ** 2
        shape = (stop - start, self._size)
        asked = csr_array((gain, number, ends - ends[0]), shape=shape)
        met = asked @ self._lists
        of, slot = [], []
        for row, (begin, end) in enumerate(
            zip(met.indptr[:-1].tolist(), met.indptr[1:].tolist(), strict=True)
        ):
            best = self._best(met.indices[begin:end], met.data[begin:end], start + row)
            of.append(np.full(len(best), row, np.int64))
            slot.append(best)
        return np.concatenate(of), np.concatenate(slot).astype(np.int64)

    def _best(
        self, slots: NDArray[np.int32], gains: Floats, own: int
    ) -> NDArray[np.int32]:
        """Return the slots that gained most; of equal ones the first."""
        most = COMPARED + 1  # a row meets itself
        if len(slots) > most:
            top = np.flatnonzero(gains >= np.partition(gains, -most)[-most])
            slots, gains = slots[top], gains[top]
        slots = slots[np.lexsort((slots, -gains))]
        best: NDArray[np.int32] = slots[slots != own][:COMPARED]
        return best

    def _compared(self, start: int, stop: int, of: Ints, slot: Ints) -> Floats:
        """Return the features of pairs: a row of the block with a slot."""
        rows, block = self._rows, np.arange(start, stop)
        place, ends = gathered(rows.starts, slot)
        pair = np.repeat(np.arange(len(slot)), np.diff(ends))
        number = rows.terms[place].astype(np.int64)
        triple_pair, triple = self._triples(slot)
        mine, weight = self._own(block)
        spelt_row, spelt = self._triples(block)
        sought = of[pair] * self._size + number
        found = looked_up(mine, weight, sought)
        letters = among(spelt_row * TRIPLES + spelt, of[triple_pair] * TRIPLES + triple)
        barred = among(self._excluded(mine), sought)
        grams = np.full(len(triple), GRAMS, np.int64)
        entries = Entries(
            rows=len(slot),
            row=np.concatenate([pair, triple_pair]),
            space=np.concatenate([self._spaces[number], grams]),
            query=np.concatenate([found, letters]),
            weight=np.concatenate([rows.weights[place] / EIGHTHS, np.ones(len(grams))]),
            idf=np.concatenate([self._rarity[number], self._letters[triple]]),
            opposed=np.concatenate([barred, np.zeros(len(grams))]),
        )
        sides = self._sides(block, spelt_row, spelt)
        return measure(
            sides.some(of), entries, self._facts(block[of]), self._facts(slot)
        )

    def _own(self, block: Ints) -> tuple[Ints, Floats]:
        """Return row and number of each term of a block in one number, and weights."""
        place, ends = gathered(self._rows.starts, block)
        row = np.repeat(np.arange(len(block)), np.diff(ends))
        number = self._rows.terms[place].astype(np.int64)
        return row * self._size + number, self._rows.weights[place] / EIGHTHS

    def _sides(self, block: Ints, spelt_row: Ints, spelt: Ints) -> Side:
        mine, weight = self._own(block)
        number = mine % self._size
        return side(
            np.concatenate([mine // self._size, spelt_row]),
            len(block),
            np.concatenate([self._spaces[number], np.full(len(spelt), GRAMS)]),
            np.concatenate([weight, np.ones(len(spelt))]),
            np.concatenate([self._rarity[number], self._letters[spelt]]),
        )

    def _excluded(self, mine: Ints) -> Ints:
        """Return row and number of the concepts that a row's own exclude."""
        concepts = mine[self._bars[mine % self._size]]
        found = [
            row * self._size + other
            for row, number in zip(
                (concepts // self._size).tolist(),
                (concepts % self._size).tolist(),
                strict=True,
            )
            for other in self._barred[number]
        ]
        return np.sort(np.array(found, np.int64))

    def _triples(self, slots: Ints) -> tuple[Ints, Ints]:
        place, starts = gathered(self._rows.letter_starts, slots)
        return triples(self._rows.letters[place], starts)

    def _facts(self, slots: Ints) -> Facts:
        rows = self._rows
        return facts(rows.owner[slots], rows.government[slots], rows.looks[slots])

    def _shortened(self) -> csr_array:
        """Return who has each term, of common terms only those who stress it most."""
        rows = self._rows
        lengths = np.minimum(np.diff(rows.list_starts), LONGEST)
        ends = np.zeros(self._size + 1, np.int64)
        np.cumsum(lengths, out=ends[1:])
        place = np.arange(int(ends[-1])) + np.repeat(
            rows.list_starts[:-1] - ends[:-1], lengths
        )
        weight = rows.list_weights[place] / EIGHTHS
        shape = (self._size, len(rows.keys))
        return csr_array((weight, rows.list_slots[place], ends), shape=shape)

    def _opposed(self, thesaurus: Thesaurus) -> dict[int, list[int]]:
        vocabulary = self._rows.vocabulary
        number = {
            term: int(at)
            for term, at in zip(vocabulary.tolist(), range(self._size), strict=True)
            if term & 15 == 1
        }
        return {
            number[one]: [number[other] for other in others if other in number]
            for one, others in opposed(thesaurus).items()
            if one in number
        }


def sweep(
    snapshot: Snapshot, thesaurus: Thesaurus, model: Model, size: int = PORTION
) -> Iterator[Pairs]:
    """Yield the pairs of one portion after the other, in this process."""
    work = Sweep(snapshot, thesaurus, model)
    for start, stop in portions(len(snapshot.keys), size):
        yield work.portion(start, stop)


def _pairs(one: Ints, other: Ints, judged: Floats) -> Pairs:
    return Pairs(one, other, judged[:, 0], judged[:, 1], judged[:, 2] > 0)


assert WIDTH > GRAMS  # noqa: S101 - letters of names have a column of their own
