"""Fit the weights to labelled pairs; the same input gives the same model."""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.features import (
    COLUMN,
    FEATURES,
    NAMES_OF_FEATURES,
    Floats,
    Ints,
)
from architecture.duplicates.index import Index
from architecture.duplicates.matcher import Matcher
from architecture.duplicates.model import Model, Point, logistic
from architecture.duplicates.names import read_name
from architecture.duplicates.reading import Reader
from architecture.duplicates.shipping import words
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.values import Profile

Pair = tuple[int, int]
COUNTED = frozenset("WNCOADEK")  # spaces whose counts a model remembers
JOINING = frozenset({"duplicate", "overlap", "name_conflict"})
BENDS = (-8.0, -4.0, -2.0, 0.0, 2.0, 6.0)  # log-odds where calibration may bend
RIDGE = 1.0
ROUNDS = {0: 3.0, 25: 1.0}
"""Per cent of the concepts that a round of training lacks, and what it counts."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Profiles and what a person said of some pairs (smaller key first)."""

    profiles: tuple[Profile, ...]
    labels: Mapping[Pair, str]

    def part(self, held_back: bool) -> "Labelled":
        """Return the third that is kept out of training, or the rest."""
        groups = clusters_of(self)
        keys = {key for key in groups if (groups[key] % 3 == 0) is held_back}
        return Labelled(
            tuple(profile for profile in self.profiles if profile.key in keys),
            {p: v for p, v in self.labels.items() if p[0] in keys and p[1] in keys},
        )


def clusters_of(labelled: Labelled) -> dict[int, int]:
    """Return a number for the cluster of each profile; a cluster is never split.

    The number comes from the name of its first member, not from the order of rows.
    """
    parent = {profile.key: profile.key for profile in labelled.profiles}

    def top(key: int) -> int:
        while parent[key] != key:
            key = parent[key]
        return key

    for (one, other), label in sorted(labelled.labels.items()):
        if label in JOINING:
            low, high = sorted((top(one), top(other)))
            parent[high] = low
    names = {profile.key: profile.name for profile in labelled.profiles}
    return {key: zlib.crc32(names[top(key)].encode()) for key in parent}


@dataclass(slots=True)
class Pairs:
    """All pairs of a labelled set with their features; `one` and `other` are keys."""

    one: Ints
    other: Ints
    features: Floats

    def truth(self, labels: Mapping[Pair, str], wanted: str) -> NDArray[np.bool_]:
        """Return which pairs bear a label."""
        keys = zip(self.one.tolist(), self.other.tolist(), strict=True)
        return np.array([labels.get(pair) == wanted for pair in keys], np.bool_)


def all_pairs(profiles: Sequence[Profile], thesaurus: Thesaurus, model: Model) -> Pairs:
    """Compare every profile with every later one."""
    index = Index(profiles, thesaurus, model)
    keys = sorted(profile.key for profile in profiles)
    by_key = {profile.key: profile for profile in profiles}
    one, other, tables = [], [], []
    for place, key in enumerate(keys[:-1]):
        rest = keys[place + 1 :]
        one += [key] * len(rest)
        other += rest
        tables.append(index.table(by_key[key], rest))
    if not tables:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, np.zeros((0, len(FEATURES))))
    return Pairs(np.array(one), np.array(other), np.vstack(tables))


def train(sets: Mapping[str, Labelled], thesaurus: Thesaurus) -> Model:
    """Return a model fitted to the parts of sets (by name) that are not held back.

    Each set is an inventory of its own; pairs across two of them were judged by nobody.
    Rounds with a part of the concepts forgotten keep the model from trusting a
    thesaurus that knows the words of strangers less well than those of its author.
    Raises `ValueError` if no pair is labelled as the same.
    """
    known = [each.part(held_back=False) for each in sets.values()]
    if not any("duplicate" in each.labels.values() for each in known):
        raise ValueError("Pasangan yang sama belum cukup untuk belajar darinya.")
    profiles = [profile for each in known for profile in each.profiles]
    background = _background(profiles, thesaurus)
    blank = np.zeros(len(FEATURES))
    model = Model(0, blank, blank, len(profiles), background)
    examples = _Examples.of(known, thesaurus, model)
    duplicate = examples.fit("duplicate", signed=True)
    counts = Counter(label for each in known for label in each.labels.values())
    return Model(
        version=0,
        duplicate=duplicate,
        overlap=examples.fit("overlap", signed=False),
        calibration=examples.calibration(duplicate),
        documents=model.documents,
        background={term: n for term, n in background.items() if n > 1},
        trained_on={
            "sets": list(sets),
            "applications": len(profiles),
            "pairs": dict(sorted(counts.items())),
            "held_back": sum(len(each.profiles) for each in sets.values())
            - len(profiles),
            "thesaurus": thesaurus.version,
        },
    )


