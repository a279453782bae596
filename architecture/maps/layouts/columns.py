"""Columns on both sides of a focus: what the surroundings of an element look like.

Boxes of one layer stand in a frame; arrows run from side to side between columns and
never through a box of the nearest ones.  All lengths are points, y grows downwards
until it is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphviz import Digraph

from architecture.maps.content import Arrow, Box, Group, Map
from architecture.maps.layouts.boxes import framed, shaped
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    LABEL,
    LINE,
    arrow_id,
    group_id,
    node_id,
    plain,
)
from architecture.maps.looks.palette import Palette

BOX = (156.0, 46.0)
FOCUS = (176.0, 62.0)
GAP, PADDING, HEAD = 12.0, 10.0, 24.0
BETWEEN, ASIDE = 16.0, 150.0
"""Between the frames of a column, and between columns: room for an arrow's label."""


@dataclass(frozen=True)
class _Spot:
    """Where a box stands: its centre and its size."""

    x: float
    y: float
    size: tuple[float, float]
    column: int

    def side(self, towards: float) -> tuple[float, int]:
        """Return the x of the side that faces a place, and which way it looks."""
        way = 1 if towards > self.x else -1
        return self.x + way * self.size[0] / 2, way


@dataclass(frozen=True)
class _Port:
    """Where an arrow touches a box, and whether there is room for words beside it."""

    y: float
    roomy: bool


def draw_columns(
    drawing: Digraph, content: Map, fonts: Fonts, palette: Palette
) -> None:
    """Draw frames of layers in columns, and the arrows between their boxes."""
    spots, frames, (wide, high) = _placed(content)
    drawing.attr(bb=f"0,0,{wide:.1f},{high:.1f}")
    pen = _Pen(content, fonts, palette, spots, _ports(content.arrows, spots), high)
    for number, group in enumerate(content.groups):
        with drawing.subgraph(name=f"cluster_{number}") as frame:
            pen.frame(frame, number, group, frames[group.key])
            for place, box in enumerate(content.boxes):
                if box.group == group.key:
                    pen.box(frame, place, box)
    for place, box in enumerate(content.boxes):
        if not box.group:
            pen.box(drawing, place, box)
    places = {box.key: place for place, box in enumerate(content.boxes)}
    for number, arrow in enumerate(content.arrows):
        ends = node_id(places[arrow.source]), node_id(places[arrow.target])
        pen.arrow(drawing, number, arrow, ends)


_Rect = tuple[float, float, float, float]


def _placed(
    content: Map,
) -> tuple[dict[str, _Spot], dict[str, _Rect], tuple[float, float]]:
    """Stack the frames of each column and centre the columns on one another."""
    members: defaultdict[int, dict[str, list[Box]]] = defaultdict(dict)
    for box in content.boxes:
        members[box.column].setdefault(box.group, []).append(box)
    sizes = _sizes(content)
    heights = {
        column: sum(_height(group, boxes, sizes) for group, boxes in groups.items())
        + BETWEEN * (len(groups) - 1)
        for column, groups in members.items()
    }
    high = max(heights.values(), default=BOX[1])
    spots: dict[str, _Spot] = {}
    frames: dict[str, _Rect] = {}
    left = 0.0
    for column in sorted(members):
        wide = FOCUS[0] if not column else BOX[0] + 2 * PADDING
        y = (high - heights[column]) / 2
        for group, boxes in members[column].items():
            tall = _height(group, boxes, sizes)
            if group:
                frames[group] = left, y, wide, tall
            at = y + (HEAD if group else 0)
            for box in boxes:
                size = sizes[box.key]
                spots[box.key] = _Spot(left + wide / 2, at + size[1] / 2, size, column)
                at += size[1] + GAP
            y += tall + BETWEEN
        left += wide + ASIDE
    return spots, frames, (max(left - ASIDE, BOX[0]), high)


def _sizes(content: Map) -> dict[str, tuple[float, float]]:
    """Return the size of each box; a focus grows with the arrows that touch it."""
    touching = Counter(
        key for arrow in content.arrows for key in (arrow.source, arrow.target)
    )
    return {
        box.key: (FOCUS[0], min(240.0, max(FOCUS[1], 5.0 * touching[box.key])))
        if box.focus
        else BOX
        for box in content.boxes
    }


def _height(
    group: str, boxes: Sequence[Box], sizes: Mapping[str, tuple[float, float]]
) -> float:
    inner = sum(sizes[box.key][1] for box in boxes) + GAP * (len(boxes) - 1)
    return inner + HEAD + PADDING if group else inner


