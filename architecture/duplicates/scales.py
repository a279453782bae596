"""Weigh the terms of an index: how rare they are, and what two profiles share."""

from collections.abc import Iterable, Sequence

import numpy as np

from architecture.duplicates.features import (
    Entries,
    Facts,
    Floats,
    Ints,
    Side,
    measure,
    side,
)
from architecture.duplicates.model import Model
from architecture.duplicates.reading import CONCEPTS, SPACES, Looks, Traits
from architecture.duplicates.store import Store
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.values import Profile

GRAIN = 64.0  # rarity is a multiple of 1/64, so that sums are exact


class Scales:
    """Compares profiles by the counts of a store and those of the model's training."""

    def __init__(self, store: Store, model: Model, thesaurus: Thesaurus) -> None:
        """Weigh with the counts of a store, which may change."""
        self.documents = 0
        self._store = store
        self._model = model
        self._opposed = thesaurus.opposed
        self._idf: Floats | None = None
        self._background: list[int] = []

    def forget(self, documents: int) -> None:
        """Take note that the store has changed and now has so many profiles."""
        self.documents = documents + self._model.documents
        self._idf = None

    def rarity(self) -> Floats:
        """Return what each term of the store weighs: more, the fewer have it."""
        if self._idf is None:
            known, store = len(self._background), self._store
            if known < len(store.vocabulary):
                fresh = list(store.vocabulary)[known:]
                counted = self._model.background
                self._background += [counted.get(term, 0) for term in fresh]
            counts = store.frequency.astype(np.int64)
            counts += np.array(self._background, np.int64)
            self._idf = self._weight(counts)
        return self._idf

    def stored(self, mine: Traits, own: Facts, slots: Ints, theirs: Facts) -> Floats:
        """Return the features of a profile with some slots, a row each."""
        store, rarity = self._store, self.rarity()
        row, terms, weights = store.rows(slots)
        query = np.zeros(len(store.vocabulary))
        barred = np.zeros(len(store.vocabulary))
        for term, weight in mine.terms.items():
            number = store.vocabulary.get(term, -1)
            if number >= 0:
                query[number] = weight
        for term in self._barred(mine):
            number = store.vocabulary.get(term, -1)
            if number >= 0:
                barred[number] = 1.0
        entries = Entries(
            rows=len(slots),
            row=row,
            space=store.spaces[terms].astype(np.int64),
            query=query[terms],
            weight=weights,
            idf=rarity[terms],
            opposed=barred[terms],
        )
        return measure(self._side(mine), entries, own, theirs)

    def pair(self, mine: Traits, theirs: Traits, own: Facts, other: Facts) -> Floats:
        """Return the features of two profiles that need not be stored."""
        terms = list(theirs.terms)
        barred = self._barred(mine)
        entries = Entries(
            rows=1,
            row=np.zeros(len(terms), np.int64),
            space=_spaces(terms),
            query=np.array([mine.terms.get(term, 0.0) for term in terms]),
            weight=np.array(list(theirs.terms.values()), np.float64),
            idf=self._weigh(terms),
            opposed=np.array([float(term in barred) for term in terms]),
        )
        row: Floats = measure(self._side(mine), entries, own, other)[0]
        return row

    def _side(self, traits: Traits) -> Side:
        terms = list(traits.terms)
        weights = np.array(list(traits.terms.values()), np.float64)
        return side(_spaces(terms), weights, self._weigh(terms))

    def _weigh(self, terms: Iterable[str]) -> Floats:
        """Return what terms weigh that the store may not know."""
        vocabulary, background = self._store.vocabulary, self._model.background
        frequency = self._store.frequency
        counts = []
        for term in terms:
            number = vocabulary.get(term, -1)
            own = int(frequency[number]) if number >= 0 else 0
            counts.append(own + background.get(term, 0))
        return self._weight(np.array(counts, np.int64))

    def _weight(self, counts: Ints) -> Floats:
        rarity = np.log((self.documents + 1.0) / (counts + 0.5))
        rounded: Floats = np.round(np.clip(rarity, 0.125, 9.0) * GRAIN) / GRAIN
        return rounded

    def _barred(self, traits: Traits) -> set[str]:
        letter = SPACES[CONCEPTS]
        mine = {term[1:] for term in traits.terms if term[0] == letter}
        return {letter + other for one, other in self._opposed if one in mine}


def facts(profiles: Sequence[Profile], looks: Sequence[Looks]) -> Facts:
    """Return what is known of profiles beside their terms."""
    return Facts(
        np.array([profile.owner for profile in profiles], np.int64),
        np.array([profile.government for profile in profiles], np.int64),
        np.array([look.site for look in looks], np.bool_),
        np.array([look.view for look in looks], np.bool_),
        np.array([look.coined for look in looks], np.bool_),
    )


def _spaces(terms: Sequence[str]) -> Ints:
    return np.array([SPACES.index(term[0]) for term in terms], np.int64)