@dataclass(slots=True)
class _Examples:
    """Features of all pairs of all sets in all rounds, thinned out.

    `burden` says for how many pairs each stands, `honest` whether it is of the round
    that forgets nothing; that one calibrates.
    """

    features: Floats
    burden: Floats
    honest: NDArray[np.bool_]
    labels: dict[str, Floats]

    @classmethod
    def of(
        cls, sets: Sequence[Labelled], thesaurus: Thesaurus, model: Model
    ) -> "_Examples":
        """Compare all pairs of each set, forgetting more and more of the concepts."""
        tables, burdens, honest = [], [], []
        labels: dict[str, list[Floats]] = {"duplicate": [], "overlap": []}
        for share, counts in ROUNDS.items():
            forgotten = forgetful(thesaurus, share)
            for each in sets:
                pairs = all_pairs(each.profiles, forgotten, model)
                keep, burden = _thinned(pairs.features)
                tables.append(pairs.features[keep])
                burdens.append(counts * burden)
                honest.append(np.full(len(burden), share == 0))
                for label, truths in labels.items():
                    truth = pairs.truth(each.labels, label)[keep]
                    truths.append(truth.astype(np.float64))
        return cls(
            np.vstack(tables),
            np.concatenate(burdens),
            np.concatenate(honest),
            {label: np.concatenate(truths) for label, truths in labels.items()},
        )

    def fit(self, label: str, signed: bool) -> Floats:
        """Return the weights for one answer."""
        return fit(self.features, self.labels[label], self.burden, signed)

    def calibration(self, weights: Floats) -> tuple[Point, ...]:
        """Return the line that makes the odds of a duplicate honest."""
        use = self.honest
        odds = self.features[use] @ weights
        return calibrate(odds, self.labels["duplicate"][use], self.burden[use])


def _thinned(features: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Return which rows to keep, and for how many each stands.

    Of pairs without a word, a concept or a letter in common one in ten is enough.
    """
    shared = [COLUMN[name] for name in ("words", "concepts", "name_letters")]
    empty = ~features[:, shared].any(axis=1)
    keep = ~empty | (np.cumsum(empty) % 10 == 0)
    return keep, np.where(empty, 10.0, 1.0)[keep]


def forgetful(thesaurus: Thesaurus, share: int) -> Thesaurus:
    """Return the thesaurus without a share, in per cent, of its concepts."""
    kept = {
        concept.code
        for concept in thesaurus.concepts
        if zlib.crc32(f"{share}{concept.code}".encode()) % 100 >= share
    }
    return Thesaurus(
        thesaurus.version,
        thesaurus.terms,
        tuple(
            replace(c, not_with=tuple(code for code in c.not_with if code in kept))
            for c in thesaurus.concepts
            if c.code in kept
        ),
    )


def fit(features: Floats, truth: Floats, burden: Floats, signed: bool) -> Floats:
    """Return logistic weights; with `signed`, each keeps the sign its feature has.

    Newton steps on the free weights; those that take the wrong sign are set to zero.
    """
    signs = np.array([FEATURES[name][1] for name in NAMES_OF_FEATURES])
    free = np.ones(features.shape[1], np.bool_)
    for _ in range(features.shape[1]):
        weights = _newton(features, truth, burden, free)
        wrong = (weights * signs < 0) if signed else np.zeros_like(free)
        if not wrong.any():
            return weights
        free &= ~wrong
    return _newton(features, truth, burden, free)


def _newton(
    features: Floats, truth: Floats, burden: Floats, free: NDArray[np.bool_]
) -> Floats:
    columns = features[:, free]
    ridge = np.full(columns.shape[1], RIDGE)
    ridge[0] = 1e-3
    weights = np.zeros(columns.shape[1])
    weights[0] = -5.0
    for _ in range(40):
        chance = logistic(columns @ weights)
        slope = columns.T @ (burden * (truth - chance)) - ridge * weights
        curve = columns.T * (burden * chance * (1 - chance)) @ columns
        curve += np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        step *= min(1.0, 4.0 / max(1e-9, float(np.abs(step).max())))
        weights = weights + step
        if np.abs(step).max() < 1e-7:
            break
    result = np.zeros(features.shape[1])
    result[free] = weights
    return result


def calibrate(odds: Floats, answer: Floats, burden: Floats) -> tuple[Point, ...]:
    """Return the bent line that turns odds into honest ones; it never falls.

    Logistic regression on a line that may bend at each of the `BENDS`.
    """
    bends = [np.maximum(0.0, odds - bend) for bend in BENDS[1:-1]]
    table = np.column_stack([np.ones_like(odds), odds - BENDS[0], *bends])
    weights = np.zeros(table.shape[1])
    weights[:2] = BENDS[0], 1.0
    prior = weights.copy()
    for _ in range(60):
        chance = logistic(table @ weights)
        slope = table.T @ (burden * (answer - chance)) - (weights - prior)
        curve = table.T * (burden * chance * (1 - chance)) @ table
        step = np.linalg.solve(curve + np.eye(len(weights)), slope)
        weights = weights + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-9:
            break
    heights = []
    for bend in BENDS:
        steps = [max(0.0, bend - other) for other in BENDS[1:-1]]
        heights.append(float(np.dot([1.0, bend - BENDS[0], *steps], weights)))
    rising = np.maximum.accumulate(heights)
    return tuple((b, round(float(h), 4)) for b, h in zip(BENDS, rising, strict=True))


def _background(profiles: Sequence[Profile], thesaurus: Thesaurus) -> dict[str, int]:
    """Return in how many profiles each term occurs, spelt with its space first."""
    reader = Reader(Matcher(words(), thesaurus))
    reader.spelling = {}
    names = [read_name(profile.name, profile.acronym) for profile in profiles]
    rows = reader.read(profiles, names)
    terms, counts = np.unique(rows.terms, return_counts=True)
    spelt = [reader.spelling.get(term, "-") for term in terms.tolist()]
    found = zip(spelt, counts.tolist(), strict=True)
    return {text: n for text, n in sorted(found) if text[0] in COUNTED}
