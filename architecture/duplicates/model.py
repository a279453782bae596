"""The weights with which features become probabilities, and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from architecture.duplicates.features import NAMES_OF_FEATURES, Floats

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Model:
    """Weights for "duplicate" and "overlap" in log-odds.

    `calibration` is a line through points (odds, honest odds), straight in between.

    `background` counts in how many of `documents` training applications a term
    occurs: it tells common from rare words where an inventory is still small.
    """

    version: int
    duplicate: Floats
    overlap: Floats
    documents: int = 0
    background: Mapping[str, int] = field(default_factory=dict)
    trained_on: Mapping[str, Any] = field(default_factory=dict)
    calibration: tuple[Point, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Model":
        """Build a model from its file; a feature that it does not name weighs 0.

        Raises `ValueError` for what is no model, or has a number that is none.
        """
        lacking = [
            name for name in ("version", "duplicate", "overlap") if name not in values
        ]
        if lacking:
            raise ValueError(f"Bukan berkas model: {', '.join(lacking)} tidak ada.")
        made = cls(
            version=int(values["version"]),
            duplicate=_weights(values["duplicate"]),
            overlap=_weights(values["overlap"]),
            calibration=tuple((x, y) for x, y in values.get("calibration", ())),
            documents=int(values.get("documents", 0)),
            background=dict(values.get("background", {})),
            trained_on=dict(values.get("trained_on", {})),
        )
        numbers = [*made.duplicate, *made.overlap, *sum(made.calibration, ())]
        if not np.isfinite(numbers).all():
            raise ValueError("Berkas model memuat angka yang bukan bilangan.")
        return made

    def odds(self, table: Floats) -> Floats:
        """Return the calibrated log-odds of a duplicate, one for each row of features.

        Features are added one after the other, so that no bit depends on which rows
        are judged together.
        """
        return self.honest(_weighed(table, self.duplicate))

    def overlap_odds(self, table: Floats) -> Floats:
        """Return the log-odds of an overlap, one for each row of features."""
        return _weighed(table, self.overlap)

    def honest(self, odds: Floats) -> Floats:
        """Return calibrated log-odds; beyond the last points the line goes on."""
        if not self.calibration:
            return odds
        over, height = np.array(self.calibration, np.float64).T
        inside = np.clip(odds, over[0], over[-1])
        result: Floats = np.interp(inside, over, height) + (odds - inside)
        return result

    def to_values(self) -> dict[str, Any]:
        """Return what `from_values` takes."""
        return {
            "version": self.version,
            "trained_on": dict(self.trained_on),
            "duplicate": _named(self.duplicate),
            "overlap": _named(self.overlap),
            "calibration": [list(point) for point in self.calibration],
            "documents": self.documents,
            "background": dict(sorted(self.background.items())),
        }


def logistic(odds: Floats) -> Floats:
    """Return the probability of log-odds, without overflow."""
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -40.0, 40.0)))
    return result


def _weighed(table: Floats, weights: Floats) -> Floats:
    total = np.zeros(len(table))
    for column, weight in enumerate(weights.tolist()):
        if weight:
            total += table[:, column] * weight
    return total


def _weights(values: Mapping[str, float]) -> Floats:
    unknown = set(values) - set(NAMES_OF_FEATURES)
    if unknown:
        raise ValueError(f"Ciri tidak dikenal: {', '.join(sorted(unknown))}.")
    return np.array([float(values.get(name, 0.0)) for name in NAMES_OF_FEATURES])


def _named(weights: Floats) -> dict[str, float]:
    pairs = zip(NAMES_OF_FEATURES, weights, strict=True)
    return {name: round(float(weight), 4) for name, weight in pairs}
