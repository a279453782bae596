"""Find the applications like a given one among many, at once and while they change."""

import threading
from collections.abc import Iterable, Set
from functools import cache

import numpy as np

from architecture.duplicates.features import Floats, Ints
from architecture.duplicates.learning import LongForms
from architecture.duplicates.matcher import Matcher
from architecture.duplicates.model import Model
from architecture.duplicates.names import Name, read_name
from architecture.duplicates.reading import Looks, Reader, Traits
from architecture.duplicates.reasons import Explainer
from architecture.duplicates.scales import Scales, facts
from architecture.duplicates.shipping import shipped, shipped_matcher, words
from architecture.duplicates.store import REACH, Store
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.values import Profile, Suspicion

BUDGET = 60_000  # postings that one query may read
CANDIDATES = 200  # how many of those found are compared exactly


class Index:
    """All profiles that are compared, kept up to date by `apply`.

    One lock guards it: reading and applying exclude each other.
    """

    def __init__(
        self,
        profiles: Iterable[Profile] = (),
        thesaurus: Thesaurus | None = None,
        model: Model | None = None,
    ) -> None:
        """Read the profiles; raises `ValueError` for a missing or repeated key."""
        self.thesaurus = thesaurus or shipped()[0]
        self.model = model or shipped()[1]
        own = thesaurus and Matcher(words(), thesaurus)
        self._reader = Reader(own or shipped_matcher())
        self._explainer = Explainer(self._reader.matcher, self.model)
        self._lock = threading.RLock()
        self._start()
        self._fill(profiles)

    def __len__(self) -> int:
        """Return how many profiles there are."""
        return len(self._slots)

    def __contains__(self, key: int) -> bool:
        """Tell whether the profile with that key is there."""
        return key in self._slots

    def apply(self, changed: Iterable[Profile], removed: Iterable[int] = ()) -> None:
        """Take in changed and new profiles, and drop those with the removed keys.

        Raises `ValueError` for a profile without a key; nothing is changed then.
        """
        fresh = {profile.key: profile for profile in changed}
        if any(key <= 0 for key in fresh):
            raise ValueError("Profil tanpa nomor tidak dapat disimpan di indeks.")
        with self._lock:
            known = self._profiles
            fresh = {k: new for k, new in fresh.items() if known.get(k) != new}
            if len(fresh) > max(500, len(self) // 4):
                self._rebuild(fresh, removed)
                return
            acronyms: set[str] = set()
            for key in [*removed, *fresh]:
                acronyms |= self._drop(key)
            for profile in fresh.values():
                name = read_name(profile.name, profile.acronym)
                self._profiles[profile.key] = profile
                acronyms |= self._learn(profile.key, name, 1)
            again = {key for a in acronyms for key in self._bearers.get(a, ())}
            for key in sorted(again - fresh.keys()):
                self._store.remove(self._slots.pop(key))
            for key in sorted(again | fresh.keys()):
                self._insert(self._profiles[key])
            self._scales.forget(len(self))
            if self._store.waste > max(2_000, len(self) // 4):
                self._rebuild({}, ())

    def similar(
        self, profile: Profile, limit: int = 10, exclude: Set[int] = frozenset()
    ) -> list[Suspicion]:
        """Return the most suspicious applications, the surest first.

        A profile is never like itself. Who has its name for other work is told even
        where the limit would cut it off.
        """
        with self._lock:
            traits = self._traits(profile)
            slots = self._candidates(traits, {profile.key, *exclude})
            if not len(slots):
                return []
            table = self._measure(traits, profile, slots)
            odds = self.model.honest(table @ self.model.duplicate)
            keys = self._keys[slots]
            order = np.lexsort((keys, -odds))
            chosen = list(order[:limit])
            rivals = [
                at
                for at in order[limit:]
                if self._explainer.conflict(table[at]) and odds[at] < 0
            ]
            for rival in rivals[: limit // 5]:
                weak = [at for at in chosen if odds[at] < -3.0]
                weak = [a for a in weak if not self._explainer.conflict(table[a])]
                if weak:
                    chosen[chosen.index(weak[-1])] = rival
            found = [
                self._explainer.suspicion(
                    profile, self._profiles[int(keys[at])], table[at]
                )
                for at in chosen
            ]
        return sorted(found, key=lambda s: (-s.duplicate, -s.overlap, s.key))

    def compare(self, one: Profile, other: Profile) -> Suspicion:
        """Compare two profiles exactly, with the word counts of this index."""
        with self._lock:
            mine, theirs = self._traits(one), self._traits(other)
            own, facing = facts([one], [mine.looks]), facts([other], [theirs.looks])
            table = self._scales.pair(mine, theirs, own, facing)
        return self._explainer.suspicion(one, other, table)

    def terms(self, profile: Profile) -> dict[str, float]:
        """Return what was read of a profile: terms, each led by its space."""
        with self._lock:
            return self._traits(profile).terms

    def table(self, profile: Profile, keys: Iterable[int]) -> Floats:
        """Return the features of a profile with stored ones, a row each."""
        with self._lock:
            slots = np.array([self._slots[key] for key in keys], np.int64)
            return self._measure(self._traits(profile), profile, slots)

    def _start(self) -> None:
        self._store = Store()
        self._profiles: dict[int, Profile] = {}
        self._slots: dict[int, int] = {}
        self._keys: Ints = np.zeros(0, np.int64)
        self._facts = facts([], [])
        self._long_forms = LongForms()
        self._bearers: dict[str, set[int]] = {}
        self._names: dict[int, Name] = {}
        self._scales = Scales(self._store, self.model, self.thesaurus)

    def _fill(self, profiles: Iterable[Profile]) -> None:
        for profile in profiles:
            if profile.key <= 0 or profile.key in self._profiles:
                raise ValueError(f"Nomor profil {profile.key} kosong atau berulang.")
            self._profiles[profile.key] = profile
            name = read_name(profile.name, profile.acronym)
            self._learn(profile.key, name, 1)
        kept = list(self._profiles.values())
        seen: list[Looks] = []
        self._store.add_all(self._read(profile, seen) for profile in kept)
        self._slots = {profile.key: slot for slot, profile in enumerate(kept)}
        self._keys = np.array([profile.key for profile in kept], np.int64)
        self._facts = facts(kept, seen)
        self._scales.forget(len(kept))

    def _read(self, profile: Profile, seen: list[Looks]) -> dict[str, float]:
        traits = self._traits(profile)
        seen.append(traits.looks)
        return traits.terms

    def _rebuild(self, fresh: dict[int, Profile], removed: Iterable[int]) -> None:
        kept = self._profiles | fresh
        for key in removed:
            if key not in fresh:
                kept.pop(key, None)
        self._start()
        self._fill(kept.values())

    def _learn(self, key: int, name: Name, change: int) -> set[str]:
        for acronym in name.acronyms:
            bearers = self._bearers.setdefault(acronym, set())
            bearers.add(key) if change > 0 else bearers.discard(key)
        if change > 0:
            self._names[key] = name
        return self._long_forms.add(name, change)

    def _drop(self, key: int) -> set[str]:
        slot = self._slots.pop(key, None)
        if slot is None:
            return set()
        del self._profiles[key]
        self._store.remove(slot)
        return self._learn(key, self._names.pop(key), -1)

    def _insert(self, profile: Profile) -> None:
        traits = self._traits(profile)
        self._slots[profile.key] = self._store.add(traits.terms)
        self._keys = np.append(self._keys, profile.key)
        self._facts = self._facts.with_one(facts([profile], [traits.looks]))

    def _traits(self, profile: Profile) -> Traits:
        name = self._names.get(profile.key) if profile.key else None
        if name is None or self._profiles[profile.key] is not profile:
            name = read_name(profile.name, profile.acronym)
        return self._reader.read(profile, name, self._long_forms.expand(name))

    def _candidates(self, traits: Traits, exclude: Set[int]) -> Ints:
        """Return the slots worth an exact look, by rising frequency of their terms."""
        store = self._store
        scores = np.zeros(store.slots)
        frequency, rarity = store.frequency, self._scales.rarity()
        known = [
            (int(frequency[number]), term, number, weight * REACH[term[0]])
            for term, weight in traits.terms.items()
            if (number := store.vocabulary.get(term, -1)) >= 0 and REACH[term[0]]
        ]
        spent = 0
        for count, _term, number, weight in sorted(known):
            spent += count
            if spent > BUDGET and spent > count:
                break
            slots, weights = store.posting(number)
            scores[slots] += weights * (weight * rarity[number] ** 2)
        scores *= store.alive
        for key in exclude:
            if key in self._slots:
                scores[self._slots[key]] = 0.0
        found = np.flatnonzero(scores)
        if len(found) > CANDIDATES:
            values = scores[found]
            least = np.partition(values, -CANDIDATES)[-CANDIDATES]
            found = found[values >= least]
            order = np.lexsort((self._keys[found], -scores[found]))
            found = found[order[:CANDIDATES]]
        return found.astype(np.int64)

    def _measure(self, traits: Traits, profile: Profile, slots: Ints) -> Floats:
        own = facts([profile], [traits.looks])
        return self._scales.stored(traits, own, slots, self._facts.some(slots))


@cache
def _empty() -> Index:
    return Index()


def compare(one: Profile, other: Profile) -> Suspicion:
    """Compare two profiles by themselves, with the shipped thesaurus and model."""
    return _empty().compare(one, other)
