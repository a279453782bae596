"""Make the words of offices comparable: fold, split, expand, find the root."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import Stemmer

LONGEST = 20_000  # characters that are read of one field
REMEMBERED = 300_000  # words whose root is kept
WORD = re.compile(r"[a-z0-9]+")
PREFIXES = ("e", "i", "m", "si", "sim", "my", "go", "sistem")


def fold(text: str) -> str:
    """Return the text in small plain letters, of a length that can be read.

    >>> fold("É-Présensi  & Cuti")
    'e-presensi   dan  cuti'
    """
    text = text[:LONGEST]
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


class _Roots(dict[str, str]):
    """Remembers the roots that have been found."""

    def __init__(self, words: "Words") -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> str:
        root = self._words.find_root(word)
        if len(self) < REMEMBERED:
            self[word] = root
        return root


class Words:
    """Knows of every word whether it is dropped, weak or telling, and its root.

    Stems are kept once found; a lock guards the stemmer, which is not made for
    several threads.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take the tables of `data/words.toml`."""
        self.stop = frozenset(tables["stop"].split())
        self.abbreviations: dict[str, str] = dict(tables["abbreviations"])
        self.roots: dict[str, str] = dict(tables["roots"])
        self._stemmer = Stemmer.Stemmer("indonesian")
        self._lock = threading.Lock()
        self._known = _Roots(self)
        self._lexicon: frozenset[str] = frozenset()
        filler = {self.find_root(word) for word in tables["filler"].split()}
        self.weak = frozenset(filler | set(tables["weak"].split()))

    def learn(self, lexicon: Iterable[str]) -> None:
        """Take the words of a thesaurus, so that `epresensi` is read as presensi."""
        self._lexicon = frozenset(word for word in lexicon if len(word) >= 4)
        self._known.clear()

    def knows(self, word: str) -> bool:
        """Tell whether a folded word belongs to the language, and is not a coinage."""
        found = self._without_prefix(word)
        return found in self._lexicon or found in self.roots or found in self.weak

    def root(self, word: str) -> str:
        """Return the root of a folded word, empty if the word says nothing."""
        return self._known[word]

    def sequence(self, text: str) -> list[str]:
        """Return the roots of a text in order, without empty ones."""
        known = self._known
        return [root for word in WORD.findall(fold(text)) if (root := known[word])]

    def pairs(self, text: str) -> tuple[list[str], list[str]]:
        """Return the words of a text that say something, and beside them the roots."""
        known = self._known
        words = [word for word in WORD.findall(fold(text)) if known[word]]
        return words, [known[word] for word in words]

    def find_root(self, word: str) -> str:
        """Work the root of a folded word out, without remembering it."""
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
