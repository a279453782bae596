"""Compare how names are spelt, by the triples of letters that they have."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ALPHABET = "^$abcdefghijklmnopqrstuvwxyz0123456789"
"""What keys of names are made of; `^` begins a key and `$` ends it."""

TRIPLES = len(ALPHABET) ** 3

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_BEGIN, _END = 0, 1
_VALUE = np.zeros(256, np.int64)
_VALUE[[ord(letter) for letter in ALPHABET]] = range(len(ALPHABET))


def distinct(values: Ints) -> Ints:
    """Return each value once, ascending; numpy's own way is slower for such numbers."""
    values = np.sort(values)
    new = np.ones(len(values), np.bool_)
    new[1:] = values[1:] != values[:-1]
    return values[new]


def as_bytes(letters: Sequence[str]) -> tuple[Bytes, Ints]:
    """Return the letters of rows one after the other, and where each row begins."""
    starts = np.zeros(len(letters) + 1, np.int64)
    np.cumsum([len(each) for each in letters], out=starts[1:])
    return np.frombuffer("".join(letters).encode("ascii"), np.uint8), starts


def triples(letters: Bytes, starts: Ints) -> tuple[Ints, Ints]:
    """Return row and number of the triples within the keys of rows, each once."""
    if len(letters) < 3:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    value = _VALUE[letters]
    first, middle, last = value[:-2], value[1:-1], value[2:]
    whole = (first != _END) & (middle > _END) & (last != _BEGIN)
    at = np.flatnonzero(whole)
    size = len(ALPHABET)
    number = (first[at] * size + middle[at]) * size + last[at]
    row = np.searchsorted(starts, at, side="right") - 1
    both = distinct(row * TRIPLES + number)
    return both // TRIPLES, both % TRIPLES