def _ports(
    arrows: Iterable[Arrow], spots: Mapping[str, _Spot]
) -> dict[tuple[str, str, str], _Port]:
    """Spread the arrows of a box's side over its height, in the order of their ends.

    The key is (box, source, target).
    """
    sides: defaultdict[tuple[str, int], list[tuple[float, str, Arrow]]]
    sides = defaultdict(list)
    for arrow in arrows:
        ends = (arrow.source, arrow.target), (arrow.target, arrow.source)
        for here, there in ends:
            way = spots[here].side(_facing(spots[here], spots[there]))[1]
            sides[here, way].append((spots[there].y, there, arrow))
    touched: dict[tuple[str, str, str], _Port] = {}
    for (key, _), touching in sides.items():
        spot = spots[key]
        step = spot.size[1] * 0.8 / len(touching)
        first = spot.y - step * (len(touching) - 1) / 2
        ordered = sorted(touching, key=lambda end: (end[0], end[1], end[2].kind))
        for number, (_, _, arrow) in enumerate(ordered):
            touched[key, arrow.source, arrow.target] = _Port(
                first + number * step,
                roomy=len(ordered) == 1 or step >= LABEL * LINE,
            )
    return touched


def _facing(here: _Spot, there: _Spot) -> float:
    """Return where an arrow leaves towards; in one column both ends look outwards."""
    return there.x if there.x != here.x else here.x + 1


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs to know."""

    content: Map
    fonts: Fonts
    palette: Palette
    spots: Mapping[str, _Spot]
    ports: Mapping[tuple[str, str, str], _Port]
    high: float

    def frame(self, drawing: Digraph, number: int, group: Group, rect: _Rect) -> None:
        left, top, wide, tall = rect
        bottom, above = self.high - top - tall, self.high - top
        drawing.attr(
            id=group_id(number),
            bb=f"{left:.1f},{bottom:.1f},{left + wide:.1f},{above:.1f}",
            lp=f"{left + wide / 2:.1f},{above - HEAD / 2:.1f}",
            **framed(group, self.palette),
        )

    def box(self, drawing: Digraph, place: int, box: Box) -> None:
        spot = self.spots[box.key]
        label, attributes = shaped(box, spot.size, self.fonts, self.palette)
        drawing.node(
            node_id(place),
            label,
            id=node_id(place),
            pos=f"{spot.x:.1f},{self.high - spot.y:.1f}",
            **attributes,
        )

    def arrow(
        self, drawing: Digraph, number: int, arrow: Arrow, ends: tuple[str, str]
    ) -> None:
        """Draw one curve that leaves and arrives level, its label at the outer end."""
        x0, y0, way0 = self._end(arrow, arrow.source, arrow.target)
        x1, y1, way1 = self._end(arrow, arrow.target, arrow.source)
        head = x1 + way1 * 7
        bend = max(abs(x1 - x0) / 2, 46.0)
        source, target = self.spots[arrow.source], self.spots[arrow.target]
        at_source = abs(source.column) > abs(target.column)
        outer = arrow.source if at_source else arrow.target
        port = self.ports[outer, arrow.source, arrow.target]
        said = arrow.label if port.roomy else ""  # the tooltip has it
        lines = self.fonts.wrap(said, ASIDE - 50, LABEL, lines=2)
        wide = max((self.fonts.width(line, LABEL) for line in lines), default=0.0)
        x, y, way = (x0, y0, way0) if at_source else (x1, y1, way1)
        other = y1 if at_source else y0
        aside = (4 + len(lines) * LABEL * 0.6) * (-1 if other > y else 1)
        drawing.edge(
            *ends,
            label=plain("\n".join(lines)),
            id=arrow_id(number),
            pos=(
                f"e,{x1:.1f},{y1:.1f} {x0:.1f},{y0:.1f} {x0 + way0 * bend:.1f},{y0:.1f}"
                f" {head + way1 * bend:.1f},{y1:.1f} {head:.1f},{y1:.1f}"
            ),
            lp=f"{x + way * (wide / 2 + 12):.1f},{y + aside:.1f}",
            color=self.palette.arrow,
            fontcolor=self.palette.muted,
            fontsize=f"{LABEL}",
            arrowsize="0.6",
            penwidth="0.9",
        )

    def _end(self, arrow: Arrow, here: str, there: str) -> tuple[float, float, int]:
        spot = self.spots[here]
        x, way = spot.side(_facing(spot, self.spots[there]))
        return x, self.high - self.ports[here, arrow.source, arrow.target].y, way
