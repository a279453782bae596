"""Compare short names, and find telling words in what an office wrote."""

import json
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from architecture.conflicts.values import Proposal
from architecture.duplicates.text import WORD, fold

ALIKE = 0.6
REACH = 60
"""So many letters before a word are read for what denies it."""

WORK = ("name", "description", "function", "output", "services", "processes")
DATA = ("data_used", "data_produced")


@dataclass(frozen=True, slots=True)
class Signs:
    """Words that point to something; `unless` are those that settle it."""

    fields: tuple[str, ...]
    words: "re.Pattern[str]"
    unless: "re.Pattern[str] | None"


@cache
def signs() -> Mapping[str, Signs]:
    """Return the shipped words by what they point to.

    >>> sorted(signs())[:2]
    ['complaint', 'hosting']
    """
    found = {
        name: Signs(
            fields=tuple(row["fields"]),
            words=_pattern(row["words"]),
            unless=_pattern(row["unless"]) if row["unless"] else None,
        )
        for name, row in _table()["signs"].items()
    }
    return MappingProxyType(found)


def pointing(proposal: Proposal, name: str) -> list[str]:
    """Return the words that point to something, empty if the texts settle it.

    What is denied right before ("tanpa NIK", "tidak menerima aduan") points to nothing.
    """
    sign = signs()[name]
    text = fold(" . ".join(proposal.text(each) for each in sign.fields))
    if sign.unless and sign.unless.search(text):
        return []
    found = (
        match[0]
        for match in sign.words.finditer(text)
        if not _denied().search(text, max(0, match.start() - REACH), match.start())
    )
    return [_written(word) for word in dict.fromkeys(found)]


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """Return the words of a short name that say what it is about.

    >>> sorted(telling("Data Induk Pegawai Kota Contoh"))
    ['contoh', 'pegawai']
    """
    return frozenset(WORD.findall(fold(text))) - _words("generic")


def alike(one: str, other: str) -> bool:
    """Tell whether two short names speak of the same.

    >>> alike("Daftar pegawai", "Data Induk Pegawai")
    True
    >>> alike("Rekap kehadiran pegawai", "Data Induk Pegawai")
    False
    """
    return overlapping(telling(one), telling(other))


def overlapping(mine: Set[str], theirs: Set[str]) -> bool:
    """Tell whether most of the telling words are shared."""
    both = len(mine & theirs)
    return bool(both) and both / len(mine | theirs) >= ALIKE


def listed(words: Iterable[str], most: int = 4) -> str:
    """Return words as people list them.

    >>> listed(["NIK", "alamat", "foto"])
    'NIK, alamat, dan foto'
    """
    shown = list(words)[:most]
    if len(shown) < 3:
        return " dan ".join(shown)
    return f"{', '.join(shown[:-1])}, dan {shown[-1]}"


def _written(words: str) -> str:
    """Return words with their acronyms in capitals, as people write them."""
    acronyms = _words("acronyms")
    return " ".join(
        word.upper() if word in acronyms else word for word in words.split()
    )


@cache
def _denied() -> "re.Pattern[str]":
    """Return what ends a text after which a word means its contrary."""
    denying, between = ("|".join(sorted(_words(n))) for n in ("denying", "between"))
    return re.compile(rf"\b(?:{denying})\s+(?:(?:{between})\s+){{0,2}}$")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name].split())


@cache
def _table() -> Mapping[str, Any]:
    path = files(__package__) / "data" / "signs.json"
    return MappingProxyType(json.loads(path.read_text(encoding="utf-8")))


def _pattern(words: Iterable[str]) -> "re.Pattern[str]":
    longest = sorted(words, key=lambda word: (-len(word), word))
    parts = (re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
