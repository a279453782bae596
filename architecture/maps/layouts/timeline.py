"""Bars in lanes along an axis of years: what a peta rencana looks like.

`lanes` says where everything goes; arrows leave a bar at its end, run in the gaps
between rows and lie beneath the bars, so that no word is crossed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graphviz import Digraph

from architecture.maps.content import Arrow, Box, Group, Map
from architecture.maps.layouts.lanes import (
    HEADER,
    HEADING,
    KNOWN,
    MARK,
    NAME,
    PADDING,
    REACHED,
    SMALL,
    TITLE,
    TODAY,
    YEAR,
    Bar,
    Lane,
    Places,
    Spot,
    placed,
)
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    LINE,
    arrow_id,
    border,
    group_id,
    marked_up,
    node_id,
)
from architecture.maps.looks.palette import Palette

QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
SLOT = 2.4
"""Between two arrows that run side by side."""


def draw_timeline(
    drawing: Digraph, content: Map, fonts: Fonts, palette: Palette
) -> None:
    """Draw the lanes, the years, today, then bars, milestones and arrows."""
    places = placed(content, fonts)
    wide, high = places.width, places.height
    drawing.attr(
        bb=f"0,0,{wide:.1f},{high:.1f}",
        viewport=f"{wide:.1f},{high:.1f},1,{wide / 2:.1f},{high / 2:.1f}",
        outputorder="edgesfirst",
    )  # the blank halves of labels reach beyond the sheet
    pen = _Pen(drawing, fonts, palette, places)
    for number, group in enumerate(content.groups):  # lanes, then years, then today
        if group.key in places.lanes:
            pen.lane(number, group, places.lanes[group.key])
        elif group.key == TODAY and content.axis:
            pen.today(number, group, content.axis.today)
        else:
            pen.year(number, group, *places.years[int(group.key.removeprefix(YEAR))])
    numbers = {box.key: number for number, box in enumerate(content.boxes)}
    for number, box in enumerate(content.boxes):
        if box.key in places.bars:
            pen.bar(number, box, places.bars[box.key])
        elif box.key in places.spots:
            pen.mark(number, box, places.spots[box.key])
    for number, arrow in enumerate(content.arrows):
        ends = numbers[arrow.source], numbers[arrow.target]
        pen.arrow(number, arrow, ends)


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs to know."""

    drawing: Digraph
    fonts: Fonts
    palette: Palette
    places: Places

    def lane(self, number: int, group: Group, lane: Lane) -> None:
        lines = self.fonts.wrap(group.label, TITLE - 16, HEADING, lines=4, bold=True)
        small = self.fonts.wrap(group.remark, TITLE - 16, SMALL, lines=2)
        text = "".join(f"<b>{marked_up(line)}</b>{_BREAK}" for line in lines)
        text += "".join(_SPACE + self._small(line) for line in small)
        high, wide = lane.high - 2 * PADDING, TITLE - 12
        with self.drawing.subgraph(name=f"cluster_{number}") as frame:
            frame.attr(
                id=group_id(number),
                bb=self._bb(0, lane.top, self.places.width, lane.high),
                lp=f"{6 + wide / 2:.1f},{self._y(lane.top + PADDING + high / 2):.1f}",
                label=f"<{_table(_cell(text, wide, high), wide, high)}>",
                style="filled,rounded",
                fillcolor=self.palette.frame,
                color=self.palette.rule,
                fontsize=f"{HEADING}",
                fontcolor=self.palette.ink,
            )

    def year(self, number: int, group: Group, left: float, right: float) -> None:
        wide = right - left
        quarters = "".join(
            f'<td border="1" sides="L" width="{wide / 4:.1f}" height="16"'
            f' fixedsize="true"><font point-size="{SMALL}"'
            f' color="{self.palette.muted}">{name}</font></td>'
            for name in QUARTERS
        )
        label = (
            '<table border="0" cellborder="0" cellspacing="0" cellpadding="0"'
            f' color="{self.palette.rule}"><tr>{self._head(group, wide)}</tr>'
            f"<tr>{quarters}</tr></table>"
        )
        with self.drawing.subgraph(name=f"cluster_{number}") as frame:
            frame.attr(
                id=group_id(number),
                bb=self._bb(left, 0, wide, self.places.height),
                lp=f"{left + wide / 2:.1f},{self._y(20):.1f}",
                label=f"<{label}>",
                style="dotted",
                color=self.palette.rule,
                fontsize=f"{HEADING}",
                fontcolor=self.palette.ink,
            )

    def _head(self, group: Group, wide: float) -> str:
        """Return a year, and beside it what is to be spent in it."""
        cell = f'<td colspan="2" height="24" fixedsize="true" width="{wide / 2:.1f}"'
        name = f"<b>{marked_up(group.label)}</b>"
        if not group.remark:
            return f"{cell.replace('2', '4', 1)}{_EDGE}>{name}</td>"
        return (
            f'{cell}{_EDGE} align="right">{name}</td>'
            f'{cell} align="left" cellpadding="8"><font point-size="{SMALL}">'
            f"{marked_up(group.remark)}</font></td>"
        )

    def today(self, number: int, group: Group, day: date) -> None:
        x = self.places.x(day)
        paint = self.palette.paint(TODAY)
        with self.drawing.subgraph(name=f"cluster_{number}") as frame:
            frame.attr(
                id=group_id(number),
                bb=self._bb(x, HEADER - 5, 1.6, self.places.height - HEADER + 5),
                lp=f"{x:.1f},{self._y(HEADER - 13):.1f}",
                label=f'<<b><font point-size="{SMALL}" color="{paint.strong}">'
                f"{marked_up(group.label)}</font></b>>",
                style="filled",
                fillcolor=paint.strong,
                color=paint.strong,
                penwidth="0",
            )

    def bar(self, number: int, box: Box, bar: Bar) -> None:
        paint = self.palette.paint(box.colour_key)
        text = "".join(f"<b>{marked_up(line)}</b>{_BREAK}" for line in bar.lines)
        text += "".join(_SPACE + self._small(line) for line in bar.small)
        wide = bar.right - bar.left
        label = self._aside(bar, text) if bar.side else self._within(box, bar, text)
        self._node(
            number,
            (bar.left + wide / 2, bar.middle),
            (wide, bar.high),
            label=f"<{label}>",
            shape="box",
            fontsize=f"{NAME}",
            fontcolor=self.palette.ink if bar.side else paint.ink,
            **border(box.pattern, paint),
        )

    def _aside(self, bar: Bar, text: str) -> str:
        """Return a label that begins beside its bar: its other half is blank."""
        wide, room = bar.right - bar.left, bar.wide + 4
        said = (
            f'<td width="{room:.1f}" height="{bar.high:.1f}" fixedsize="true"'
            f' align="left" balign="left" cellpadding="3">{text}</td>'
        )
        return _halved(said, bar.side, wide, room, bar.high)

    def _within(self, box: Box, bar: Bar, text: str) -> str:
        wide = bar.right - bar.left
        by_year = dict(box.days.by_year) if box.days else {}
        foot = SMALL * LINE + 2 if by_year else 0.0
        rows = _cell(text, wide, bar.high - foot - 1, padding=4)
        if bar.after:
            rows = self._said(bar, text, bar.high - foot - 1)
        if by_year:
            cells = "".join(
                f'<td width="{right - left:.1f}" height="{foot:.1f}" fixedsize="true">'
                f"{self._amount(by_year.get(year, ''), right - left)}</td>"
                for year, left, right in self._parts(bar)
            )
            rows += f"<tr><td>{_table(f'<tr>{cells}</tr>', wide, foot)}</td></tr>"
        return _table(rows, wide, bar.high)

    def _said(self, bar: Bar, text: str, high: float) -> str:
        """Return a name and what is said of it, side by side.

        They are cells of their own: the engine measures letters in another font.
        """
        wide = bar.right - bar.left
        name = self.fonts.width(bar.lines[0], NAME, bold=True) + 12
        cell = f'fixedsize="true" height="{high:.1f}" align="left" balign="left"'
        cells = (
            f'<td {cell} width="{name:.1f}" cellpadding="4">{text}</td>'
            f'<td {cell} width="{wide - name:.1f}">{self._small(bar.after)}</td>'
        )
        return f"<tr><td>{_table(f'<tr>{cells}</tr>', wide, high)}</td></tr>"

    def _parts(self, bar: Bar) -> Iterable[tuple[int, float, float]]:
        for year, (left, right) in self.places.years.items():
            start, end = max(left, bar.left), min(right, bar.right)
            if end - start > 0.5:
                yield year, start, end

    def _amount(self, said: str, room: float) -> str:
        fits = said and self.fonts.width(said, SMALL) + 4 <= room
        ink = self.palette.muted
        return f'<font point-size="{SMALL}" color="{ink}">{said}</font>' if fits else ""

    def mark(self, number: int, box: Box, spot: Spot) -> None:
        paint = self.palette.paint(box.colour_key)
        label, high = "", SMALL * LINE
        if spot.label:
            said = (
                f'<td width="{spot.wide:.1f}" height="{high:.1f}" fixedsize="true"'
                f' bgcolor="{self.palette.frame}"'
                f' align="{"left" if spot.side > 0 else "right"}">'
                f'<font point-size="{SMALL}" color="{self.palette.ink}">'
                f"{marked_up(spot.label)}</font></td>"
            )
            label = f"<{_halved(said, spot.side, MARK + 4, spot.wide, high)}>"
        self._node(
            number,
            (spot.x, spot.y),
            (MARK, MARK),
            label=label,
            shape="circle" if box.remark == KNOWN else "diamond",
            style="filled",
            color=paint.strong,
            fillcolor=paint.strong if box.remark == REACHED else self.palette.paper,
            penwidth="1.1",
        )

    def arrow(self, number: int, arrow: Arrow, ends: tuple[int, int]) -> None:
        source, target = (
            self.places.bars[each] for each in (arrow.source, arrow.target)
        )
        points = self._way(number, arrow, source, target)
        head = points[-1][0] - 7, points[-1][1]
        path = straight([*points[:-1], head])
        end = f"e,{points[-1][0]:.1f},{self._y(points[-1][1]):.1f}"
        told = " ".join(f"{x:.1f},{self._y(y):.1f}" for x, y in path)
        dashed = arrow.line == "dashed"
        self.drawing.edge(
            *map(node_id, ends),
            id=arrow_id(number),
            pos=f"{end} {told}",
            color=self.palette.paint(TODAY).strong if dashed else self.palette.arrow,
            style="dashed" if dashed else "solid",
            arrowsize="0.8",
            penwidth="1.5",
        )

    def _way(
        self, number: int, arrow: Arrow, source: Bar, target: Bar
    ) -> Sequence[tuple[float, float]]:
        """Leave at the end, run in the gap beside the row, arrive level."""
        slot = number % 4 * SLOT
        upper, lower = self.places.rows[arrow.source]
        down = target.middle > source.middle
        gap = lower + 2 + slot if down else upper - 2 - slot
        begin = max(source.right - 5 - slot, source.left + 1)
        turn = target.left - 11 - slot
        edge = source.top + source.high if down else source.top
        if self.places.rows[arrow.target][0] == upper and turn > source.right:
            return [(source.right, source.middle), (target.left, target.middle)]
        return [
            (begin, edge),
            (begin, gap),
            (turn, gap),
            (turn, target.middle),
            (target.left, target.middle),
        ]

    def _node(
        self,
        number: int,
        at: tuple[float, float],
        size: tuple[float, float],
        **attributes: str,
    ) -> None:
        self.drawing.node(
            node_id(number),
            id=node_id(number),
            pos=f"{at[0]:.1f},{self._y(at[1]):.1f}",
            width=f"{size[0] / 72:.4f}",
            height=f"{size[1] / 72:.4f}",
            fixedsize="shape",
            **attributes,
        )

    def _small(self, text: str) -> str:
        ink = self.palette.muted
        font = f'<font point-size="{SMALL}" color="{ink}">'
        return f"{font}{marked_up(text)}</font>{_BREAK}"

    def _y(self, y: float) -> float:
        return self.places.height - y

    def _bb(self, x: float, y: float, wide: float, high: float) -> str:
        return f"{x:.1f},{self._y(y + high):.1f},{x + wide:.1f},{self._y(y):.1f}"


_EDGE = ' border="1" sides="L"'
_SPACE = '<font point-size="3"> </font><br align="left"/>'
_BREAK = '<br align="left"/>'


def straight(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a way of straight lines as the curves that Graphviz knows."""
    path = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        path += [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in _THIRDS]
    return path


_THIRDS = (1 / 3, 2 / 3, 1)


def _table(rows: str, wide: float, high: float) -> str:
    return (
        '<table border="0" cellborder="0" cellspacing="0" cellpadding="0"'
        f' fixedsize="true" width="{wide:.1f}" height="{high:.1f}">{rows}</table>'
    )


def _halved(said: str, side: int, middle: float, room: float, high: float) -> str:
    """Return a label that is wider than its node: words on one side of it only."""
    inner, blank = (f'<td width="{each:.1f}"></td>' for each in (middle, room))
    cells = (blank, inner, said) if side > 0 else (said, inner, blank)
    return _table(f"<tr>{''.join(cells)}</tr>", middle + 2 * room, high)


def _cell(text: str, wide: float, high: float, padding: int = 0) -> str:
    return (
        f'<tr><td align="left" balign="left" fixedsize="true" width="{wide:.1f}"'
        f' height="{high:.1f}" cellpadding="{padding}">{text}</td></tr>'
    )
