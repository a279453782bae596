"""Measure how good the scores are on labelled pairs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.features import Floats
from architecture.duplicates.model import Model, logistic
from architecture.duplicates.reasons import rivals
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.training import Labelled, all_pairs


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the scores are; `bins` has (from, pairs, said, true) of each tenth."""

    applications: int
    pairs: int
    duplicates: int
    average_precision: float
    recall_at_5: float
    recall_at_10: float
    best_f1: float
    hard_negative_auc: float
    brier: float
    conflicts: int
    conflicts_found: int
    conflicts_called_duplicate: int
    overlap_average_precision: float
    bins: tuple[tuple[float, int, float, float], ...]

    def to_values(self) -> dict[str, Any]:
        """Return the figures with plain names."""
        return asdict(self)


def evaluate(labelled: Labelled, thesaurus: Thesaurus, model: Model) -> Quality:
    """Score every pair of a labelled set and compare with what people said."""
    pairs = all_pairs(labelled.profiles, thesaurus, model)
    odds = model.odds(pairs.features)
    chance = logistic(odds)
    truth = pairs.truth(labelled.labels, "duplicate")
    hard = pairs.truth(labelled.labels, "different")
    conflict = pairs.truth(labelled.labels, "name_conflict")
    hard |= conflict
    overlap = logistic(model.overlap_odds(pairs.features))
    same = rivals(pairs.features)
    called = chance >= 0.5
    recall = _recalls(pairs.one, pairs.other, odds, truth)
    return Quality(
        applications=len(labelled.profiles),
        pairs=len(truth),
        duplicates=int(truth.sum()),
        average_precision=average_precision(odds, truth),
        recall_at_5=recall[5],
        recall_at_10=recall[10],
        best_f1=_best_f1(odds, truth),
        hard_negative_auc=_auc(odds[truth], odds[hard]),
        brier=float(np.mean((chance - truth) ** 2)),
        conflicts=int(conflict.sum()),
        conflicts_found=int((conflict & same & ~called).sum()),
        conflicts_called_duplicate=int((conflict & called).sum()),
        overlap_average_precision=average_precision(
            overlap, pairs.truth(labelled.labels, "overlap")
        ),
        bins=_bins(chance, truth),
    )


def held_back(
    sets: Mapping[str, Labelled], thesaurus: Thesaurus, model: Model
) -> dict[str, Quality]:
    """Return the figures of each set, by name, on the third that is kept out.

    A set without a pair of the same work there says nothing and is left out.
    """
    parts = {name: each.part(held_back=True) for name, each in sets.items()}
    return {
        name: evaluate(part, thesaurus, model)
        for name, part in parts.items()
        if "duplicate" in part.labels.values()
    }


def worse(before: Quality, after: Quality) -> list[str]:
    """Return in what the later figures are worse, a sentence each.

    What one pair can change does not count: a share of one in the twins that there
    are.  No conflict of names more may be called a duplicate.
    """
    pair = 1.0 / max(1, before.duplicates)
    told = [
        (before.average_precision, after.average_precision, "Ketepatan rata-rata"),
        (before.recall_at_10, after.recall_at_10, "Kembaran di antara sepuluh besar"),
        (before.hard_negative_auc, after.hard_negative_auc, "Pembeda dari yang mirip"),
    ]
    found = [
        f"{what} turun dari {was:.3f} ke {now:.3f}."
        for was, now, what in told
        if now < was - pair
    ]
    if after.brier > before.brier + 1.0 / max(1, before.pairs):
        found.append(
            f"Galat peluang naik dari {before.brier:.5f} ke {after.brier:.5f}."
        )
    if after.conflicts_called_duplicate > before.conflicts_called_duplicate:
        found.append("Nama yang sama untuk pekerjaan lain dianggap aplikasi yang sama.")
    return found


def average_precision(scores: Floats, truth: NDArray[np.bool_]) -> float:
    """Return the mean precision at each true pair, ties in the worst order."""
    order = np.lexsort((truth, -scores))
    hits = truth[order]
    if not hits.any():
        return 0.0
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def _recalls(
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    odds: Floats,
    truth: NDArray[np.bool_],
) -> Mapping[int, float]:
    shares: dict[int, list[float]] = {5: [], 10: []}
    for key in np.unique(np.concatenate([one, other])):
        mine = np.flatnonzero((one == key) | (other == key))
        twins = int(truth[mine].sum())
        if twins:
            best = mine[np.lexsort((truth[mine], -odds[mine]))]
            for depth, found in shares.items():
                found.append(int(truth[best[:depth]].sum()) / twins)
    return {d: float(np.mean(found)) if found else 0.0 for d, found in shares.items()}


def _best_f1(odds: Floats, truth: NDArray[np.bool_]) -> float:
    hits = np.cumsum(truth[np.argsort(-odds, kind="stable")])
    shown = np.arange(1, len(hits) + 1)
    return float(np.max(2 * hits / (shown + truth.sum())))


def _auc(good: Floats, bad: Floats) -> float:
    if not len(good) or not len(bad):
        return 0.0
    above = good[:, None] > bad[None, :]
    level = good[:, None] == bad[None, :]
    return float(np.mean(above + 0.5 * level))


def _bins(
    chance: Floats, truth: NDArray[np.bool_]
) -> tuple[tuple[float, int, float, float], ...]:
    bins = []
    for start in np.arange(10) / 10:
        here = (chance >= start) & (chance < start + 0.1 + (start == 0.9))
        if here.any():
            said, true = float(chance[here].mean()), float(truth[here].mean())
            bins.append((float(start), int(here.sum()), said, true))
    return tuple(bins)
