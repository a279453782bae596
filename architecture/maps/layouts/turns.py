"""Offices as lanes, what becomes of things as columns: what a change looks like.

All lengths are points, y grows downwards until it is written.  Cards of a lane stand in
rows that all columns share, so an arrow from what ends to what replaces it runs between
rows and columns and crosses no card.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, log

from graphviz import Digraph

from architecture.maps.content import Arrow, Box, Group, Map
from architecture.maps.layouts.boxes import shaped
from architecture.maps.layouts.timeline import straight
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    LINE,
    SMALL,
    arrow_id,
    group_id,
    marked_up,
    node_id,
)
from architecture.maps.looks.palette import Palette
from architecture.maps.views.change import HEAD

CARD = (168.0, 52.0)
HEADING = 13.0
TITLE, HEADER = 150.0, 26.0
GAP, PADDING, BETWEEN = 12.0, 10.0, 34.0
"""Between cards, around them, and between columns: room for arrows."""

PAPER = 1.414
MOST_WIDE = 5
"""So many cards a column is wide at the most."""


@dataclass(frozen=True)
class Spot:
    """A card from its top left, and the column that it stands in."""

    x: float
    y: float
    column: int

    @property
    def middle(self) -> float:
        """Return the height of its middle line."""
        return self.y + CARD[1] / 2


@dataclass(frozen=True)
class Places:
    """All places: cards and lanes by their keys, columns by number."""

    cards: Mapping[str, Spot]
    lanes: Mapping[str, tuple[float, float]]
    columns: Mapping[int, tuple[float, float]]
    width: float
    height: float


def placed(content: Map, fonts: Fonts) -> Places:
    """Return the places that make the sheet most like paper."""
    counts: dict[int, int] = defaultdict(int)
    for box in content.boxes:
        counts[box.column] += 1
    columns = sorted(counts)
    widths = [range(1, min(MOST_WIDE, counts[each]) + 1) for each in columns]
    several = [
        _places(content, fonts, dict(zip(columns, each, strict=True)))
        for each in product(*widths)
    ]
    return min(several, key=_oddness)


def _oddness(each: Places) -> float:
    side = abs(log(each.width / each.height / PAPER))
    return side + each.width * each.height / 4e7  # of equals the smaller


def _places(content: Map, fonts: Fonts, wide: Mapping[int, int]) -> Places:
    x = TITLE + PADDING
    columns = {}
    for column, many in wide.items():
        end = x + many * (CARD[0] + GAP) - GAP
        columns[column] = (x, end)
        x = end + BETWEEN
    width = max(x - BETWEEN + PADDING, TITLE + CARD[0])
    members: dict[str, dict[int, list[Box]]] = defaultdict(lambda: defaultdict(list))
    for box in content.boxes:
        members[box.group][box.column].append(box)
    cards, lanes = {}, {}
    y = HEADER
    for group in content.groups:
        if group.key.startswith(HEAD):
            continue
        inside = members[group.key]
        rows = max((ceil(len(b) / wide[c]) for c, b in inside.items()), default=1)
        high = max(rows * (CARD[1] + GAP) - GAP, _title(group, fonts)) + 2 * PADDING
        lanes[group.key] = (y, high)
        for column, boxes in inside.items():
            for at, box in enumerate(boxes):
                row, place = divmod(at, wide[column])
                cards[box.key] = Spot(
                    columns[column][0] + place * (CARD[0] + GAP),
                    y + PADDING + row * (CARD[1] + GAP),
                    column,
                )
        y += high + 6
    return Places(cards, lanes, columns, width, max(y - 6, HEADER + 20))


def _title(group: Group, fonts: Fonts) -> float:
    lines = fonts.wrap(group.label, TITLE - 20, HEADING, lines=4, bold=True)
    return (len(lines) * HEADING + 1.5 * SMALL) * LINE


def draw_turns(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw lanes, columns, cards, and arrows beneath the cards."""
    places = placed(content, fonts)
    drawing.attr(
        bb=f"0,0,{places.width:.1f},{places.height:.1f}", outputorder="edgesfirst"
    )
    pen = _Pen(drawing, fonts, palette, places)
    for number, group in enumerate(content.groups):
        if group.key in places.lanes:
            pen.lane(number, group, *places.lanes[group.key])
    heads = sorted(places.columns)
    for number, group in enumerate(content.groups):
        if group.key.startswith(HEAD):
            pen.head(number, group, *places.columns[heads.pop(0)])
    numbers = {box.key: number for number, box in enumerate(content.boxes)}
    for number, box in enumerate(content.boxes):
        pen.card(number, box, places.cards[box.key])
    for number, arrow in enumerate(content.arrows):
        pen.arrow(number, arrow, (numbers[arrow.source], numbers[arrow.target]))


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs to know."""

    drawing: Digraph
    fonts: Fonts
    palette: Palette
    places: Places

    def lane(self, number: int, group: Group, top: float, high: float) -> None:
        wide, tall = TITLE - 14, high - 2 * PADDING
        lines = [
            f"<b>{marked_up(line)}</b>"
            for line in self.fonts.wrap(
                group.label, wide - 6, HEADING, lines=4, bold=True
            )
        ]
        lines += [
            f'<font point-size="{SMALL}" color="{self.palette.muted}">'
            f"{marked_up(line)}</font>"
            for line in self.fonts.wrap(group.remark, wide, SMALL, lines=1)
        ]
        text = "".join(f'{line}<br align="left"/>' for line in lines)
        label = (
            '<table border="0" cellborder="0" cellspacing="0" cellpadding="0"'
            f' fixedsize="true" width="{wide:.1f}" height="{tall:.1f}"><tr>'
            f'<td align="left" balign="left">{text}</td></tr></table>'
        )
        with self.drawing.subgraph(name=f"cluster_{number}") as frame:
            frame.attr(
                id=group_id(number),
                bb=self._bb(0, top, self.places.width, high),
                lp=f"{8 + wide / 2:.1f},{self._y(top + high / 2):.1f}",
                label=f"<{label}>",
                style="filled,rounded",
                fillcolor=self.palette.frame,
                color=self.palette.rule,
                fontsize=f"{HEADING}",
                fontcolor=self.palette.ink,
            )

    def head(self, number: int, group: Group, left: float, right: float) -> None:
        said = f"<b>{marked_up(group.label)} ({marked_up(group.remark)})</b>"
        with self.drawing.subgraph(name=f"cluster_{number}") as frame:
            frame.attr(
                id=group_id(number),
                bb=self._bb(left, 0, right - left, self.places.height),
                lp=f"{(left + right) / 2:.1f},{self._y(HEADER / 2 - 2):.1f}",
                label=f"<{said}>",
                style="dotted",
                color=self.palette.rule,
                penwidth="0",
                fontsize=f"{HEADING}",
                fontcolor=self.palette.ink,
            )

    def card(self, number: int, box: Box, spot: Spot) -> None:
        label, attributes = shaped(box, CARD, self.fonts, self.palette)
        self.drawing.node(
            node_id(number),
            label,
            id=node_id(number),
            pos=f"{spot.x + CARD[0] / 2:.1f},{self._y(spot.middle):.1f}",
            **attributes,
        )

    def arrow(self, number: int, arrow: Arrow, ends: tuple[int, int]) -> None:
        cards = self.places.cards
        points = way(cards[arrow.source], cards[arrow.target], self.places, number)
        (x0, _), (x1, y1) = points[-2:]
        head = x1 - 7 if x1 > x0 else x1 + 7, y1
        path = straight([*points[:-1], head])
        told = " ".join(f"{x:.1f},{self._y(y):.1f}" for x, y in path)
        self.drawing.edge(
            *map(node_id, ends),
            id=arrow_id(number),
            pos=f"e,{x1:.1f},{self._y(y1):.1f} {told}",
            color=self.palette.ink,
            arrowsize="0.8",
            penwidth="1.4",
        )

    def _y(self, y: float) -> float:
        return self.places.height - y

    def _bb(self, x: float, y: float, wide: float, high: float) -> str:
        return f"{x:.1f},{self._y(y + high):.1f},{x + wide:.1f},{self._y(y):.1f}"


def way(
    source: Spot, target: Spot, places: Places, number: int
) -> Sequence[tuple[float, float]]:
    """Return the way of an arrow: between cards, then between columns, then in.

    It enters on the side that looks to the column of what is replaced.
    """
    slot = (number % 5 - 2) * 1.8
    forth = target.column > source.column
    left, right = places.columns[target.column]
    channel = (left - BETWEEN / 2 if forth else right + BETWEEN / 2) + 2 * slot
    out = source.x + CARD[0]
    lane = source.y + CARD[1] + GAP / 2 + slot
    back = target.y - GAP / 2 + slot
    near, edge = (
        (target.x - GAP / 2, target.x)
        if forth
        else (target.x + CARD[0] + GAP / 2, target.x + CARD[0])
    )
    return [
        (out, source.middle),
        (out + GAP / 2, source.middle),
        (out + GAP / 2, lane),
        (channel, lane),
        (channel, back),
        (near, back),
        (near, target.middle),
        (edge, target.middle),
    ]
