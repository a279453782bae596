"""What names have in common: keys over spellings, long forms, words that say much."""

import re
from dataclasses import dataclass
from functools import lru_cache

from architecture.exchange.inventories.addresses import is_domain
from architecture.exchange.inventories.lists import rows

_BRACKETS = re.compile(r"\(([^()]*)\)?")
_WORDS = re.compile(r"[a-z0-9]+")
_PREFIX = re.compile(
    r"^(?:aplikasi|app|sistem aplikasi|apps|website|web|situs|software)\s+(?=\S)"
)
_VERSION = re.compile(r"\b(?:v|ver|versi)\.? ?\d+(?:\.\d+)*\b|\b\d+\.\d+(?:\.\d+)*\b")
_MARKS = re.compile(
    r"\b(?:desktop|dekstop|mobile|android|ios|web|website|online|offline|pihak ke ?3|"
    r"pusat|daerah|baru|lama|new|old)\b"
)
_GENERIC = frozenset(row["word"] for row in rows("generic") if row["kind"] == "word")
_VAGUE = frozenset(row["word"] for row in rows("generic") if row["kind"] == "name")
_AFFIXES = (
    re.compile(
        r"^(?:meng(?=[aiueogkh])|meny|mem|men|me|peng(?=[aiueogkh])|peny|pem|pen|"
        r"per|pe|ber|di|ter|ke|se)(?=\w{4})"
    ),
    re.compile(r"(?<=\w{4})(?:kannya|annya|kan|nya|an|i)$"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; `key` is equal for all its spellings."""

    key: str
    long: str
    acronym: str

    @property
    def vague(self) -> bool:
        """Whether the name alone does not tell two applications apart."""
        return self.key in _VAGUE or len(self.key) < 2


def key_of(text: str) -> str:
    """Return letters and digits alone, in small letters.

    >>> {key_of(text) for text in ("E-P3", "EP3", "Ep3", "e p.3")}
    {'ep3'}
    """
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@lru_cache(maxsize=200_000)
def read_name(name: str, acronym: str = "") -> Name:
    """Take a name apart: what stands in brackets is its long form or its acronym.

    >>> read_name("SIMPEG (Sistem Informasi Kepegawaian)").key
    'simpeg'
    >>> read_name("Sistem Informasi Manajemen Gaji (SIMGAJI)").key
    'simgaji'
    >>> read_name("siskeudes (Desktop)").key, read_name("My.SAPK").key
    ('siskeudes', 'mysapk')
    """
    if is_domain(name):
        return Name(name.casefold().strip().removeprefix("www."), "", "")
    inner = " ".join(each.strip() for each in _BRACKETS.findall(name))
    outer = " ".join(_BRACKETS.sub(" ", name).split()) or inner
    if _MARKS.sub("", inner.casefold()).strip(" .,-") == "":
        inner = ""
    plain = _PREFIX.sub("", _VERSION.sub("", outer.casefold()).strip()) or outer
    if acronym:
        return Name(key_of(acronym), plain, acronym)
    if inner and _is_acronym(inner) and len(outer.split()) > 2:
        return Name(key_of(inner), outer, inner)
    short = outer if len(outer.split()) <= 2 else ""
    return Name(key_of(plain) or key_of(name), inner if short else plain, short)


def _is_acronym(text: str) -> bool:
    return len(text.split()) <= 2 and len(key_of(text)) <= 16 and not is_domain(text)


@lru_cache(maxsize=200_000)
def telling_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what something is about.

    >>> sorted(telling_words("Aplikasi pengelolaan data kepegawaian"))
    ['gawai']
    """
    words = _WORDS.findall(text.casefold())
    kept = (word for word in words if len(word) > 2 and word not in _GENERIC)
    return frozenset(_stem(word) for word in kept if not word.isdigit())


def _stem(word: str) -> str:
    """Cut what is put before and after a word; crude, but the same for all texts."""
    if len(word) <= 5:
        return word
    for _ in range(2):
        word = _AFFIXES[0].sub("", word)
    return _AFFIXES[1].sub("", word)


def in_common(one: str, other: str) -> float | None:
    """Return the share of the shorter text's telling words that the other has too.

    Nothing if either says too little to judge by.

    >>> in_common("Absensi pegawai", "Rekap absensi seluruh pegawai")
    1.0
    >>> in_common("", "Pajak hotel") is None
    True
    """
    mine, theirs = telling_words(one), telling_words(other)
    if not mine or not theirs:
        return None
    return len(mine & theirs) / min(len(mine), len(theirs))
