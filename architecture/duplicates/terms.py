"""Weighed terms of profiles: the spaces in which they are compared, and their rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.sites import PRESENTING
from architecture.duplicates.vocabulary import Hashes, hash_of

# A term is the hash of its text with its space in the lowest bits.  Where a term is
# spelt, a letter names its space; the letters of names (G) are kept apart from terms.
SPACES = "WCOADEKNGX"
WORDS, CONCEPTS, OBJECTS, ACTIVITIES, DATA, ENTITIES, CODES, NAMES, GRAMS, KEYS = range(
    len(SPACES)
)
# All weights are whole eighths, so that sums are exact.  What a text is about it says
# again and again, so concepts may grow heavier than words.
EIGHTHS = 8.0
HEAVIEST = np.array([24, 60, 24, 24, 8, 8, 8, 8, 8, 8], np.int64)
WHOLE = 8  # the weight of what is there or not

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class Rows:
    """What was read of profiles, a row each.

    The terms of row n are `terms[starts[n]:starts[n + 1]]`, ascending, with `weights`
    in eighths; `letters` has the keys of its name.  `needy` rows say so little that the
    long form of their acronym would help.
    """

    starts: Ints
    terms: Hashes
    weights: NDArray[np.uint8]
    letters: list[str]
    site: Flags
    view: Flags
    coined: Flags
    short: Flags
    needy: Flags

    def some(self, rows: Ints) -> "Rows":
        """Return some of the rows."""
        place, starts = gathered(self.starts, rows)
        return Rows(
            starts,
            self.terms[place],
            self.weights[place],
            [self.letters[row] for row in rows.tolist()],
            self.site[rows],
            self.view[rows],
            self.coined[rows],
            self.short[rows],
            self.needy[rows],
        )


class Terms:
    """Collects rows, terms and weights, and adds them up."""

    def __init__(self) -> None:
        """Start empty."""
        self._parts: list[tuple[Ints, Hashes, Ints]] = []

    def add(self, row: Ints, term: Hashes, weight: Ints) -> None:
        """Take columns of the same length."""
        self._parts.append((row, term, weight))

    def list(self, row: Sequence[int], term: Sequence[int], weight: int) -> None:
        """Take lists of the same length, all of one weight."""
        self.add(
            np.array(row, np.int64),
            np.array(term, np.uint64),
            np.full(len(row), weight, np.int64),
        )

    def summed(self, site: Flags) -> tuple[Ints, Hashes, NDArray[np.uint8]]:
        """Return starts, terms and weights; sites keep nothing of what they do."""
        row, term, weight = map(np.concatenate, zip(*self._parts, strict=True))
        doing = np.isin(space_of(term), (CONCEPTS, OBJECTS, ACTIVITIES))
        stays = ~(doing & site[row])
        sites = np.flatnonzero(site)
        own = np.full(len(sites), hash_of(PRESENTING) | CONCEPTS, np.uint64)
        row = np.concatenate([row[stays], sites])
        term = np.concatenate([term[stays], own])
        weight = np.concatenate([weight[stays], np.full(len(sites), WHOLE)])
        order = np.lexsort((term, row))
        row, term, weight = row[order], term[order], weight[order]
        new = np.ones(len(row), np.bool_)
        new[1:] = (row[1:] != row[:-1]) | (term[1:] != term[:-1])
        first = np.flatnonzero(new)
        total = np.add.reduceat(weight, first) if len(first) else weight
        kept = term[first]
        total = np.minimum(total, HEAVIEST[space_of(kept)]).astype(np.uint8)
        counts = np.bincount(row[first], minlength=len(site))
        return np.concatenate([[0], np.cumsum(counts)]), kept, total


def term(space: int, text: str) -> int:
    """Return the number of a term."""
    return hash_of(text) | space


def space_of(terms: Hashes) -> Ints:
    """Return the space of each term."""
    return (terms & np.uint64(15)).astype(np.int64)


def spelt(text: str) -> int:
    """Return the number of a term that is spelt with the letter of its space."""
    return term(SPACES.index(text[0]), text[1:])


def gathered(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Return the places of all items of some rows, and where each row begins there."""
    begin = starts[rows].astype(np.int64)
    lengths = starts[rows + 1].astype(np.int64) - begin
    new = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(lengths, out=new[1:])
    place = np.arange(int(new[-1])) + np.repeat(begin - new[:-1], lengths)
    return place, new
