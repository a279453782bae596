"""Pick from very many rows the few that are worth an exact comparison."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.features import Floats, Ints
from architecture.duplicates.letters import distinct
from architecture.duplicates.scales import Query, Scales, among, looked_up
from architecture.duplicates.snapshot import REACH
from architecture.duplicates.store import Store
from architecture.duplicates.terms import EIGHTHS, GRAMS, space_of

BUDGET = 60_000  # entries of lists that one query may read
WEIGHED = 500  # rows whose whole likeness is worked out
KEPT = 200  # rows that are compared exactly

Run = tuple[float, int, NDArray[np.int32]]
"""What a term gives to each of some rows, its place in the query, their slots."""

_NO_ROWS: NDArray[np.int32] = np.zeros(0, np.int32)


class Candidates:
    """Finds rows by what the query's terms give them, the most first.

    The likeness of two rows is the sum over their common terms of both weights, the
    square of the rarity, and the `REACH` of its space.  All sums are exact.
    """

    def __init__(
        self,
        store: Store,
        scales: Scales,
        budget: int = BUDGET,
        weighed: int = WEIGHED,
    ) -> None:
        """Look in a store; one thread at a time."""
        self._budget = budget
        self._weighed = weighed
        self._store = store
        self._scales = scales
        self._scores: Floats = np.zeros(0)

    def of(
        self, query: Query, exclude: Set[int], kept: int = KEPT, *, outside: int = 0
    ) -> Ints:
        """Return the slots most like a query, but for some keys.

        `outside` is a government whose rows are left out too.
        """
        slots, scores, whole = self._met(query)
        use = self._store.alive(slots)
        left_out = [self._store.slot(key) for key in exclude]
        use &= ~among(np.array(sorted(left_out), np.int64), slots)
        if outside:
            use &= self._store.facts(slots).government != outside
        slots, scores = slots[use], scores[use]
        if not whole and len(slots) > kept:
            slots, scores = self._best(slots, scores, max(self._weighed, kept))
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
        shared = among(query.triples, triple)
        letters = rarity(store.triple_counts(triple[shared])) ** 2 * REACH[GRAMS]
        total = np.bincount(row, gain, len(slots)).astype(np.float64)
        total += np.bincount(triple_row[shared], letters, len(slots))
        return total

    def _met(self, query: Query) -> tuple[Ints, Floats, bool]:
        """Return the rows that were met, what their terms gave, and if it is all."""
        store = self._store
        if len(self._scores) < store.slots:
            self._scores = np.zeros(store.slots + store.slots // 8)
        scores, spent = self._scores, 0
        runs, whole = self._runs(query)
        found = [_NO_ROWS]
        for gain, _, slots in runs:
            if spent and spent + len(slots) > self._budget:
                whole = False
                continue
            spent += len(slots)
            scores[slots] += gain
            found.append(slots)
        touched = np.concatenate(found).astype(np.int64)
        gained = scores[touched]
        most = 8 * self._weighed  # each row stands here once for each term
        if len(touched) > most:
            least = np.partition(gained, -most)[-most]
            met = distinct(touched[gained >= least])
        else:
            met = distinct(touched)
        gained = scores[met]
        scores[touched] = 0.0
        return met, gained, whole

    def _runs(self, query: Query) -> tuple[list[Run], bool]:
        """Return rows to which a term gives the same, by what it gives.

        Tell also if no term of the query is too common to be listed.
        """
        store = self._store
        runs: list[Run] = []
        whole = True
        factors = _factor(query).tolist()
        for at, (number, factor) in enumerate(
            zip(query.numbers.tolist(), factors, strict=True)
        ):
            if number < 0 or not factor:
                continue
            slots, weights = store.listed(number)
            late = store.late(number)
            whole &= bool(len(slots) or late)
            start = 0
            for end in _ends(weights):
                gain = int(weights[start]) * factor / EIGHTHS
                runs.append((gain, at, slots[start:end]))
                start = end
            for slot, weight in late:
                runs.append((weight * factor / EIGHTHS, at, np.array([slot], np.int32)))
        counts = store.triple_counts(query.triples)
        factors = (self._scales.rarity(counts) ** 2 * REACH[GRAMS]).tolist()
        for at, (triple, factor) in enumerate(
            zip(query.triples.tolist(), factors, strict=True), start=len(query.numbers)
        ):
            runs.append((factor, at, store.spelt(triple)))
            if late_slots := store.late_spelt(triple):
                runs.append((factor, at, np.array(late_slots, np.int32)))
        return sorted(runs, key=lambda run: (-run[0], run[1])), whole

    def _best(self, slots: Ints, scores: Floats, most: int) -> tuple[Ints, Floats]:
        """Return the best rows; of equal ones those with the smaller keys."""
        if len(slots) <= most:
            return slots, scores
        least = np.partition(scores, -most)[-most]
        top = np.flatnonzero(scores >= least)
        keys = self._store.keys(slots[top])
        order = top[np.lexsort((keys, -scores[top]))[:most]]
        return slots[order], scores[order]


def _ends(weights: NDArray[np.uint8]) -> list[int]:
    """Return where weights that only fall become others, and where they end."""
    if not len(weights) or weights[0] == weights[-1]:
        return [len(weights)] if len(weights) else []
    return [*((weights[1:] != weights[:-1]).nonzero()[0] + 1).tolist(), len(weights)]


def _factor(query: Query) -> Floats:
    """Return what each term of a query gives a row that has it with weight 1."""
    reach = REACH[space_of(query.terms)]
    factor: Floats = query.weights * reach * query.rarity**2
    return factor
