"""Terms of many profiles in flat arrays, which may lie in files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.letters import TRIPLES, as_bytes, triples
from architecture.duplicates.terms import SPACES, Rows, gathered, space_of
from architecture.duplicates.values import Profile
from architecture.duplicates.vocabulary import Hashes
from architecture.flat import Arrays

# How much a shared term counts when candidates are picked, by its space.
REACH = np.array([1.0, 3.0, 0, 0, 0, 2.0, 0.5, 0, 0.25, 25.0])
COMMON = 120_000  # who has a more common term is not listed: no query reads so far
SITE, VIEW, COINED, SHORT = 1, 2, 4, 8
_LIGHT = np.uint64(63)  # no weight is more, in eighths

Ints = NDArray[np.int64]
Slots = NDArray[np.int32]
Eighths = NDArray[np.uint8]


@dataclass(slots=True)
class Part:
    """Some profiles as they were read: the rows, and beside each what is a fact."""

    keys: Ints
    owner: Slots
    government: Slots
    looks: Eighths
    rows: Rows

    @classmethod
    def of(cls, profiles: Sequence[Profile], rows: Rows) -> "Part":
        """Join profiles and what was read of them."""
        return cls(
            np.array([profile.key for profile in profiles], np.int64),
            np.array([profile.owner for profile in profiles], np.int32),
            np.array([profile.government for profile in profiles], np.int32),
            _looks(rows),
            rows,
        )

    def some(self, rows: Ints) -> "Part":
        """Return some of the profiles."""
        return Part(
            self.keys[rows],
            self.owner[rows],
            self.government[rows],
            self.looks[rows],
            self.rows.some(rows),
        )


def _looks(rows: Rows) -> Eighths:
    flags = ((rows.site, SITE), (rows.view, VIEW), (rows.coined, COINED))
    looks = sum(flag * bit for flag, bit in (*flags, (rows.short, SHORT)))
    return np.asarray(looks, np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot(Arrays):
    """Rows by ascending key: terms with weights, and the lists of who has which term.

    Terms are numbers of `vocabulary`, whose `counts` say in how many rows each occurs,
    those of the training set included.  Arrays that were opened from files may be
    written to, which changes the copy of this process alone.
    """

    keys: Ints
    owner: Slots
    government: Slots
    looks: Eighths
    starts: Ints
    terms: Slots
    weights: Eighths
    letters: NDArray[np.uint8]
    letter_starts: Ints
    vocabulary: Hashes
    counts: Slots
    list_starts: Ints
    list_slots: Slots
    list_weights: Eighths
    triple_counts: Slots
    triple_starts: Ints
    triple_slots: Slots


def seal(parts: Iterable[Part], background: Mapping[int, int]) -> Snapshot:
    """Return all parts as one snapshot; `background` counts the terms of training.

    Each key occurs once.
    """
    kept = list(parts)
    if not kept:
        return seal([_nothing()], background)
    keys = np.concatenate([part.keys for part in kept])
    order = np.argsort(keys, kind="stable")
    vocabulary, terms = _numbered([part.rows.terms for part in kept])
    starts = _joined([part.rows.starts for part in kept])
    weights = np.concatenate([part.rows.weights for part in kept])
    letters, letter_starts = as_bytes([x for part in kept for x in part.rows.letters])
    if not np.array_equal(order, np.arange(len(order))):
        place, new_starts = gathered(starts, order)
        terms, weights, starts = terms[place], weights[place], new_starts
        place, letter_starts = gathered(letter_starts, order)
        letters = letters[place]
    counts = np.bincount(terms, minlength=len(vocabulary)).astype(np.int32)
    row, triple = triples(letters, letter_starts)
    triple_counts = np.bincount(triple, minlength=TRIPLES).astype(np.int32)
    by_triple = np.argsort(triple, kind="stable")
    lists = _lists(starts, terms, weights, vocabulary, counts)
    return Snapshot(
        keys[order],
        np.concatenate([part.owner for part in kept])[order],
        np.concatenate([part.government for part in kept])[order],
        np.concatenate([part.looks for part in kept])[order],
        starts,
        terms,
        weights,
        letters,
        letter_starts,
        vocabulary,
        counts + trained(vocabulary, background),
        *lists,
        triple_counts,
        np.concatenate([[0], np.cumsum(triple_counts, dtype=np.int64)]),
        row[by_triple].astype(np.int32),
    )


def trained(vocabulary: Hashes, background: Mapping[int, int]) -> Slots:
    """Return in how many rows of the training set each term occurs."""
    counts = np.zeros(len(vocabulary), np.int32)
    if background and len(vocabulary):
        terms = np.array(list(background), np.uint64)
        at = np.minimum(np.searchsorted(vocabulary, terms), len(vocabulary) - 1)
        known = vocabulary[at] == terms
        counts[at[known]] = np.array(list(background.values()), np.int32)[known]
    return counts


def _numbered(terms: Sequence[Hashes]) -> tuple[Hashes, Slots]:
    """Return the vocabulary, ascending, and all terms as places in it."""
    found = [np.unique(each, return_inverse=True) for each in terms]
    vocabulary = np.unique(np.concatenate([unique for unique, _ in found]))
    numbers = [
        np.searchsorted(vocabulary, unique).astype(np.int32)[inverse]
        for unique, inverse in found
    ]
    return vocabulary, np.concatenate(numbers)


def _joined(starts: Sequence[Ints]) -> Ints:
    lengths = [np.diff(each) for each in starts]
    return np.concatenate([[0], np.cumsum(np.concatenate(lengths), dtype=np.int64)])


def _lists(
    starts: Ints, terms: Slots, weights: Eighths, vocabulary: Hashes, counts: Slots
) -> tuple[Ints, Slots, Eighths]:
    """Return for each term who has it, and with what weight, the heaviest first."""
    listed = (REACH[space_of(vocabulary)] > 0) & (counts <= COMMON)
    slots = np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))
    use = listed[terms]
    # term, weight and slot in one number, so that one plain sort does it all
    packed = terms[use].astype(np.uint64) << np.uint64(32)
    packed |= (_LIGHT - weights[use].astype(np.uint64)) << np.uint64(26)
    packed |= slots[use].astype(np.uint64)
    packed.sort()
    ends = np.cumsum(np.where(listed, counts, 0), dtype=np.int64)
    return (
        np.concatenate([[0], ends]),
        (packed & np.uint64(2**26 - 1)).astype(np.int32),
        (_LIGHT - ((packed >> np.uint64(26)) & _LIGHT)).astype(np.uint8),
    )


def _nothing() -> Part:
    none = np.zeros(0, np.bool_)
    rows = Rows(
        np.zeros(1, np.int64),
        np.zeros(0, np.uint64),
        np.zeros(0, np.uint8),
        [],
        *[none] * 5,
    )
    return Part.of([], rows)


assert len(REACH) == len(SPACES)  # noqa: S101 - a weight for each space
