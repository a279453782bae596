"""Read what people search for: its words, their stems, other words for the same."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from architecture.duplicates import Thesaurus
from architecture.duplicates.shipping import matcher_of, words
from architecture.duplicates.text import WORD, Words, plain

MOST_WORDS = 8
SHORTEST = 3
"""Shorter parts of words are not looked for, only whole words."""

_MOST_OTHERS = 6


@dataclass(frozen=True, slots=True)
class Query:
    """A text as it is looked for: `parts` are words with their stems in small letters.

    `whole` are words that are too short to be looked for as parts.
    """

    text: str
    parts: tuple[tuple[str, ...], ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def needles(self) -> list[str]:
        """Return what may be marked in a text, the longest first."""
        several = {each for part in self.parts for each in part} | set(self.whole)
        return sorted(several, key=lambda each: (-len(each), each))


def folded(text: str) -> str:
    """Return a text in small letters without marks, with single spaces.

    Other scripts stay; what has no shape, and halves of letters, go.

    >>> folded("  Pelayanan   É-KTP & أَ")
    'pelayanan e-ktp dan ا'
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(bare, text))
    return " ".join(text.lower().replace("&", " dan ").split())


@lru_cache(4096)
def bare(letter: str) -> str:
    """Return what a letter is looked for by: small, without marks; nothing for some.

    >>> [bare(letter) for letter in "Éﬁ"]
    ['e', 'fi']
    """
    return "".join(map(_shown, unicodedata.normalize("NFKD", letter))).lower()


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cc":
        return " "
    return "" if category in {"Cf", "Cs", "Mn"} else letter


def query_of(text: str) -> Query:
    """Return how a text is looked for.

    >>> query_of("Perizinan e-KTP di").parts
    (('perizinan', 'izin'), ('e-ktp',))
    """
    small = folded(text)
    several = list(dict.fromkeys(small.split()))[:MOST_WORDS]
    stop = _words().stop
    telling = [word for word in several if word not in stop] or several
    parts = [(word, *_stem(word)) for word in telling if len(word) >= SHORTEST]
    whole = [word for word in telling if len(word) < SHORTEST]
    return Query(small, tuple(parts), tuple(whole))


def initials(name: str) -> str:
    """Return the first letters of the words of a name that say something.

    >>> initials("Sistem Informasi dan Manajemen Pegawai")
    'simp'
    """
    stop = _words().stop
    several = [word for word in WORD.findall(plain(name)) if word not in stop]
    return "".join(word[0] for word in several) if len(several) > 1 else ""


def others(thesaurus: Thesaurus, query: Query) -> list[str]:
    """Return other words for what a text names: of terms, and of work of offices."""
    text = query.text
    if len(text) < SHORTEST:
        return []
    found: dict[str, None] = {}
    for term in thesaurus.terms:
        if text in map(folded, (term.label, *term.words)):
            found |= dict.fromkeys(map(folded, (term.label, *term.words)))
    named = set(matcher_of(thesaurus).concepts(text))
    for number, concept in enumerate(thesaurus.concepts):
        if number in named or text in map(folded, concept.acronyms):
            several = (*concept.acronyms[:3], concept.label, *concept.variants[:2])
            found |= dict.fromkeys(map(folded, several))
    said = [each for each in found if len(each) >= SHORTEST and text not in each]
    return said[:_MOST_OTHERS]


def several_of(texts: Sequence[str]) -> list[Query]:
    """Return how each of several texts is looked for; those that say nothing go."""
    return [query for query in map(query_of, texts) if query.parts]


def _stem(word: str) -> tuple[str, ...]:
    root = _words().find_root(word) if word.isalpha() else ""
    shorter = len(root) >= SHORTEST and root != word
    return (root,) if shorter else ()


@cache
def _words() -> Words:
    return words()
