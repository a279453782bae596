"""Cards in frames, or larger cards that stand for many: how a landscape looks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from graphviz import Digraph

from architecture.maps.content import Box, Group, Map
from architecture.maps.layouts.packing import (
    CARD,
    GAP,
    PADDING,
    SHAPE,
    Frame,
    Place,
    packed,
)
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    HEADING,
    LINE,
    NAME,
    SMALL,
    border,
    group_id,
    marked_up,
    node_id,
)
from architecture.maps.looks.palette import COOL, SORT, WARM, Paint, Palette

STRIP = 5.0
BROAD = 11.0
"""How broad the strip of a card is where the colour tells more than the status."""

SUM_CARD = (196.0, 74.0)
_TOLD = frozenset({*COOL, *WARM, *SORT})


def draw_grid(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw cards in their frames, or a grid of sums where the map has no frames."""
    if content.groups:
        frames(drawing, content, Pen(fonts, palette), CARD)
    else:
        _sums(drawing, content.boxes, Pen(fonts, palette))


@dataclass(frozen=True)
class _Framed:
    """A group with what stands in it, and its name as wrapped for each width."""

    number: int
    group: Group
    boxes: Sequence[int]
    titles: Sequence[Sequence[str]]
    inside: tuple["_Framed", ...]

    def frame(self, high: float) -> Frame:
        """Return what is to be packed."""
        return Frame(
            len(self.boxes),
            tuple(_heading(lines) for lines in self.titles),
            tuple(each.frame(high) for each in self.inside),
            high,
        )

    def whole(self) -> Iterator["_Framed"]:
        """Yield this frame and those inside of it, as `Place.whole` does."""
        yield self
        for each in self.inside:
            yield from each.whole()


def frames(
    drawing: Digraph, content: Map, pen: "Pen", size: tuple[float, float]
) -> None:
    """Draw frames and in them their boxes, each of a size or somewhat wider."""
    several = _nested(content, pen.fonts, size[0])
    sheet = packed([each.frame(size[1]) for each in several], size[0])
    drawing.attr(bb=f"0,0,{sheet.width:.1f},{sheet.height:.1f}")
    pen.sheet_height = sheet.height
    for outer, room in zip(several, sheet.places, strict=True):
        for each, place in zip(outer.whole(), room.whole(), strict=True):
            with drawing.subgraph(name=f"cluster_{each.number}") as frame:
                lines = each.titles[min(place.columns, len(each.titles)) - 1]
                pen.frame(frame, each.number, each.group, lines, place)
            for at, index in enumerate(each.boxes):
                spot = Spot(index, *place.card(at), place.card_width, size[1])
                pen.box(drawing, spot, content.boxes[index])


def _nested(content: Map, fonts: Fonts, wide: float) -> list[_Framed]:
    members: dict[str, list[int]] = {group.key: [] for group in content.groups}
    for number, box in enumerate(content.boxes):
        members[box.group].append(number)
    inside: dict[str | None, list[tuple[int, Group]]] = {}
    for number, group in enumerate(content.groups):
        inside.setdefault(group.parent or None, []).append((number, group))

    def made(number: int, group: Group, depth: int) -> _Framed:
        several = tuple(made(*each, depth + 1) for each in inside.get(group.key, ()))
        many = len(members[group.key]) + sum(len(each.titles) for each in several)
        titles = _titles(group, many, fonts, wide, depth)
        return _Framed(number, group, members[group.key], titles, several)

    return [made(*each, 0) for each in inside.get(None, ())]


def _titles(
    group: Group, cards: int, fonts: Fonts, wide: float, depth: int
) -> list[list[str]]:
    """Wrap the name of a frame for each width in cards that it may get."""
    return [
        fonts.wrap(
            group.label,
            columns * (wide + GAP) - GAP - 24 - 2 * PADDING * depth,
            HEADING,
            lines=4,
            bold=True,
        )
        for columns in range(1, min(max(cards, 1), 6) + 1)
    ]


def _heading(lines: Sequence[str]) -> float:
    return PADDING + len(lines) * HEADING * LINE + 5


def _sums(drawing: Digraph, boxes: Sequence[Box], pen: "Pen") -> None:
    """Draw boxes without frames as a grid of larger cards."""
    wide, high = SUM_CARD
    columns = max(1, round((len(boxes) * SHAPE * high / wide) ** 0.5))
    rows = ceil(len(boxes) / columns)
    whole = columns * (wide + GAP) - GAP, rows * (high + GAP) - GAP
    drawing.attr(bb=f"0,0,{whole[0]:.1f},{whole[1]:.1f}")
    pen.sheet_height = whole[1]
    for index, box in enumerate(boxes):
        row, column = divmod(index, columns)
        spot = Spot(index, column * (wide + GAP), row * (high + GAP), wide, high)
        pen.sum(drawing, spot, box)


@dataclass(frozen=True)
class Spot:
    """Where the box of a number stands: its top left corner and its size."""

    number: int
    x: float
    y: float
    wide: float
    high: float


