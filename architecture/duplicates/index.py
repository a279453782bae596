"""Find the applications like a given one among many, at once and while they change."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

import numpy as np

from architecture.duplicates.candidates import BUDGET, KEPT, WEIGHED, Candidates
from architecture.duplicates.features import Floats, Ints
from architecture.duplicates.learning import LongForms
from architecture.duplicates.model import Model
from architecture.duplicates.names import Name, read_name
from architecture.duplicates.reading import Reader
from architecture.duplicates.reasons import Explainer, Titles
from architecture.duplicates.scales import Query, Scales
from architecture.duplicates.shipping import matcher_of, shipped
from architecture.duplicates.snapshot import Part, Snapshot, seal
from architecture.duplicates.store import Store
from architecture.duplicates.terms import CONCEPTS, spelt, term
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.values import Profile, Suspicion

AT_ONCE = 4_000  # profiles that are read together
ABOUT = "about.json"
FORMAT = 3  # of what is saved; another one cannot be opened

Source = Callable[[Iterable[int]], Mapping[int, Profile]]
"""What returns the profiles of keys, for the reasons of an answer."""


class Index:
    """All profiles that are compared, kept up to date by `apply`.

    One lock guards it: reading and applying exclude each other.  An index of many
    keeps no profiles but asks a `source` for those it explains; it can be saved to a
    folder and opened by other processes, who then share its memory.
    """

    def __init__(
        self,
        profiles: Iterable[Profile] = (),
        thesaurus: Thesaurus | None = None,
        model: Model | None = None,
        *,
        source: Source | None = None,
    ) -> None:
        """Read the profiles; raises `ValueError` for a missing or repeated key."""
        self.thesaurus = thesaurus or shipped()[0]
        self.model = model or shipped()[1]
        self._reader = Reader(matcher_of(self.thesaurus))
        self._explainer = Explainer(self._reader.matcher, self.model)
        self._background = {spelt(t): n for t, n in self.model.background.items()}
        self._lock = threading.RLock()
        self._source = source
        self._profiles: dict[int, Profile] = {}
        self._long_forms = LongForms()
        self._needy: dict[str, set[int]] = {}
        self._use(seal(self._parts(profiles), self._background))

    @classmethod
    def open(
        cls,
        folder: Path,
        source: Source,
        thesaurus: Thesaurus | None = None,
        model: Model | None = None,
    ) -> "Index":
        """Open what `save` wrote, read with the same thesaurus and model.

        Raises `OSError` or `ValueError` if the folder is not whole, or was written
        with another thesaurus or model.
        """
        index = cls((), thesaurus, model, source=source)
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if about["fingerprint"] != index.fingerprint:
            raise ValueError("Indeks ini dibuat dengan tesaurus atau model lain.")
        index._long_forms = LongForms.from_values(about["said"])
        index._needy = {name: set(keys) for name, keys in about["needy"].items()}
        index._use(Snapshot.open(folder))
        return index

    def save(self, folder: Path) -> None:
        """Write the index to an empty folder; later changes are sorted in first."""
        with self._lock:
            self._settle()
            self._store.base.save(folder)
            about = {
                "fingerprint": self.fingerprint,
                "said": self._long_forms.to_values(),
                "needy": {name: sorted(keys) for name, keys in self._needy.items()},
            }
            text = json.dumps(about, ensure_ascii=False)
            (folder / ABOUT).write_text(text, encoding="utf-8")

    def __len__(self) -> int:
        """Return how many profiles there are."""
        return len(self._store)

    def __contains__(self, key: int) -> bool:
        """Tell whether the profile with that key is there."""
        return self._store.slot(key) >= 0

    @property
    def fingerprint(self) -> str:
        """Return what stands for the words, thesaurus and model it is read with."""
        read_with = (
            FORMAT,
            self._reader.matcher.words.tables,
            self.thesaurus.to_values(),
            self.model.to_values(),
        )
        return sha256(json.dumps(read_with, sort_keys=True).encode()).hexdigest()

    @property
    def waste(self) -> int:
        """Return how many rows have changed since the index was built or saved."""
        return self._store.waste

    @property
    def snapshot(self) -> Snapshot:
        """Return all rows in flat arrays, changes sorted in."""
        with self._lock:
            self._settle()
            return self._store.base

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
            acronyms = self._forget([*removed, *fresh])
            names = [read_name(each.name, each.acronym) for each in fresh.values()]
            for name in names:
                acronyms |= self._long_forms.add(name)
            again = {key for each in acronyms for key in self._needy.get(each, ())}
            self._insert(list(fresh.values()), names)
            self._insert_again(again - fresh.keys())
            if self._store.waste > max(2_000, len(self) // 16):
                self._settle()

    def similar(
        self,
        profile: Profile,
        limit: int = 10,
        exclude: Set[int] = frozenset(),
        *,
        outside: int = 0,
        titles: Titles = dict,
    ) -> list[Suspicion]:
        """Return the most suspicious applications, the surest first.

        Those with excluded keys, and those of the government to stay `outside` of, are
        left out.  A profile is never like itself.  Who has its name for other work is
        told even where the limit would cut it off.  `titles` gives reference codes, if
        two share one, the titles that are told with them.
        """
        with self._lock:
            query = self._scales.query(self._part(profile))
            left_out = {profile.key, *exclude}
            slots = self._candidates.of(query, left_out, outside=outside)
            if not len(slots):
                return []
            table = self._scales.stored(query, slots)
            keys = self._store.keys(slots)
            chosen = self._chosen(table, keys, limit)
            others = self._stored([int(keys[at]) for at in chosen])
            self._explainer.read([profile, *others])
            found = [
                self._explainer.suspicion(profile, other, table[at], titles)
                for at, other in zip(chosen, others, strict=True)
            ]
        return sorted(found, key=lambda s: (-s.duplicate, -s.overlap, s.key))

    def compare(
        self, one: Profile, other: Profile, *, titles: Titles = dict
    ) -> Suspicion:
        """Compare two profiles exactly, with the word counts of this index."""
        with self._lock:
            row = self._scales.pair(self._part(one), self._part(other))
            return self._explainer.suspicion(one, other, row, titles)

    def naming(self, concept: str) -> list[int]:
        """Return the keys of all that name a concept, those that stress it first."""
        with self._lock:
            wanted = np.array([term(CONCEPTS, concept)], np.uint64)
            [number] = self._store.numbers(wanted)
            keys = self._store.all_keys()
            if number < 0 or not len(keys):
                return []
            slots = np.array([self._store.slot(key) for key in keys.tolist()], np.int64)
            row, numbers, weight = self._store.rows(slots)
            told = numbers == number
            row, weight = row[told], weight[told]
            found: list[int] = keys[row[np.lexsort((keys[row], -weight))]].tolist()
            return found

    def query(self, profile: Profile) -> Query:
        """Return what is asked for when a profile is."""
        with self._lock:
            return self._scales.query(self._part(profile))

    def candidates(
        self,
        query: Query,
        kept: int = KEPT,
        budget: int = BUDGET,
        weighed: int = WEIGHED,
    ) -> tuple[Ints, Floats]:
        """Return keys and likeness of what is worth a comparison, for a measurement.

        `budget` says how many entries of lists may be read, `weighed` of how many rows
        the whole likeness is worked out.
        """
        with self._lock:
            found = self._candidates
            if (budget, weighed) != (BUDGET, WEIGHED):
                found = Candidates(self._store, self._scales, budget, weighed)
            slots = found.of(query, frozenset(), kept)
            return self._store.keys(slots), found.likeness(query, slots)

    def table(self, profile: Profile, keys: Iterable[int]) -> Floats:
        """Return the features of a profile with stored ones, a row each."""
        with self._lock:
            slots = np.array([self._store.slot(key) for key in keys], np.int64)
            return self._scales.stored(self.query(profile), slots)

    def _chosen(self, table: Floats, keys: Ints, limit: int) -> list[int]:
        """Return the rows to explain: the surest, and rivals for the name."""
        odds = self.model.odds(table)
        order: list[int] = np.lexsort((keys, -odds)).tolist()
        chosen = order[:limit]
        conflict = self._explainer.conflict
        rivals = [at for at in order[limit:] if odds[at] < 0 and conflict(table[at])]
        for rival in rivals[: limit // 5]:
            weak = [a for a in chosen if odds[a] < -3.0 and not conflict(table[a])]
            if weak:
                chosen[chosen.index(weak[-1])] = rival
        return chosen

    def _use(self, snapshot: Snapshot) -> None:
        self._store = Store(snapshot, self._background)
        self._scales = Scales(self._store, self.model, self.thesaurus)
        self._candidates = Candidates(self._store, self._scales)

    def _settle(self) -> None:
        """Sort in what has changed, so that no list is in two places."""
        if self._store.waste:
            self._use(seal(self._store.parts(), self._background))

    def _parts(self, profiles: Iterable[Profile]) -> Iterator[Part]:
        """Read profiles in portions; those that need a long form come last."""
        seen: set[int] = set()
        needy: list[tuple[Profile, Name]] = []
        stream = iter(profiles)
        while portion := list(islice(stream, AT_ONCE)):
            for profile in portion:
                if profile.key <= 0 or profile.key in seen:
                    told = f"Nomor profil {profile.key} kosong atau berulang."
                    raise ValueError(told)
                seen.add(profile.key)
            if self._source is None:
                self._profiles.update({each.key: each for each in portion})
            names = [read_name(each.name, each.acronym) for each in portion]
            for name in names:
                self._long_forms.add(name)
            part = Part.of(portion, self._reader.read(portion, names))
            poor = part.rows.needy
            needy += [(portion[at], names[at]) for at in np.flatnonzero(poor).tolist()]
            yield part.some(np.flatnonzero(~poor)) if poor.any() else part
        while needy:
            portion = [profile for profile, _ in needy[:AT_ONCE]]
            names = [name for _, name in needy[:AT_ONCE]]
            del needy[:AT_ONCE]
            yield self._read(portion, names)

    def _read(self, profiles: Sequence[Profile], names: Sequence[Name]) -> Part:
        """Read profiles with what is known of their acronyms; note who needs it."""
        long_forms = [self._long_forms.expand(name) for name in names]
        part = Part.of(profiles, self._reader.read(profiles, names, long_forms))
        for at in np.flatnonzero(part.rows.needy).tolist():
            for acronym in names[at].acronyms:
                self._needy.setdefault(acronym, set()).add(profiles[at].key)
        return part

    def _part(self, profile: Profile) -> Part:
        name = read_name(profile.name, profile.acronym)
        long_form = self._long_forms.expand(name)
        return Part.of([profile], self._reader.read([profile], [name], [long_form]))

    def _insert(self, profiles: Sequence[Profile], names: Sequence[Name]) -> None:
        if not profiles:
            return
        if self._source is None:
            self._profiles.update({each.key: each for each in profiles})
        part = self._read(profiles, names)
        for at in range(len(profiles)):
            self._store.add(part.some(np.array([at])))

    def _insert_again(self, keys: Set[int]) -> None:
        """Read the profiles anew whose acronyms have another meaning now."""
        present = [key for key in sorted(keys) if self._store.slot(key) >= 0]
        if present:
            profiles = self._stored(present)
            for key in present:
                self._store.remove(key)
            names = [read_name(each.name, each.acronym) for each in profiles]
            self._insert(profiles, names)

    def _forget(self, keys: Iterable[int]) -> set[str]:
        """Drop rows; return the acronyms that mean something else without them."""
        acronyms: set[str] = set()
        for key in keys:
            self._store.remove(key)
            profile = self._profiles.pop(key, None)
            if profile is None:
                continue
            name = read_name(profile.name, profile.acronym)
            acronyms |= self._long_forms.add(name, -1)
            for acronym in name.acronyms:
                self._needy.get(acronym, set()).discard(key)
        return acronyms

    def _stored(self, keys: Sequence[int]) -> list[Profile]:
        if self._source is None:
            return [self._profiles[key] for key in keys]
        found = self._source(keys)
        return [found.get(key) or Profile(key, "") for key in keys]


@cache
def _empty() -> Index:
    return Index()


def compare(one: Profile, other: Profile) -> Suspicion:
    """Compare two profiles by themselves, with the shipped thesaurus and model."""
    return _empty().compare(one, other)
