"""Pick from very many rows the few that are worth an exact comparison."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.features import Floats, Ints
from architecture.duplicates.reading import EIGHTHS, GRAMS, space_of
from architecture.duplicates.scales import Query, Scales, looked_up
from architecture.duplicates.snapshot import REACH
from architecture.duplicates.store import Store

BUDGET = 60_000  # entries of lists that one query may read
WEIGHED = 1_000  # rows whose whole likeness is worked out
KEPT = 200  # rows that are compared exactly

_NO_ROWS: NDArray[np.int32] = np.zeros(0, np.int32)


class Candidates:
    """Finds rows by rising frequency of the query's terms, the rarest first.

    The likeness of two rows is the sum over their common terms of both weights, the
    square of the rarity, and the `REACH` of its space.  All sums are exact.
    """

    def __init__(self, store: Store, scales: Scales) -> None:
        """Look in a store; one thread at a time."""
        self._store = store
        self._scales = scales
        self._scores: Floats = np.zeros(0)

    def of(self, query: Query, exclude: Set[int], kept: int = KEPT) -> Ints:
        """Return the slots most like a query, but for some keys."""
        slots, scores, whole = self._met(query)
        use = self._store.alive(slots)
        for key in exclude:
            use &= slots != self._store.slot(key)
        slots, scores = slots[use], scores[use]
        if not whole and len(slots) > kept:
            slots, scores = self._best(slots, scores, max(WEIGHED, kept))
            scores = self.likeness(query, slots)
        slots, _ = self._best(slots, scores, kept)
        return slots

    def likeness(self, query: Query, slots: Ints) -> Floats:
        """Return the whole likeness of a query with some slots."""
        store, rarity = self._store, self._scales.rarity
        row, number, weight = store.rows(slots)
        known = query.numbers >= 0
        factor = _factor(query)[known]
        gain = looked_up(query.numbers[known], factor, number) * weight
        triple_row, triple = store.triples(slots)
        shared = np.isin(triple, query.triples)
        letters = rarity(store.triple_counts(triple[shared])) ** 2 * REACH[GRAMS]
        total = np.bincount(row, gain, len(slots)).astype(np.float64)
        total += np.bincount(triple_row[shared], letters, len(slots))
        return total

    def _met(self, query: Query) -> tuple[Ints, Floats, bool]:
        """Return the rows that rare terms lead to, what they gave, and if it is all."""
        store = self._store
        if len(self._scores) < store.slots:
            self._scores = np.zeros(store.slots + store.slots // 8)
        scores, met, spent, whole = self._scores, _NO_ROWS, 0, True
        found: list[NDArray[np.int32]] = [met]
        for count, at, factor in self._lists(query):
            if not count or (spent and spent + count > BUDGET):
                whole = False
                continue
            spent += count
            if at < len(query.numbers):
                met, weights = store.posting(int(query.numbers[at]))
                scores[met] += weights * (factor / EIGHTHS)
            else:
                met = store.spelt(int(query.triples[at - len(query.numbers)]))
                scores[met] += factor
            found.append(met)
        touched = np.concatenate(found)
        gained = scores[touched]
        if len(touched) > 8 * WEIGHED:  # each row stands here once for each term
            least = np.partition(gained, -8 * WEIGHED)[-8 * WEIGHED]
            met = np.unique(touched[gained >= least])
        else:
            met = np.unique(touched)
        gained = scores[met]
        scores[touched] = 0.0
        return met.astype(np.int64), gained, whole

    def _lists(self, query: Query) -> list[tuple[int, int, float]]:
        """Return of each list its length, the place in the query, and its factor.

        The shortest come first; one without length is too common to be kept.  Triples
        of letters are counted on from the terms.
        """
        store = self._store
        lists = [
            (store.length(number), at, factor)
            for at, (number, factor) in enumerate(
                zip(query.numbers.tolist(), _factor(query).tolist(), strict=True)
            )
            if number >= 0 and factor
        ]
        counts = store.triple_counts(query.triples)
        factors = self._scales.rarity(counts) ** 2 * REACH[GRAMS]
        places = range(len(query.numbers), len(query.numbers) + len(counts))
        spelt = zip(counts.tolist(), places, factors.tolist(), strict=True)
        lists += [each for each in spelt if each[0]]
        return sorted(lists)

    def _best(self, slots: Ints, scores: Floats, most: int) -> tuple[Ints, Floats]:
        """Return the best rows; of equal ones those with the smaller keys."""
        if len(slots) <= most:
            return slots, scores
        least = np.partition(scores, -most)[-most]
        top = np.flatnonzero(scores >= least)
        keys = self._store.keys(slots[top])
        order = top[np.lexsort((keys, -scores[top]))[:most]]
        return slots[order], scores[order]


def _factor(query: Query) -> Floats:
    """Return what each term of a query gives a row that has it with weight 1."""
    reach = REACH[space_of(query.terms)]
    factor: Floats = query.weights * reach * query.rarity**2
    return factor
