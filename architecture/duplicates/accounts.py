"""Tell what a profile says, each thing in the words in which it says it."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from architecture.duplicates.matcher import MARK, Matcher, Reading
from architecture.duplicates.names import Name, read_name
from architecture.duplicates.reading import ITEMS
from architecture.duplicates.sites import PRESENTING, presents
from architecture.duplicates.told import PLACES
from architecture.duplicates.values import Profile

REMEMBERED = 2_000  # profiles whose account is kept

Words = dict[str, str]
"""From what is meant to how it is written."""


@dataclass(slots=True)
class Account:
    """What a profile says."""

    concepts: Words = field(default_factory=dict)
    objects: Words = field(default_factory=dict)
    activities: Words = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    data: Words = field(default_factory=dict)


class Accounts:
    """Accounts of profiles; one thread at a time."""

    def __init__(self, matcher: Matcher) -> None:
        """Read with the thesaurus of a matcher."""
        self.matcher = matcher
        self._kept: OrderedDict[Profile, Account] = OrderedDict()
        codes = (concept.code for concept in matcher.thesaurus.concepts)
        self._places = {code: place for place, code in enumerate(codes)}

    def of(self, profile: Profile) -> Account:
        """Return the account of a profile."""
        if profile not in self._kept:
            self.read([profile])
        self._kept.move_to_end(profile)
        return self._kept[profile]

    def read(self, profiles: Iterable[Profile]) -> None:
        """Read profiles together, which costs less than one by one."""
        new = [profile for profile in profiles if profile not in self._kept]
        names = [read_name(profile.name, profile.acronym) for profile in new]
        texts: list[str] = []
        for profile, name in zip(new, names, strict=True):
            texts += _texts(profile, name)
        pages = iter(_Pages(self.matcher, self.matcher.read(texts), len(texts)))
        for profile, name in zip(new, names, strict=True):
            self._kept[profile] = self._account(profile, name, pages)
        while len(self._kept) > max(REMEMBERED, len(new)):
            self._kept.popitem(last=False)

    def _account(
        self, profile: Profile, name: Name, pages: Iterator["_Page"]
    ) -> Account:
        account = Account()
        for text in _told(profile, name):
            page = next(pages)
            if text:
                self._tell(account, page)
        for acronym in name.acronyms:
            self._tell_acronym(account, acronym, next(pages), name.explained)
        if presents(profile):
            account.concepts = {PRESENTING: account.concepts.get(PRESENTING, "situs")}
            account.objects.clear()
            account.activities.clear()
        for item in _items(profile):
            telling = {t for t, _ in next(pages).tokens if self._telling(t)}
            if telling:
                account.data.setdefault(" ".join(sorted(telling)), item.strip())
        return account

    def _tell_acronym(
        self, account: Account, acronym: str, page: "_Page", explained: bool
    ) -> None:
        number = self.matcher.acronyms.get(acronym)
        if number is None:
            if any(token[0] == MARK for token, _ in page.tokens):
                self._tell(account, page)
            return
        concepts = self.matcher.thesaurus.concepts
        told = [self._places[code] for code in account.concepts]
        if not explained and self.matcher.stands(number, told):
            account.concepts.setdefault(concepts[number].code, acronym.upper())

    def _telling(self, token: str) -> bool:
        return token not in self.matcher.words.weak

    def _tell(self, account: Account, page: "_Page") -> None:
        for code, words in page.concepts:
            account.concepts.setdefault(code, words)
        for token, words in page.tokens:
            if self._telling(token):
                account.words.setdefault(token, words)
            if token in self.matcher.object_names:
                account.objects.setdefault(token, words)
            elif token in self.matcher.activity_names:
                account.activities.setdefault(token, words)
        for token in page.wider:
            if token in self.matcher.object_names:
                account.objects.setdefault(token, token)
            else:
                account.activities.setdefault(token, token)


@dataclass(slots=True)
class _Page:
    """One text: its tokens and concepts with their words, and wider terms."""

    tokens: list[tuple[str, str]]
    concepts: list[tuple[str, str]]
    wider: list[str]


class _Pages:
    """A reading, text by text."""

    def __init__(self, matcher: Matcher, reading: Reading, count: int) -> None:
        self._matcher = matcher
        self._reading = reading
        self._names = reading.names()
        self._ends = np.searchsorted(reading.text, np.arange(count + 1)).tolist()
        self._hits: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        for text, number, places in reading.hits:
            self._hits[text].append((number, places))
        self._phrases: dict[int, list[int]] = defaultdict(list)
        for place, number in matcher.phrases_of_kinds(reading):
            self._phrases[int(reading.text[place])].append(number)

    def __iter__(self) -> Iterator[_Page]:
        reading, concepts = self._reading, self._matcher.thesaurus.concepts
        known = reading.vocabulary.names
        for text, (start, end) in enumerate(pairwise(self._ends)):
            numbers = reading.token[start:end].tolist()
            wider = [w for n in numbers for w in self._matcher.kinds.get(n, ())]
            yield _Page(
                [(self._names[at], reading.written(at)) for at in range(start, end)],
                [
                    (concepts[number].code, " ".join(map(reading.written, places)))
                    for number, places in self._hits.get(text, ())
                ],
                [known[n] for n in (*wider, *self._phrases.get(text, ()))],
            )


def _told(profile: Profile, name: Name) -> list[str]:
    texts = [getattr(profile, place) for place, _ in PLACES]
    return [name.long, *texts, profile.data_used, profile.data_produced]


def _items(profile: Profile) -> list[str]:
    texts = filter(None, (profile.data_used, profile.data_produced))
    return [item for text in texts for item in ITEMS.split(text)]


def _texts(profile: Profile, name: Name) -> list[str]:
    return [*_told(profile, name), *name.acronyms, *_items(profile)]