@dataclass
class Pen:
    """What every stroke needs to know."""

    fonts: Fonts
    palette: Palette
    sheet_height: float = 0.0

    def frame(
        self,
        drawing: Digraph,
        number: int,
        group: Group,
        lines: Sequence[str],
        place: Place,
    ) -> None:
        """Draw a frame with its name and, at its right, its remark."""
        top, left = self.sheet_height - place.y, place.x
        high, wide = _heading(lines) - PADDING, place.width - 2 * PADDING
        name = "<br align='left'/>".join(f"<b>{marked_up(line)}</b>" for line in lines)
        label = table(
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
            fillcolor=self.palette.paper if group.parent else self.palette.frame,
            color=self.palette.rule,
            fontsize=f"{HEADING}",
            fontcolor=self.palette.ink,
        )

    def box(self, drawing: Digraph, spot: Spot, box: Box) -> None:
        """Draw a card with a strip of its colour."""
        paint = self.palette.paint(box.colour_key)
        strip = BROAD if box.colour_key in _TOLD else STRIP
        inner = spot.wide - strip - 12 - self.palette.corner
        room = 2 if box.remark else 3
        lines = self.fonts.wrap(box.label, inner, NAME, lines=room)
        detail = box.detail if len(lines) == 1 else ""  # a long name tells enough
        details = self.fonts.wrap(detail, inner, SMALL, lines=room - 1)
        text = "".join(map(_line, lines))
        remarks = self.fonts.wrap(box.remark, inner, SMALL, lines=1)
        for number, small in enumerate((*details, *remarks)):
            text += "" if number else space(2)
            text += self.small(small, SMALL)
        rows = (
            f'<tr><td bgcolor="{paint.strong}" fixedsize="true" width="{strip}"'
            f' height="{spot.high:.1f}"></td><td align="left" balign="left"'
            f' fixedsize="true" width="{spot.wide - strip:.1f}"'
            f' height="{spot.high:.1f}" cellpadding="5">{text}</td></tr>'
        )
        self.node(drawing, spot, box, paint, rows)

    def sum(self, drawing: Digraph, spot: Spot, box: Box) -> None:
        """Draw a box that stands for many, its shares as a bar at the foot."""
        wide, high, bar = spot.wide, spot.high, 8.0
        lines = self.fonts.wrap(box.label, wide - 20, HEADING, lines=3, bold=True)
        text = "".join(f'<b>{marked_up(line)}</b><br align="left"/>' for line in lines)
        text += self.small(box.remark, NAME)
        rows = (
            f'<tr><td align="left" balign="left" fixedsize="true" width="{wide}"'
            f' height="{high - bar}" cellpadding="8">{text}</td></tr>'
            f'<tr><td fixedsize="true" width="{wide}" height="{bar}">'
            f"{self.bar(box, wide, bar)}</td></tr>"
        )
        paint = Paint(self.palette.rule, self.palette.frame, self.palette.ink)
        self.node(drawing, spot, box, paint, rows)

    def bar(self, box: Box, wide: float, high: float) -> str:
        """Return a bar of the shares of what a box stands for."""
        total = sum(share.count for share in box.shares) or 1
        cells = "".join(
            f'<td bgcolor="{self.palette.paint(share.colour_key).strong}"'
            f' fixedsize="true" height="{high}"'
            f' width="{wide * share.count / total:.1f}"></td>'
            for share in box.shares
        )
        return table(f"<tr>{cells or '<td></td>'}</tr>", (wide, high))

    def small(self, text: str, size: float, colour: str = "") -> str:
        """Return a small line of a label, muted if no colour is named."""
        return (
            f'<font point-size="{size}" color="{colour or self.palette.muted}">'
            f'{marked_up(text)}</font><br align="left"/>'
        )

    def node(
        self, drawing: Digraph, spot: Spot, box: Box, paint: Paint, rows: str
    ) -> None:
        """Draw a box at its spot, with rows of a table as its label."""
        x, y = spot.x + spot.wide / 2, self.sheet_height - spot.y - spot.high / 2
        attributes: Mapping[str, str] = border(box.pattern or box.colour_key, paint)
        drawing.node(
            node_id(spot.number),
            f"<{table(rows, (spot.wide, spot.high))}>",
            id=node_id(spot.number),
            pos=f"{x:.1f},{y:.1f}",
            width=f"{spot.wide / 72:.4f}",
            height=f"{spot.high / 72:.4f}",
            shape="box",
            fontsize=f"{NAME}",
            fontcolor=paint.ink,
            **attributes,
        )


def _line(text: str) -> str:
    tall = any("\ua980" <= char <= "\ua9df" for char in text)  # Javanese hangs low
    return f'{marked_up(text)}<br align="left"/>{space(8) if tall else ""}'


def space(points: float) -> str:
    """Return a gap between two lines of a label."""
    return f'<font point-size="{points}"> </font><br align="left"/>'


def table(rows: str, size: tuple[float, float]) -> str:
    """Return a table of a fixed size, as a label in markup."""
    return (
        '<table border="0" cellborder="0" cellspacing="0" cellpadding="0"'
        f' fixedsize="true" width="{size[0]:.1f}" height="{size[1]:.1f}">{rows}</table>'
    )
