"""Sheets of paper: which part of a picture comes onto which.

All lengths are points, as in the picture; y grows downwards.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

MILLIMETRE = 72 / 25.4
MARGIN = 10 * MILLIMETRE
FOOT = 6 * MILLIMETRE
"""Beneath a tile: which sheet it is."""

OVERLAP = 10 * MILLIMETRE
"""What two neighbouring sheets both show, to be glued."""

MOST = 60
"""More sheets than this nobody glues: the picture is made smaller."""


class Paper(StrEnum):
    """The sheets of ISO 216 that a map may be printed on."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


_SHORT = {
    Paper.A4: (210, 297),
    Paper.A3: (297, 420),
    Paper.A2: (420, 594),
    Paper.A1: (594, 841),
    Paper.A0: (841, 1189),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A sheet among the others, and where the picture's corner lies in its window."""

    row: int
    column: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How a picture comes onto paper: the sheet, the window on it, the enlargement."""

    width: float
    height: float
    wide: float
    high: float
    scale: float
    tiles: tuple[Tile, ...]
    rows: int = 1
    columns: int = 1


def fitted(size: tuple[float, float], paper: Paper) -> Plan:
    """Fit a whole picture onto one sheet, which lies as the picture does."""
    width, height = sheet(paper, lying=size[0] > size[1])
    wide, high = width - 2 * MARGIN, height - 2 * MARGIN
    scale = min(wide / size[0], high / size[1])
    x, y = (wide - size[0] * scale) / 2, (high - size[1] * scale) / 2
    return Plan(width, height, wide, high, scale, (Tile(0, 0, x, y),))


def tiled(size: tuple[float, float], paper: Paper) -> Plan:
    """Spread a picture in its own size over as few sheets as do.

    What would need more than `MOST` sheets is made smaller until it does not.
    """
    scale = 1.0
    while True:
        large = size[0] * scale, size[1] * scale
        lying = size[0] > size[1]
        plans = [_spread(large, paper, lying=each) for each in (lying, not lying)]
        best = min(plans, key=lambda plan: len(plan.tiles))
        if len(best.tiles) <= MOST:
            return replace(best, scale=scale)
        scale *= 0.95


def sheet(paper: Paper, *, lying: bool) -> tuple[float, float]:
    """Return width and height of a sheet.

    >>> [round(side / MILLIMETRE) for side in sheet(Paper.A4, lying=True)]
    [297, 210]
    """
    short, long = (side * MILLIMETRE for side in _SHORT[paper])
    return (long, short) if lying else (short, long)


def _spread(size: tuple[float, float], paper: Paper, *, lying: bool) -> Plan:
    width, height = sheet(paper, lying=lying)
    wide, high = width - 2 * MARGIN, height - 2 * MARGIN - FOOT
    columns, rows = _many(size[0], wide), _many(size[1], high)
    tiles = tuple(
        Tile(row, column, -column * (wide - OVERLAP), -row * (high - OVERLAP))
        for row in range(rows)
        for column in range(columns)
    )
    return Plan(width, height, wide, high, 1.0, tiles, rows, columns)


def _many(length: float, window: float) -> int:
    return max(1, ceil((length - OVERLAP) / (window - OVERLAP) - 1e-9))
