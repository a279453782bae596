"""Number the words of texts, so that many texts are read at once."""

import threading
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BREAK = "\x1f"  # stands between two texts that are read together
ROOT = (1 << 24) - 1  # the bits of a root; those above hold the mark of the word
REMEMBERED = 300_000  # words; then those that no thesaurus knows are forgotten

Hashes = NDArray[np.uint64]


def hash_of(text: str) -> int:
    """Return a number for a text, the same on every machine.

    Its low four bits are free, for the space in which the text is compared.
    """
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~0xF


class Vocabulary(dict[str, int]):
    """From a word to the number of its root; 0 for a word that says nothing.

    Above the bits of `ROOT` stands the mark of the word itself, if it has one.
    Numbers up to `closed` belong to a thesaurus and are the same in every vocabulary
    of one matcher; those above are given as words come.  `names` and `hashes` are
    looked up by number.  A lock orders those who add; whoever reads needs none.
    """

    def __init__(
        self,
        known: Iterable[str],
        find_root: Callable[[str], str],
        marks: Mapping[str, int],
    ) -> None:
        """Begin with the roots and terms of a thesaurus, in their order."""
        super().__init__()
        self.names = ["", *known]
        self.closed = len(self.names)
        self._find_root = find_root
        self._marks = marks
        self._numbers = {name: at for at, name in enumerate(self.names) if at}
        self._lock = threading.Lock()
        self.hashes: Hashes = np.zeros(2 * self.closed + 1024, np.uint64)
        self.hashes[: self.closed] = [hash_of(name) for name in self.names]

    def __missing__(self, word: str) -> int:
        """Give the root of a new word its number."""
        root = self._find_root(word)
        number = self.number(root) if root else 0
        self[word] = number = number | self._marks.get(word, 0) * (ROOT + 1)
        return number

    def number(self, root: str) -> int:
        """Return the number of a root or term, a new one if need be."""
        with self._lock:
            number = self._numbers.get(root)
            if number is None:
                number = len(self.names)
                if number == len(self.hashes):
                    self.hashes = np.concatenate([self.hashes, 0 * self.hashes])
                self.hashes[number] = hash_of(root)
                self.names.append(root)
                self._numbers[root] = number
        return number

    @property
    def full(self) -> bool:
        """Tell whether it is time to begin anew."""
        return len(self) > REMEMBERED
