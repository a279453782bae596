"""The index: flat arrays that say which entries say which word.

Entries stand in the order of their names, so those that begin alike stand together and
what is alike sure comes in the order of the alphabet.  Words are looked through as one
text: there are far fewer of them than of entries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from architecture.flat import Arrays

Ints = NDArray[np.int64]
Slots = NDArray[np.int32]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

BREAK = b"\n"
"""Stands before and after each word; no word has it."""


@dataclass(frozen=True, slots=True, eq=False)
class Entries(Arrays):
    """What can be found, and who says what.

    `said` are the entries that say a word, from `said_starts` of it on; `named` tells
    which of them do so in their name.  `keys` are what entries are known by as a whole,
    in order; `key_entries` by whom, `key_tiers` how sure that is.
    """

    element: Ints
    shared: Flags
    government: Slots
    organisation: Slots
    layer: NDArray[np.int8]
    live: Flags
    names: Bytes
    name_starts: Ints
    words: Bytes
    word_starts: Ints
    said: Slots
    said_starts: Ints
    named: Flags
    keys: Bytes
    key_starts: Ints
    key_entries: Slots
    key_tiers: NDArray[np.int8]

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.element)

    def name(self, entry: int) -> bytes:
        """Return the name of an entry."""
        start, end = self.name_starts[entry], self.name_starts[entry + 1]
        return self.names[start:end].tobytes()

    def key(self, place: int) -> bytes:
        """Return a key."""
        start, end = self.key_starts[place], self.key_starts[place + 1]
        return self.keys[start:end].tobytes()


COLUMNS = ("element", "shared", "government", "organisation", "layer", "live")
"""What an entry says of itself in numbers."""

TYPES = {
    "element": np.int64,
    "shared": np.bool_,
    "government": np.int32,
    "organisation": np.int32,
    "layer": np.int8,
    "live": np.bool_,
}


@dataclass(frozen=True, slots=True, eq=False)
class Loose:
    """The same before it is put in order; `word` and `entry` are those of `named`."""

    columns: dict[str, NDArray[Any]]
    names: Sequence[bytes]
    words: Sequence[bytes]
    word: Ints
    entry: Ints
    named: Flags
    keys: Sequence[tuple[bytes, int, int]]


def ordered(loose: Loose) -> Entries:
    """Put entries in the order of their names, and words before who says them."""
    elements = loose.columns["element"].tolist()
    many = len(elements)
    order = sorted(range(many), key=lambda at: (loose.names[at], elements[at]))
    rank = np.zeros(many, np.int64)
    rank[order] = np.arange(many)
    used, word = np.unique(loose.word, return_inverse=True)
    said = rank[loose.entry]
    sequence = np.argsort(word * max(many, 1) + said)
    counts = np.bincount(word, minlength=len(used))
    words = [loose.words[at] for at in used.tolist()]
    keys = sorted((key, int(rank[entry]), tier) for key, entry, tier in loose.keys)
    names, name_starts = _text([loose.names[at] for at in order])
    text, word_starts = _text([BREAK + each for each in words])
    key_text, key_starts = _text([key for key, _, _ in keys])
    return Entries(
        **{name: loose.columns[name][order] for name in COLUMNS},
        names=names,
        name_starts=name_starts,
        words=np.append(text, np.uint8(BREAK[0])),
        word_starts=word_starts[:-1],
        said=said[sequence].astype(np.int32),
        said_starts=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
        named=loose.named[sequence],
        keys=key_text,
        key_starts=key_starts,
        key_entries=np.array([entry for _, entry, _ in keys], np.int32),
        key_tiers=np.array([tier for _, _, tier in keys], np.int8),
    )


def loosened(entries: Entries, chosen: Flags) -> Loose:
    """Take some entries out of the order."""
    kept = np.flatnonzero(chosen)
    place = np.full(len(entries), -1, np.int64)
    place[kept] = np.arange(len(kept))
    entry = place[entries.said]
    word = np.repeat(np.arange(len(entries.word_starts)), np.diff(entries.said_starts))
    there = entry >= 0
    known = [
        (entries.key(at), at_entry, int(entries.key_tiers[at]))
        for at, at_entry in enumerate(place[entries.key_entries].tolist())
        if at_entry >= 0
    ]
    return Loose(
        columns={name: getattr(entries, name)[kept] for name in COLUMNS},
        names=[entries.name(at) for at in kept.tolist()],
        words=entries.words.tobytes().split(BREAK)[1:-1],
        word=word[there],
        entry=entry[there],
        named=entries.named[there],
        keys=known,
    )


def together(one: Loose, other: Loose) -> Loose:
    """Return the entries of both."""
    number = {word: at for at, word in enumerate(one.words)}
    placed = np.array(
        [number.setdefault(word, len(number)) for word in other.words], np.int64
    )
    before = len(one.names)
    return Loose(
        columns={
            name: np.concatenate([one.columns[name], other.columns[name]])
            for name in COLUMNS
        },
        names=[*one.names, *other.names],
        words=list(number),
        word=np.concatenate([one.word, placed[other.word]]),
        entry=np.concatenate([one.entry, other.entry + before]),
        named=np.concatenate([one.named, other.named]),
        keys=[*one.keys, *((key, at + before, tier) for key, at, tier in other.keys)],
    )


def _text(several: Sequence[bytes]) -> tuple[Bytes, Ints]:
    """Return texts one after the other, and where each begins, with the end."""
    lengths = np.array([len(each) for each in several], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return np.frombuffer(b"".join(several), np.uint8).copy(), starts
