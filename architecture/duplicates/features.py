"""What is measured of a pair; every measure is symmetric and runs from 0 to about 1."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.terms import (
    ACTIVITIES,
    CODES,
    CONCEPTS,
    DATA,
    ENTITIES,
    GRAMS,
    KEYS,
    NAMES,
    OBJECTS,
    SPACES,
    WORDS,
)
from architecture.duplicates.values import Kind

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WIDTH = len(SPACES)
LETTERS = 6  # fewer make too short a name to be nearly the same
NEAR = 0.6  # the likeness of letters from which names are nearly the same

# The features in the order of the columns, with the reason in which each is told and
# the sign that its weight may have (0: either).
FEATURES: dict[str, tuple[Kind, int]] = {
    "base": (Kind.BASE, 0),
    "words": (Kind.WORDS, 1),
    "words_squared": (Kind.WORDS, 1),
    "words_contained": (Kind.WORDS, 1),
    "words_shared": (Kind.WORDS, 1),
    "concepts": (Kind.FUNCTION, 1),
    "concepts_same": (Kind.FUNCTION, 1),
    "concepts_contained": (Kind.FUNCTION, 1),
    "concepts_shared": (Kind.FUNCTION, 1),
    "concepts_alone": (Kind.FUNCTION, 1),
    "concepts_differ": (Kind.FUNCTION, -1),
    "concepts_opposed": (Kind.FUNCTION, -1),
    "concepts_and_words": (Kind.FUNCTION, 1),
    "objects": (Kind.OBJECT, 1),
    "objects_differ": (Kind.OBJECT, -1),
    "activities": (Kind.ACTIVITY, 1),
    "activities_differ": (Kind.ACTIVITY, -1),
    "data": (Kind.DATA, 1),
    "entities": (Kind.DATA, 1),
    "data_differ": (Kind.DATA, -1),
    "codes": (Kind.CODE, 1),
    "codes_differ": (Kind.CODE, -1),
    "name_words": (Kind.NAME, 1),
    "name_letters": (Kind.NAME, 1),
    "name_near": (Kind.NAME, 1),
    "name_same": (Kind.NAME, 1),
    "name_only": (Kind.NAME, 1),
    "thin": (Kind.THIN, 0),
    "view_only": (Kind.ACTIVITY, -1),
    "same_owner": (Kind.OWNER, 1),
    "siblings": (Kind.FAMILY, -1),
}
NAMES_OF_FEATURES = tuple(FEATURES)
COLUMN = {name: number for number, name in enumerate(NAMES_OF_FEATURES)}


@dataclass(slots=True)
class Facts:
    """What is known of profiles beside their terms; one entry a profile."""

    owner: Ints
    government: Ints
    site: NDArray[np.bool_]
    view: NDArray[np.bool_]
    coined: NDArray[np.bool_]
    short: NDArray[np.bool_]

    def some(self, places: Ints) -> "Facts":
        """Return the facts of some profiles."""
        return Facts(
            self.owner[places],
            self.government[places],
            self.site[places],
            self.view[places],
            self.coined[places],
            self.short[places],
        )


@dataclass(slots=True)
class Entries:
    """The terms of some candidates beside the query's, one entry a term.

    `row` counts the candidates; `query` and `weight` are the weights in the query and
    in the candidate; `opposed` marks concepts that one of the query's excludes.
    """

    rows: int
    row: Ints
    space: Ints
    query: Floats
    weight: Floats
    idf: Floats
    opposed: Floats


@dataclass(slots=True)
class Side:
    """The sums over a query's own terms, a column a space.

    One row, or one for each candidate where queries differ.
    """

    norm: Floats
    mass: Floats
    count: Floats

    def some(self, rows: Ints) -> "Side":
        """Return some of the rows."""
        return Side(self.norm[rows], self.mass[rows], self.count[rows])


def side(row: Ints, rows: int, space: Ints, weight: Floats, idf: Floats) -> Side:
    """Add up the own terms of profiles, a row each."""
    heavy = weight * idf
    grid = row * WIDTH + space

    def add(values: Floats | None = None) -> Floats:
        total = np.bincount(grid, values, rows * WIDTH)
        return total.astype(np.float64).reshape(rows, WIDTH)

    return Side(add(heavy * heavy), add(heavy), add())


def measure(one: Side, entries: Entries, own: Facts, theirs: Facts) -> Floats:
    """Return the features of the query with each candidate, one row a candidate.

    `own` holds one entry, or one for each candidate where queries differ.

    All sums are of multiples of a power of two and therefore exact: neither the order
    of the terms nor that of the two profiles changes a bit.
    """
    grid = entries.row * WIDTH + entries.space
    heavy = entries.weight * entries.idf

    def add(values: Floats) -> Floats:
        total = np.bincount(grid, values, entries.rows * WIDTH)
        return total.astype(np.float64).reshape(entries.rows, WIDTH)

    both = entries.query > 0
    dot = add(entries.query * entries.idf * heavy)
    norm = add(heavy * heavy)
    mass = add(heavy)
    common = add(np.minimum(entries.query, entries.weight) * entries.idf)
    shared = add(both.astype(np.float64))
    count = add(np.ones_like(heavy))
    cosine = dot / np.sqrt(np.maximum(norm * one.norm, 1e-12))
    contained = common / np.maximum(np.minimum(mass, one.mass), 1e-12)
    union = np.maximum(mass + one.mass - common, 1e-12)
    known = (count > 0) & (one.count > 0)
    differ = (known & (shared == 0)).astype(np.float64)
    opposed = np.bincount(entries.row, entries.opposed, entries.rows) > 0
    thin = 1.0 / (1.0 + np.minimum(mass, one.mass)[:, WORDS] / 8.0)
    # A name of words that everybody uses, or one that only begins alike, counts less.
    coined = own.coined & theirs.coined
    likeness = add(entries.query * entries.weight)[:, KEYS]
    alike = (likeness > 0.25) & (own.site == theirs.site)
    certain = alike & coined & (likeness >= 1.0)
    same_name = alike * np.where(certain, 1.0, 0.25)
    # Short names differ by a letter or two; how rare the letters are does not matter.
    letters = np.sqrt(np.maximum(count * one.count, 1.0))[:, GRAMS]
    near = shared[:, GRAMS] / letters
    near *= own.short & theirs.short & (own.site == theirs.site)
    near *= (near >= NEAR) & (np.minimum(count, one.count)[:, GRAMS] >= LETTERS)
    close = np.maximum(cosine[:, WORDS], cosine[:, CONCEPTS])
    unsure = 1.0 - known[:, CONCEPTS] * (1.0 - close)
    columns = {
        "base": np.ones(entries.rows),
        "words": cosine[:, WORDS],
        "words_squared": cosine[:, WORDS] ** 2,
        "words_contained": contained[:, WORDS],
        "words_shared": np.minimum(common[:, WORDS], 24.0) / 24.0,
        "concepts": cosine[:, CONCEPTS],
        "concepts_same": (common / union)[:, CONCEPTS],
        "concepts_contained": contained[:, CONCEPTS],
        "concepts_shared": (shared[:, CONCEPTS] > 0).astype(np.float64),
        "concepts_alone": cosine[:, CONCEPTS] * ~known[:, OBJECTS],
        "concepts_differ": differ[:, CONCEPTS],
        "concepts_opposed": opposed * (1.0 - cosine[:, CONCEPTS]),
        "concepts_and_words": cosine[:, CONCEPTS] * cosine[:, WORDS],
        "objects": cosine[:, OBJECTS],
        "objects_differ": differ[:, OBJECTS],
        "activities": cosine[:, ACTIVITIES],
        "activities_differ": differ[:, ACTIVITIES],
        "data": cosine[:, DATA],
        "entities": np.minimum(shared[:, ENTITIES], 2.0) / 2.0,
        "data_differ": differ[:, DATA],
        "codes": (common / union)[:, CODES],
        "codes_differ": differ[:, CODES],
        "name_words": cosine[:, NAMES],
        "name_letters": cosine[:, GRAMS] ** 2 * (coined & (own.site == theirs.site)),
        "name_near": near,
        "name_same": same_name,
        "name_only": certain * unsure,
        "thin": thin,
        "view_only": (own.view != theirs.view).astype(np.float64),
        "same_owner": ((own.owner == theirs.owner) & (theirs.owner > 0)).astype(
            np.float64
        ),
    }
    siblings = (own.site & theirs.site & (same_name == 0)).astype(np.float64)
    table = np.column_stack([columns[name] for name in NAMES_OF_FEATURES[:-1]])
    table[:, 1:] *= (1.0 - siblings)[:, None]
    return np.column_stack([table, siblings])
