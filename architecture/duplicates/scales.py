"""Weigh the terms of an index: how rare they are, and what two profiles share."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
from architecture.duplicates.letters import as_bytes, triples
from architecture.duplicates.model import Model
from architecture.duplicates.snapshot import Part
from architecture.duplicates.store import Store, facts
from architecture.duplicates.terms import (
    CONCEPTS,
    EIGHTHS,
    GRAMS,
    Rows,
    space_of,
    term,
)
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.vocabulary import Hashes

GRAIN = 64.0  # rarity is a multiple of 1/64, so that sums are exact


@dataclass(slots=True)
class Query:
    """One profile that is asked for: terms by ascending number, unknown ones first."""

    numbers: Ints
    terms: Hashes
    weights: Floats
    rarity: Floats
    triples: Ints
    facts: Facts
    side: Side
    barred: Ints
    """The numbers of concepts that one of its own excludes."""


class Scales:
    """Compares profiles by the counts of a store and those of the model's training."""

    def __init__(self, store: Store, model: Model, thesaurus: Thesaurus) -> None:
        """Weigh with the counts of a store, which may change."""
        self._store = store
        self._trained = model.documents
        self._opposed = opposed(thesaurus)

    def rarity(self, counts: Ints) -> Floats:
        """Return what terms weigh that occur so often: more, the fewer have them."""
        return rarity(counts, len(self._store) + self._trained)

    def query(self, part: Part) -> Query:
        """Return the only row of a part as a query."""
        rows, store = part.rows, self._store
        numbers = store.numbers(rows.terms)
        rarity = self.rarity(store.counts_of(rows.terms, numbers))
        order = np.argsort(numbers, kind="stable")
        weights = rows.weights[order] / EIGHTHS
        _, spelt = _triples(rows)
        barred = store.numbers(self._barred(rows.terms))
        return Query(
            numbers[order],
            rows.terms[order],
            weights,
            rarity[order],
            spelt,
            facts(part.owner, part.government, part.looks),
            self._side(rows.terms[order], weights, rarity[order], spelt),
            np.sort(barred[barred >= 0]),
        )

    def stored(self, query: Query, slots: Ints) -> Floats:
        """Return the features of a query with some slots, a row each."""
        store = self._store
        row, number, weight = store.rows(slots)
        triple_row, triple = store.triples(slots)
        known = query.numbers >= 0
        first = int(np.argmax(known)) if known.any() else len(known)
        mine = looked_up(query.numbers[first:], query.weights[first:], number)
        barred = among(query.barred, number).astype(np.float64)
        entries = Entries(
            rows=len(slots),
            row=np.concatenate([row, triple_row]),
            space=_with_grams(store.spaces(number), len(triple)),
            query=np.concatenate([mine, among(query.triples, triple)]),
            weight=_with_ones(weight, len(triple)),
            idf=self.rarity(
                np.concatenate([store.counts(number), store.triple_counts(triple)])
            ),
            opposed=np.concatenate([barred, np.zeros(len(triple))]),
        )
        return measure(query.side, entries, query.facts, store.facts(slots))

    def pair(self, one: Part, other: Part) -> Floats:
        """Return the features of two profiles that need not be stored."""
        query, rows, store = self.query(one), other.rows, self._store
        _, triple = _triples(rows)
        order = np.argsort(query.terms)
        mine = looked_up(query.terms[order], query.weights[order], rows.terms)
        barred = np.isin(rows.terms, self._barred(one.rows.terms)).astype(np.float64)
        counts = store.counts_of(rows.terms, store.numbers(rows.terms))
        entries = Entries(
            rows=1,
            row=np.zeros(len(rows.terms) + len(triple), np.int64),
            space=_with_grams(space_of(rows.terms), len(triple)),
            query=np.concatenate([mine, among(query.triples, triple)]),
            weight=_with_ones(rows.weights / EIGHTHS, len(triple)),
            idf=self.rarity(np.concatenate([counts, store.triple_counts(triple)])),
            opposed=np.concatenate([barred, np.zeros(len(triple))]),
        )
        theirs = facts(other.owner, other.government, other.looks)
        row: Floats = measure(query.side, entries, query.facts, theirs)[0]
        return row

    def _side(
        self, terms: Hashes, weights: Floats, rarity: Floats, spelt: Ints
    ) -> Side:
        return side(
            np.zeros(len(terms) + len(spelt), np.int64),
            1,
            _with_grams(space_of(terms), len(spelt)),
            _with_ones(weights, len(spelt)),
            np.concatenate([rarity, self.rarity(self._store.triple_counts(spelt))]),
        )

    def _barred(self, terms: Iterable[np.uint64]) -> Hashes:
        found = [self._opposed.get(int(each), ()) for each in terms]
        return np.array([other for each in found for other in each], np.uint64)


def opposed(thesaurus: Thesaurus) -> dict[int, list[int]]:
    """Return for each concept, as a term, those that must not be confused with it."""
    found: dict[int, list[int]] = {}
    for one, other in sorted(thesaurus.opposed):
        found.setdefault(term(CONCEPTS, one), []).append(term(CONCEPTS, other))
    return found


def rarity(counts: Ints, documents: int) -> Floats:
    """Return what terms weigh that occur so often among so many profiles."""
    found = np.log((documents + 1.0) / (counts + 0.5))
    rounded: Floats = np.round(np.clip(found, 0.125, 9.0) * GRAIN) / GRAIN
    return rounded


def _triples(rows: Rows) -> tuple[Ints, Ints]:
    return triples(*as_bytes(rows.letters))


def looked_up(keys: Ints | Hashes, values: Floats, wanted: Ints | Hashes) -> Floats:
    """Return the value of each wanted key, 0 where there is none; keys ascend."""
    if not len(keys):
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], 0.0)


def among(values: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Tell which of the wanted are among the values, which ascend."""
    if not len(values):
        return np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
    found: NDArray[np.bool_] = values[at] == wanted
    return found


def _with_grams(spaces: Ints, count: int) -> Ints:
    return np.concatenate([spaces, np.full(count, GRAMS, np.int64)])


def _with_ones(weights: Floats, count: int) -> Floats:
    return np.concatenate([weights, np.ones(count)])


assert WIDTH > GRAMS  # noqa: S101 - letters of names have a column of their own
