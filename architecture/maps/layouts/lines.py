"""Boxes in ranks with arrows around them: how the places of `ranks` are drawn.

Every arrow is one smooth line: level at both ends, straight along a column that it
passes, and bent only between columns, where no box stands.
"""

from dataclasses import dataclass

from graphviz import Digraph

from architecture.maps.content import Arrow, Box, Group, Heads, Map
from architecture.maps.layouts.boxes import framed, shaped
from architecture.maps.layouts.flow import MOST_LABELS
from architecture.maps.layouts.ranks import (
    HEAD,
    LABELLED,
    Point,
    Ranks,
    Rect,
    Route,
    ranked,
)
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    LABEL,
    arrow_id,
    group_id,
    node_id,
    plain,
)
from architecture.maps.looks.palette import Palette

TIP = 6.5
"""How long the head of an arrow is."""


def draw_ranks(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw frames, boxes and arrows where `ranks` puts them."""
    labelled = len(content.arrows) <= MOST_LABELS
    ranks = ranked(content, labelled=labelled)
    drawing.attr(bb=f"0,0,{ranks.wide:.1f},{ranks.high:.1f}", outputorder="edgesfirst")
    pen = _Pen(content, fonts, palette, ranks, labelled)
    for number, group in enumerate(content.groups):
        if group.key in ranks.frames:
            pen.frame(drawing, number, group, ranks.frames[group.key])
    for place, box in enumerate(content.boxes):
        pen.box(drawing, place, box)
    places = {box.key: place for place, box in enumerate(content.boxes)}
    for number, arrow in enumerate(content.arrows):
        ends = node_id(places[arrow.source]), node_id(places[arrow.target])
        pen.arrow(drawing, number, arrow, ends)


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs to know."""

    content: Map
    fonts: Fonts
    palette: Palette
    ranks: Ranks
    labelled: bool

    def frame(self, drawing: Digraph, number: int, group: Group, rect: Rect) -> None:
        left, top, wide, tall = rect
        above = self.ranks.high - top
        with drawing.subgraph(name=f"cluster_{number}") as frame:
            frame.attr(
                id=group_id(number),
                bb=f"{left:.1f},{above - tall:.1f},{left + wide:.1f},{above:.1f}",
                lp=f"{left + wide / 2:.1f},{above - HEAD / 2:.1f}",
                **framed(group, self.palette),
            )
            for place, box in enumerate(self.content.boxes):
                if box.group == group.key:
                    frame.node(node_id(place))

    def box(self, drawing: Digraph, place: int, box: Box) -> None:
        spot = self.ranks.spots[box.key]
        label, attributes = shaped(box, spot.size, self.fonts, self.palette)
        name = node_id(place)
        pos = self._at((spot.x, spot.y))
        drawing.node(name, label, id=name, pos=pos, **attributes)

    def arrow(
        self, drawing: Digraph, number: int, arrow: Arrow, ends: tuple[str, str]
    ) -> None:
        route = self.ranks.routes[number]
        drawing.edge(
            *ends,
            id=arrow_id(number),
            pos=self._line(route, arrow.heads),
            color=self.palette.arrow,
            fontcolor=self.palette.muted,
            fontsize=f"{LABEL}",
            arrowsize="0.6",
            penwidth="2" if arrow.line == "bold" else "0.9",
            style=arrow.line or "solid",
            dir=arrow.heads.value,
            **self._label(arrow, route),
        )

    def _at(self, point: Point) -> str:
        return f"{point[0]:.1f},{self.ranks.high - point[1]:.1f}"

    def _line(self, route: Route, heads: Heads) -> str:
        """Return the line as Graphviz wants it, with its tips before the boxes."""
        points = list(route.points)
        before, tips = 1 if points[-1][0] >= points[0][0] else -1, ""
        ways = (1, 1) if route.loop else (before, -before)
        if heads is not Heads.NONE:
            tips = f"e,{self._at(points[-1])} "
            points[-1] = (points[-1][0] + ways[1] * TIP, points[-1][1])
        if heads is Heads.BOTH:
            tips += f"s,{self._at(points[0])} "
            points[0] = (points[0][0] + ways[0] * TIP, points[0][1])
        drawn = [points[0]]
        for index in range(len(points) - 1):
            one, other = points[index], points[index + 1]
            if route.loop:
                bend = min(24.0 + abs(other[1] - one[1]) * 0.12, 62.0)
                drawn += [(one[0] + bend, one[1]), (other[0] + bend, other[1])]
            else:
                half = (other[0] - one[0]) / 2
                drawn += [(one[0] + half, one[1]), (other[0] - half, other[1])]
            drawn.append(other)
        return tips + " ".join(map(self._at, drawn))

    def _label(self, arrow: Arrow, route: Route) -> dict[str, str]:
        """Put the words beside an end that no other arrow touches, if there is one."""
        if not self.labelled or not any(route.alone) or route.loop:
            return {}
        lines = self.fonts.wrap(arrow.label, LABELLED - 40, LABEL, lines=2)
        wide = max((self.fonts.width(line, LABEL) for line in lines), default=0.0)
        at = -1 if route.alone[1] else 0
        (x, y), (other, from_y) = route.points[at], route.points[-2 if at else 1]
        way = 1 if other > x else -1
        tip = TIP if at else 0.0
        aside = (2 + LABEL * 0.62 * len(lines)) * (1 if from_y < y else -1)
        place = (x + way * (wide / 2 + tip + 8), y + aside)
        return {"label": plain("\n".join(lines)), "lp": self._at(place)}
