"""Boxes on a ring and lines between them: what a cluster of alike things looks like.

All lengths are points, y grows upwards.  The same map gives the same places.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from graphviz import Digraph

from architecture.maps.content import Arrow, Box, Map
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    LABEL,
    arrow_id,
    border,
    node_id,
    plain,
)
from architecture.maps.looks.palette import Palette

BOX = (156.0, 52.0)
NEAREST = (190.0, 120.0)
"""The half axes of a small ring."""

GAP = 12.0
"""Between two boxes, at the least."""

NAME = 12.0
"""The size of letters: boxes have room for larger ones than cards."""

BETWEEN = 64.0
"""Between the two of a pair."""

MOST_LABELS = 20
"""Above so many lines their labels are left to the tooltips and the table."""

_LINES = {
    "sure": {"penwidth": "2.2", "style": "solid"},
    "possible": {"penwidth": "1.1", "style": "dashed"},
    "apart": {"penwidth": "0.8", "style": "dotted"},
}
"""Surer pairs have thicker lines; what a person called different is dotted."""


@dataclass(frozen=True)
class Spot:
    """The centre of a box."""

    x: float
    y: float

    def edge(self, towards: "Spot") -> tuple[float, float]:
        """Return where a line to another box leaves this one."""
        x, y = towards.x - self.x, towards.y - self.y
        wide = BOX[0] / 2 / abs(x) if x else math.inf
        high = BOX[1] / 2 / abs(y) if y else math.inf
        part = min(wide, high, 0.5)
        return self.x + x * part, self.y + y * part


def draw_ring(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw the boxes of a map on a ring, in their order, and its lines."""
    spots, (wide, high) = ringed(content.boxes)
    drawing.attr(bb=f"0,0,{wide:.1f},{high:.1f}")
    draw_spots(drawing, content, fonts, palette, spots)


def draw_spots(
    drawing: Digraph,
    content: Map,
    fonts: Fonts,
    palette: Palette,
    spots: Sequence[Spot],
) -> None:
    """Draw the boxes of a map where they stand, and its lines from border to border."""
    many = Counter(box.group for box in content.boxes)
    of = {box.key: box.group for box in content.boxes}
    lines = Counter(of[arrow.source] for arrow in content.arrows)
    labelled = {group for group in many if lines[group] <= MOST_LABELS}
    pen = _Pen(drawing, fonts, palette, spots)
    for place, box in enumerate(content.boxes):
        pen.box(place, box)
    places = {box.key: place for place, box in enumerate(content.boxes)}
    for number, arrow in enumerate(content.arrows):
        ends = places[arrow.source], places[arrow.target]
        pen.line(number, arrow, ends, labelled=of[arrow.source] in labelled)


def ringed(boxes: Sequence[Box]) -> tuple[list[Spot], tuple[float, float]]:
    """Return the centres, clockwise from the top, and the size of the sheet."""
    many = len(boxes)
    if many < 2:
        return [Spot(BOX[0] / 2, BOX[1] / 2)] * many, BOX
    if many == 2:  # side by side, with room for what is said of the line
        wide = 2 * BOX[0] + BETWEEN
        middle = BOX[1] / 2
        return [Spot(BOX[0] / 2, middle), Spot(wide - BOX[0] / 2, middle)], (
            wide,
            BOX[1],
        )
    wider = 1.0
    while not _apart(spots := _ring(many, wider)):
        wider *= 1.08
    left = min(each.x for each in spots) - BOX[0] / 2
    low = min(each.y for each in spots) - BOX[1] / 2
    moved = [Spot(each.x - left, each.y - low) for each in spots]
    wide = max(each.x for each in moved) + BOX[0] / 2
    high = max(each.y for each in moved) + BOX[1] / 2
    return moved, (wide, high)


def _ring(many: int, wider: float) -> list[Spot]:
    across, up = (each * wider for each in NEAREST)
    turns = [math.pi / 2 - 2 * math.pi * place / many for place in range(many)]
    return [Spot(across * math.cos(turn), up * math.sin(turn)) for turn in turns]


def _apart(spots: Sequence[Spot]) -> bool:
    """Tell whether no box lies on another."""
    return all(
        abs(one.x - other.x) >= BOX[0] + GAP or abs(one.y - other.y) >= BOX[1] + GAP
        for one, other in combinations(spots, 2)
    )


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs to know."""

    drawing: Digraph
    fonts: Fonts
    palette: Palette
    spots: Sequence[Spot]

    def box(self, place: int, box: Box) -> None:
        paint, spot = self.palette.paint(box.colour_key), self.spots[place]
        inner = BOX[0] - 16 - 2 * self.palette.corner
        owner = f"({box.detail})" if box.detail else ""
        lines = self.fonts.wrap(box.label, inner, NAME, lines=2)
        lines += self.fonts.wrap(owner, inner, NAME, lines=1)
        self.drawing.node(
            node_id(place),
            plain("\n".join(lines)),
            id=node_id(place),
            pos=f"{spot.x:.1f},{spot.y:.1f}",
            shape="box",
            width=f"{BOX[0] / 72:.4f}",
            height=f"{BOX[1] / 72:.4f}",
            fontsize=f"{NAME}",
            fontcolor=paint.ink,
            **border(box.pattern, paint),
        )

    def line(
        self, number: int, arrow: Arrow, ends: tuple[int, int], *, labelled: bool
    ) -> None:
        """Draw a straight line from border to border, its label in the middle."""
        one, other = (self.spots[place] for place in ends)
        (x0, y0), (x1, y1) = one.edge(other), other.edge(one)
        points = [
            f"{x0 + (x1 - x0) * part:.1f},{y0 + (y1 - y0) * part:.1f}"
            for part in (0, 1 / 3, 2 / 3, 1)
        ]
        self.drawing.edge(
            *map(node_id, ends),
            label=plain(arrow.label) if labelled else "",
            id=arrow_id(number),
            dir="none",
            pos=" ".join(points),
            lp=f"{(x0 + x1) / 2:.1f},{(y0 + y1) / 2:.1f}",
            color=self.palette.arrow,
            fontcolor=self.palette.ink,
            fontsize=f"{LABEL + 2.5}",
            **_LINES.get(arrow.kind, _LINES["possible"]),
        )
