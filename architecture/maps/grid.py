"""Cards in frames, or larger cards that stand for many: how a landscape looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from graphviz import Digraph

from architecture.maps.content import Box, Group, Map
from architecture.maps.fonts import Fonts
from architecture.maps.notation import (
    HEADING,
    LINE,
    NAME,
    SMALL,
    border,
    group_id,
    marked_up,
    node_id,
)
from architecture.maps.packing import CARD, GAP, PADDING, SHAPE, Frame, Place, packed
from architecture.maps.palette import Paint, Palette

STRIP = 5.0
SUM_CARD = (196.0, 74.0)


def draw_grid(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw cards in their frames, or a grid of sums where the map has no frames."""
    if content.groups:
        _frames(drawing, content, fonts, palette)
    else:
        _sums(drawing, content.boxes, fonts, palette)


def _frames(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    members: dict[str, list[int]] = {group.key: [] for group in content.groups}
    for number, box in enumerate(content.boxes):
        members[box.group].append(number)
    titles = [
        _titles(group, len(members[group.key]), fonts) for group in content.groups
    ]
    sheet = packed(
        [
            Frame(len(members[group.key]), tuple(_heading(lines) for lines in title))
            for group, title in zip(content.groups, titles, strict=True)
        ]
    )
    drawing.attr(bb=f"0,0,{sheet.width:.1f},{sheet.height:.1f}")
    pen = _Pen(fonts, palette, sheet.height)
    for number, place in enumerate(sheet.places):
        group, title = content.groups[number], titles[number]
        with drawing.subgraph(name=f"cluster_{number}") as frame:
            lines = title[min(place.columns, len(title)) - 1]
            pen.frame(frame, number, group, lines, place)
            for at, index in enumerate(members[group.key]):
                spot = _Spot(index, *place.card(at), place.card_width, CARD[1])
                pen.card(frame, spot, content.boxes[index])


def _titles(group: Group, cards: int, fonts: Fonts) -> list[list[str]]:
    """Wrap the name of a frame for each width in cards that it may get."""
    return [
        fonts.wrap(
            group.label,
            columns * (CARD[0] + GAP) - GAP - 24,
            HEADING,
            lines=4,
            bold=True,
        )
        for columns in range(1, min(cards, 6) + 1)
    ]


def _heading(lines: Sequence[str]) -> float:
    return PADDING + len(lines) * HEADING * LINE + 5


def _sums(
    drawing: Digraph, boxes: Sequence[Box], fonts: Fonts, palette: Palette
) -> None:
    """Draw boxes without frames as a grid of larger cards."""
    wide, high = SUM_CARD
    columns = max(1, round((len(boxes) * SHAPE * high / wide) ** 0.5))
    rows = ceil(len(boxes) / columns)
    whole = columns * (wide + GAP) - GAP, rows * (high + GAP) - GAP
    drawing.attr(bb=f"0,0,{whole[0]:.1f},{whole[1]:.1f}")
    pen = _Pen(fonts, palette, whole[1])
    for index, box in enumerate(boxes):
        row, column = divmod(index, columns)
        spot = _Spot(index, column * (wide + GAP), row * (high + GAP), wide, high)
        pen.sum(drawing, spot, box)


@dataclass(frozen=True)
class _Spot:
    """Where the box of a number stands: its top left corner and its size."""

    number: int
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class _Pen:
    """What every stroke needs to know."""

    fonts: Fonts
    palette: Palette
    sheet_height: float

    def frame(
        self,
        drawing: Digraph,
        number: int,
        group: Group,
        lines: Sequence[str],
        place: Place,
    ) -> None:
        top, left = self.sheet_height - place.y, place.x
        high, wide = _heading(lines) - PADDING, place.width - 2 * PADDING
        name = "<br align='left'/>".join(f"<b>{marked_up(line)}</b>" for line in lines)
        label = _table(
            f'<tr><td align="left" valign="top" balign="left" fixedsize="true"'
            f' width="{wide - 30:.0f}" height="{high:.0f}">{name}<br align="left"/>'
            f'</td><td align="right" valign="top" fixedsize="true" width="30"'
            f' height="{high:.0f}"><font color="{self.palette.muted}">'
            f"{marked_up(group.remark)}</font></td></tr>",
            (wide, high),
        )
        right, bottom = left + place.width, top - place.height
        drawing.attr(
            id=group_id(number),
            bb=f"{left:.1f},{bottom:.1f},{right:.1f},{top:.1f}",
            lp=f"{left + place.width / 2:.1f},{top - PADDING - high / 2:.1f}",
            label=f"<{label}>",
            style="filled,rounded",
            fillcolor=self.palette.frame,
            color=self.palette.rule,
            fontsize=f"{HEADING}",
            fontcolor=self.palette.ink,
        )

    def card(self, drawing: Digraph, spot: _Spot, box: Box) -> None:
        paint = self.palette.paint(box.colour_key)
        inner = spot.wide - STRIP - 12
        room = 2 if box.remark else 3
        lines = self.fonts.wrap(box.label, inner, NAME, lines=room)
        detail = box.detail if len(lines) == 1 else ""  # a long name tells enough
        details = self.fonts.wrap(detail, inner, SMALL, lines=room - 1)
        text = "".join(map(_line, lines))
        remarks = self.fonts.wrap(box.remark, inner, SMALL, lines=1)
        for number, small in enumerate((*details, *remarks)):
            text += "" if number else _space(2)
            text += self._small(small, SMALL)
        rows = (
            f'<tr><td bgcolor="{paint.strong}" fixedsize="true" width="{STRIP}"'
            f' height="{spot.high:.1f}"></td><td align="left" balign="left"'
            f' fixedsize="true" width="{spot.wide - STRIP:.1f}"'
            f' height="{spot.high:.1f}" cellpadding="5">{text}</td></tr>'
        )
        self._node(drawing, spot, box, paint, rows)

    def sum(self, drawing: Digraph, spot: _Spot, box: Box) -> None:
        """Draw a box that stands for many, its shares as a bar at the foot."""
        wide, high, bar = spot.wide, spot.high, 8.0
        lines = self.fonts.wrap(box.label, wide - 20, HEADING, lines=3, bold=True)
        text = "".join(f'<b>{marked_up(line)}</b><br align="left"/>' for line in lines)
        text += self._small(box.remark, NAME)
        total = sum(share.count for share in box.shares) or 1
        cells = "".join(
            f'<td bgcolor="{self.palette.paint(share.colour_key).strong}"'
            f' fixedsize="true" height="{bar}"'
            f' width="{wide * share.count / total:.1f}"></td>'
            for share in box.shares
        )
        foot = _table(f"<tr>{cells or '<td></td>'}</tr>", (wide, bar))
        rows = (
            f'<tr><td align="left" balign="left" fixedsize="true" width="{wide}"'
            f' height="{high - bar}" cellpadding="8">{text}</td></tr>'
            f'<tr><td fixedsize="true" width="{wide}" height="{bar}">{foot}</td></tr>'
        )
        paint = Paint(self.palette.rule, self.palette.frame, self.palette.ink)
        self._node(drawing, spot, box, paint, rows)

    def _small(self, text: str, size: float) -> str:
        return (
            f'<font point-size="{size}" color="{self.palette.muted}">{marked_up(text)}'
            '</font><br align="left"/>'
        )

    def _node(
        self, drawing: Digraph, spot: _Spot, box: Box, paint: Paint, rows: str
    ) -> None:
        x, y = spot.x + spot.wide / 2, self.sheet_height - spot.y - spot.high / 2
        drawing.node(
            node_id(spot.number),
            f"<{_table(rows, (spot.wide, spot.high))}>",
            id=node_id(spot.number),
            pos=f"{x:.1f},{y:.1f}",
            width=f"{spot.wide / 72:.4f}",
            height=f"{spot.high / 72:.4f}",
            shape="box",
            fontsize=f"{NAME}",
            fontcolor=paint.ink,
            **border(box.pattern or box.colour_key, paint),
        )


def _line(text: str) -> str:
    tall = any("\ua980" <= char <= "\ua9df" for char in text)  # Javanese hangs low
    return f'{marked_up(text)}<br align="left"/>{_space(8) if tall else ""}'


def _space(points: float) -> str:
    return f'<font point-size="{points}"> </font><br align="left"/>'


def _table(rows: str, size: tuple[float, float]) -> str:
    return (
        '<table border="0" cellborder="0" cellspacing="0" cellpadding="0"'
        f' fixedsize="true" width="{size[0]:.1f}" height="{size[1]:.1f}">{rows}</table>'
    )
