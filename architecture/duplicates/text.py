"""Make the words of offices comparable: fold, split, expand, find the root."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import Stemmer

from architecture.duplicates.passing import marks

LONGEST = 20_000  # characters that are read of one field
WORD = re.compile(r"[a-z0-9]+")
PREFIXES = ("e", "i", "m", "si", "sim", "my", "go", "sistem")


def fold(text: str) -> str:
    """Return the text in small plain letters, of a length that can be read.

    >>> fold("É-Présensi  & Cuti")
    'e-presensi   dan  cuti'
    """
    return plain(text[:LONGEST])


def plain(text: str) -> str:
    """Return a text of any length in small plain letters, as `fold` does."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = text.encode("ascii", "ignore").decode()
    text = text.lower()
    return text.replace("&", " dan ") if "&" in text else text


def compact(text: str) -> str:
    """Return only the letters and digits, so that spellings of a name meet.

    >>> {compact(name) for name in ("e-Presensi", "EPRESENSI", "E Presensi")}
    {'epresensi'}
    """
    return "".join(WORD.findall(fold(text)))


def plausible(word: str) -> bool:
    """Tell whether somebody may have meant this word, and did not only hit keys.

    >>> plausible("perizinan"), plausible("sdsbjdjabdja"), plausible("asdf")
    (True, False, False)
    """
    if len(word) < 3 or word.isdigit():
        return False
    if re.search(r"[^aeiou0-9]{5}|(.)\1\1|asdf|qwe|zxc|hjkl", word):
        return False
    vowels = sum(letter in "aeiou" for letter in word)
    return 0.2 <= vowels / len(word) <= 0.75


class Words:
    """Knows of every word whether it is dropped, weak or telling, and its root.

    A lock guards the stemmer, which is not made for several threads.  Who reads many
    texts keeps the roots that were found (`vocabulary`).
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take the tables of `data/words.toml`, and those of `passing.toml` in them."""
        self.tables = tables
        self.marks = marks(tables["passing"])
        self.stop = frozenset(tables["stop"].split())
        self.abbreviations: dict[str, str] = dict(tables["abbreviations"])
        self.roots: dict[str, str] = dict(tables["roots"])
        self._stemmer = Stemmer.Stemmer("indonesian")
        self._lock = threading.Lock()
        self._lexicon: frozenset[str] = frozenset()
        filler = {self.find_root(word) for word in tables["filler"].split()}
        self.weak = frozenset(filler | set(tables["weak"].split()))

    def learn(self, lexicon: Iterable[str]) -> None:
        """Take the words of a thesaurus, so that `epresensi` is read as presensi."""
        self._lexicon = frozenset(word for word in lexicon if len(word) >= 4)

    def knows(self, word: str) -> bool:
        """Tell whether a folded word belongs to the language, and is not a coinage."""
        return self.means(self._without_prefix(word))

    def means(self, word: str) -> bool:
        """Tell whether a folded word as it stands belongs to the language."""
        return word in self._lexicon or word in self.roots or word in self.weak

    def sequence(self, text: str) -> list[str]:
        """Return the roots of a text in order, without empty ones."""
        roots = map(self.find_root, WORD.findall(fold(text)))
        return [root for root in roots if root]

    def find_root(self, word: str) -> str:
        """Return the root of a folded word, empty if the word says nothing."""
        word = self.abbreviations.get(word, word)
        if word in self.roots:
            return self.roots[word]
        if word in self.stop or word.isdigit() or not 1 < len(word) <= 40:
            return ""
        if word not in self._lexicon:
            word = self._without_prefix(word)
            if word in self.roots:
                return self.roots[word]
        if word.endswith("nya") and len(word) > 6:
            return self.find_root(word[:-3])
        with self._lock:
            stem: str = self._stemmer.stemWord(word)
        return stem if len(stem) > 2 else word

    def _without_prefix(self, word: str) -> str:
        for prefix in PREFIXES:
            rest = word[len(prefix) :]
            if word.startswith(prefix) and rest in self._lexicon and len(rest) > 3:
                return rest
        return word
