"""Find the organisation that a cell means, over spellings and abbreviations.

Between two that fit equally nothing is guessed: the answer names both.  Villages and
the like are never matched by resemblance, since their names resemble each other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from architecture.exchange.inventories.known import Office
from architecture.exchange.inventories.office_names import (
    FORMS,
    OfficeNames,
    fold,
    is_small,
    telling,
)

_ALL = re.compile(
    r"^(?:semua|seluruh|lintas|all)\b.*\b(?:opd|skpd|perangkat daerah|pd|dinas)\b"
)
_TYPO = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """The organisation that is meant, or those between which nothing is guessed."""

    office: Office | None = None
    ambiguous: tuple[Office, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    office: Office
    texts: tuple[str, ...]
    words: frozenset[str]
    initials: str
    small: bool


class Offices:
    """The organisations of one government, ready to be found by what people write."""

    def __init__(self, government: Office, offices: Iterable[Office]) -> None:
        """Prepare the names; the government itself is one of them."""
        self.government = government
        self._names = OfficeNames(government.name)
        named = (government.code, *government.short_names, *government.former_names)
        self._home = {fold(name) for name in named}
        self._entries: list[_Entry] = []
        self._codes: dict[str, Office] = {}
        self._texts: dict[str, dict[Office, None]] = {}
        self._sets: dict[frozenset[str], dict[Office, None]] = {}
        self._found: dict[str, Found] = {}
        for office in offices:
            self.add(office)

    def add(self, office: Office) -> None:
        """Take in one more, such as one that the import creates."""
        self._codes[office.code.casefold()] = office
        names = (office.name, *office.short_names, *office.former_names)
        texts = tuple(
            dict.fromkeys(
                text for name in names if name for text in self._names.readings(name)
            )
        )
        main = texts[0] if texts else ""
        initials = "".join(word[0] for word in main.split())
        self._entries.append(
            _Entry(office, texts, telling(main), initials, is_small(main))
        )
        for text in texts:
            self._texts.setdefault(text, {})[office] = None
            self._sets.setdefault(telling(text), {})[office] = None

    def find(self, text: str) -> Found:
        """Return what a cell means; an empty one means the government itself."""
        found = self._found.get(text)
        if found is None:
            found = self._find(text)
            if found.office:
                self._found[text] = found
        return found

    def nearest(self, text: str) -> tuple[Office, ...]:
        """Return up to two organisations whose names come nearest, to propose them."""
        readings = self._names.readings(text)
        words = telling(readings[0]) if readings else frozenset()
        plain = readings[0] if readings else ""
        scored = sorted(
            ((_likeness(plain, words, entry), entry.office) for entry in self._entries),
            key=lambda pair: -pair[0],
        )
        return tuple(office for score, office in scored[:2] if score >= 0.5)

    def _find(self, text: str) -> Found:
        if not text.strip() or self._names.is_home(text):
            return Found(self.government)
        if fold(text) in self._home:
            return Found(self.government)
        if _ALL.match(fold(text)):
            told = f"“{text}” bukan satu perangkat daerah; dicatat pada pemerintah."
            return Found(self.government, warning=told)
        if code := self._codes.get(text.strip().casefold()):
            return Found(code)
        readings = self._names.readings(text)
        same = {each: None for key in readings for each in self._texts.get(key, {})}
        same = same or {
            each: None for key in readings for each in self._sets.get(telling(key), {})
        }
        if same:
            return _one(tuple(same)) or Found(ambiguous=tuple(same))
        return self._resembling(text, readings)

    def _resembling(self, text: str, readings: list[str]) -> Found:
        """Look for one that differs by a slip of the pen or by the words left out."""
        if not readings or is_small(readings[0]):
            return Found()
        short = _initials(readings[0])
        initials = [entry for entry in self._entries if entry.initials == short]
        typos = [e for e in self._entries if any(_is_typo(r, e) for r in readings)]
        larger = [e for e in self._entries if any(_is_part(r, e) for r in readings)]
        for entries, why in (
            (initials, "singkatannya sama"),
            (typos, "ejaannya berbeda sedikit"),
            (larger, "namanya ditulis pendek"),
        ):
            if len(entries) == 1:
                office = entries[0].office
                told = f"“{text}” dibaca sebagai {office.name}: {why}."
                return Found(office, warning=told)
            if entries:
                return Found(ambiguous=tuple(entry.office for entry in entries))
        return Found()


def _initials(reading: str) -> str:
    """Return the letters of what may be an abbreviation, such as Dinas PMD.

    >>> _initials("dinas pmd"), _initials("dpkpp"), _initials("dinas sosial kota")
    ('dpmd', 'dpkpp', '')
    """
    form, _, rest = reading.partition(" ")
    if not rest:
        return form if len(form) > 2 else ""
    return f"{form[0]}{rest}" if form in FORMS and " " not in rest else ""


def _one(offices: tuple[Office, ...]) -> Found | None:
    return Found(offices[0]) if len(offices) == 1 else None


def _likeness(plain: str, words: frozenset[str], entry: _Entry) -> float:
    shared = len(words & entry.words)
    if shared and words:
        return 2 * shared / (len(words) + len(entry.words))
    return max(
        (SequenceMatcher(None, plain, text).ratio() - 0.2 for text in entry.texts),
        default=0,
    )


def _is_typo(reading: str, entry: _Entry) -> bool:
    """Tell whether the same words are meant, one or two of them misspelt."""
    if entry.small:
        return False
    return any(_slips(reading.split(), text.split()) for text in entry.texts)


def _slips(mine: list[str], theirs: list[str]) -> bool:
    if len(mine) != len(theirs):
        return False
    odd = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(odd) <= 2 and all(
        min(map(len, pair)) >= 6
        and pair[0][0] == pair[1][0]
        and SequenceMatcher(None, *pair).ratio() >= _TYPO
        for pair in odd
    )


def _is_part(reading: str, entry: _Entry) -> bool:
    """Tell whether a name of the same form begins alike and has all of the words."""
    words = reading.split()
    if entry.small or len(words) < 2 or words[0] not in FORMS:
        return False
    return telling(reading) < entry.words and any(
        text.split()[:2] == words[:2] for text in entry.texts
    )
