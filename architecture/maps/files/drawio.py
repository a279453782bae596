"""A map for draw.io: places from Graphviz, cells that stay bound when they are moved.

Frames are parents of what stands in them, arrows are bound to boxes at both ends, links
lead on; title, legend and source stand around it as on our own sheet.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from html import escape

from architecture.layers import Layer
from architecture.maps.choices import Notation
from architecture.maps.content import Arrow, Box, Group, Heads, Layout, Map
from architecture.maps.drawing import draw
from architecture.maps.engine import Engine
from architecture.maps.files.mxgraph import SHEET, Cell, Edge, Page, touching
from architecture.maps.looks.archimate import (
    Look,
    Mark,
    Outline,
    Stroke,
    hue_of,
    look_of,
    stroke_of,
)
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.legend import Sign, signs, words_of
from architecture.maps.looks.notation import (
    HEADING,
    LABEL,
    NAME,
    SMALL,
    arrow_id,
    group_id,
    node_id,
)
from architecture.maps.looks.palette import LIGHT, PATTERNS, Palette
from architecture.maps.places import MARGIN, Line, Places, Point, Rect, places
from architecture.maps.svg import safe_url
from architecture.maps.words import clean

EDGE = 20.0
"""The margin around everything."""

NARROWEST = 620.0
LANE = 60.0
"""How wide the name of a lane may be, beside its bars."""

_ABOVE = "verticalAlign=top;align=center;spacingTop=2;"
_BESIDE = "verticalAlign=middle;align=left;spacingLeft=4;"

SHAPES: Mapping[Layer, str] = {
    Layer.BUSINESS: "shape=step;perimeter=stepPerimeter;fixedSize=1;size=10;",
    Layer.SERVICE: "rounded=1;arcSize=40;",
    Layer.DATA: "shape=cylinder3;boundedLbl=1;backgroundOutline=1;size=5;",
    Layer.APPLICATION: "shape=module;jettyWidth=8;jettyHeight=4;",
    Layer.INFRASTRUCTURE: "shape=cube;size=6;",
    Layer.SECURITY: "shape=loopLimit;size=8;",
    Layer.STRATEGY: "shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1;size=12;",
}
"""What draw.io calls the shapes of the layers, or the nearest that it has."""

_OUTLINES = {Outline.SQUARE: "square", Outline.ROUND: "rounded", Outline.CUT: "oct"}
_MARKS = {
    Mark.NONE: "none",
    Mark.OPEN: "open",
    Mark.HALF: "openThin",
    Mark.HOLLOW: "block;{end}Fill=0",
    Mark.SOLID: "block;{end}Fill=1",
    Mark.BALL: "oval;{end}Fill=1",
    Mark.DIAMOND: "diamondThin;{end}Fill=1",
    Mark.WHITE_DIAMOND: "diamondThin;{end}Fill=0",
}
_LINES = {
    "dashed": "dashed=1;",
    "dotted": "dashed=1;dashPattern=1 3;",
    "bold": "strokeWidth=2;",
}
_HEADS = {
    Heads.FORTH: "endArrow=block;endSize=4;startArrow=none;",
    Heads.BOTH: "endArrow=block;endSize=4;startArrow=block;startSize=4;",
    Heads.NONE: "endArrow=none;startArrow=none;",
}


def drawio(
    content: Map, engine: Engine, fonts: Fonts, palette: Palette = LIGHT
) -> bytes:
    """Return a map as a file of draw.io.

    Raises `Failed` when it cannot be laid out.
    """
    laid = places(draw(content, fonts, palette), engine)
    return _Pen(content, fonts, palette, laid).drawn()


class _Pen:
    """What every cell needs to know."""

    def __init__(
        self, content: Map, fonts: Fonts, palette: Palette, laid: Places
    ) -> None:
        """Begin a page."""
        self.content, self.fonts, self.palette = content, fonts, palette
        self.laid, self.top = laid, 0.0
        self.archimate = palette.notation is Notation.ARCHIMATE
        self.page = Page(clean(content.title) or "Peta")
        self.frames = {
            group.key: (group_id(number), laid.frames[f"cluster_{number}"])
            for number, group in enumerate(content.groups)
            if f"cluster_{number}" in laid.frames
        }

    def drawn(self) -> bytes:
        """Return the whole file."""
        every = [*self.laid.boxes.values(), *self.laid.frames.values()]
        right = max((each.x + each.wide for each in every), default=0.0)
        bottom = max((each.y + each.high for each in every), default=0.0)
        inner = max(right - MARGIN, NARROWEST)
        self.top = self._above(inner)
        held = {box.group for box in self.content.boxes}
        held |= {group.parent for group in self.content.groups}
        for group in _outer_first(self.content.groups, held):
            if group.key in self.frames:
                self._frame(group, bare=group.key not in held)
        for number, box in enumerate(self.content.boxes):
            if node_id(number) in self.laid.boxes:
                self._box(node_id(number), box)
        self._arrows()
        foot = self._below(self.top + bottom, inner)
        size = inner + 2 * EDGE, foot + EDGE
        return self.page.written(size, self.palette.paper)

    # ---- around it ---------------------------------------------------------

    def _above(self, width: float) -> float:
        """Write title, subtitle and legend; return where the drawing begins."""
        ink, muted = self.palette.ink, self.palette.muted
        title, about = clean(self.content.title), clean(self.content.subtitle)
        head, line = Rect(EDGE, EDGE, width, 30), Rect(EDGE, EDGE + 30, width, 18)
        self._text("title", title, head, f"fontSize=20;fontStyle=1;fontColor={ink};")
        self._text("subtitle", about, line, f"fontSize=11;fontColor={muted};")
        x, y = EDGE, EDGE + 54
        several = signs(self.content, self.palette.notation)
        for number, sign in enumerate(several):
            told = words_of(sign)
            wide = 44 + self.fonts.width(told, 10)
            if x > EDGE and x + wide > EDGE + width:
                x, y = EDGE, y + 20
            style, rect = self._sign(sign), Rect(x, y, 22, 12)
            self.page.add(Cell(name=f"key{number}", said="", style=style, rect=rect))
            spot = Rect(x + 26, y - 3, wide - 26, 18)
            self._text(f"said{number}", told, spot, f"fontSize=10;fontColor={ink};")
            x += wide
        return y + 24

    def _sign(self, sign: Sign) -> str:
        """Return the style of what stands in the legend."""
        if isinstance(sign, Look):
            return self._look(sign.hue, "", self._archimate(sign))
        if isinstance(sign, Layer):
            return self._look("", "", SHAPES[sign])
        line = f"line;html=1;strokeColor={self.palette.arrow};"
        if isinstance(sign, Stroke):
            return f"{line}dashed=1;dashPattern={sign.dash};" if sign.dash else line
        if sign.line:
            return line + _LINES.get(sign.line, "")
        layer = Layer.__members__.get(sign.colour_key)
        shape = SHAPES[layer] if layer else "rounded=0;"
        return self._look(sign.colour_key, sign.colour_key, shape)

    def _below(self, y: float, width: float) -> float:
        """Write note and source; return where they end."""
        source = self.content.source and f"Sumber: {self.content.source}"
        look = f"fontSize=9;fontColor={self.palette.muted};"
        for name, said in (("note", self.content.note), ("source", source)):
            if said:
                high = 14.0 * len(self.fonts.wrap(said, width, 9, lines=9)) + 3
                self._text(name, clean(said), Rect(EDGE, y, width, high), look)
                y += high
        return y

    def _text(self, name: str, said: str, rect: Rect, look: str) -> None:
        style = (
            "text;html=1;whiteSpace=wrap;align=left;verticalAlign=middle;"
            f"strokeColor=none;fillColor=none;{look}"
        )
        told = escape(said, quote=False)
        self.page.add(Cell(name=name, said=told, style=style, rect=rect))

    # ---- what is on it -----------------------------------------------------

    def _frame(self, group: Group, *, bare: bool) -> None:
        name, rect = self.frames[group.key]
        lane = self.content.layout is Layout.TIMELINE and not bare
        room = LANE if lane else rect.wide - 40
        lines = self.fonts.wrap(group.label, room, HEADING, lines=6 if lane else 4)
        said = _broken(lines)
        if group.remark:
            said += f" ({escape(clean(group.remark), quote=False)})"
        style = (
            "rounded=1;absoluteArcSize=1;arcSize=12;html=1;whiteSpace=wrap;container=1;"
            f"collapsible=0;{_BESIDE if lane else _ABOVE}"
            f"fillColor={'none' if bare else self.palette.frame};"
            f"strokeColor={self.palette.rule};"
            f"fontColor={self.palette.ink};fontSize={HEADING:g};"
        )
        holder = "" if group.parent == group.key else group.parent
        told = clean(group.label)
        self._place(
            Cell(
                name=name,
                said=said,
                style=style,
                rect=rect,
                url=safe_url(group.url),
                tooltip=told,
            ),
            holder,
        )

    def _box(self, name: str, box: Box) -> None:
        rect = self.laid.boxes[name]
        smalls = [each for each in (box.detail, box.remark) if each]
        room = rect.wide - 24
        rows = max(1, int(rect.high / NAME / 1.3) - len(smalls))
        said = _broken(self.fonts.wrap(box.label, room, NAME, lines=rows))
        said = f"<b>{said}</b>" if box.focus else said
        for small in smalls:
            line = _broken(self.fonts.wrap(small, room, SMALL, lines=1))
            said += f'<br><font style="font-size: {SMALL:g}px">{line}</font>'
        cards = self.content.layout.of_cards
        typed = self.archimate and self.content.layout.of_elements
        pattern = box.pattern or (box.colour_key if cards else "")
        shape = "rounded=0;" if cards else SHAPES[box.layer]
        look = look_of(box) if typed else None
        shape = self._archimate(look) if look else shape
        style = self._look(hue_of(box, self.palette), pattern, shape)
        self._place(
            Cell(
                name=name,
                said=said,
                style=style + "strokeWidth=2.4;" * box.focus,
                rect=rect,
                url=safe_url(box.url),
                tooltip="\n".join(filter(None, map(clean, (box.label, box.summary)))),
            ),
            box.group,
        )

    def _archimate(self, look: Look) -> str:
        """Return the style of a type: a stencil of draw.io with its icon."""
        stencil = look.stencil
        if not stencil.startswith("tech"):
            kind = _OUTLINES[look.outline]
            stencil = f"application;appType={stencil};archiType={kind}"
        return f"shape=mxgraph.archimate3.{stencil};outlineConnect=0;"

    def _place(self, cell: Cell, holder: str) -> None:
        """Add a cell where it is on the sheet, or within the frame that holds it."""
        if holder in self.frames:
            parent, frame = self.frames[holder]
            x, y = cell.rect.x - frame.x, cell.rect.y - frame.y
        else:
            parent, (x, y) = SHEET, self._moved((cell.rect.x, cell.rect.y))
        self.page.add(replace(cell, parent=parent, rect=replace(cell.rect, x=x, y=y)))

    def _look(self, colour_key: str, pattern: str, shape: str) -> str:
        paint = self.palette.paint(colour_key)
        line = _LINES.get(PATTERNS.get(pattern, "solid"), "")
        return (
            f"{shape}html=1;whiteSpace=wrap;fillColor={paint.soft};"
            f"strokeColor={paint.strong};fontColor={paint.ink};fontSize={NAME:g};{line}"
        )

    def _arrows(self) -> None:
        """Write the arrows, bound to both boxes where Graphviz let them touch."""
        spots = {box.key: node_id(n) for n, box in enumerate(self.content.boxes)}
        for number, arrow in enumerate(self.content.arrows):
            ends = spots[arrow.source], spots[arrow.target]
            line = self.laid.lines.get(arrow_id(number))
            style = (
                f"html=1;rounded=0;curved=1;{self._line_of(arrow)}strokeColor={self.palette.arrow};"
                f"fontColor={self.palette.muted};fontSize={LABEL:g};"
                f"labelBackgroundColor={self.palette.paper};"
            )
            if line:
                style += touching("exit", line.start, self.laid.boxes[ends[0]])
                style += touching("entry", line.end, self.laid.boxes[ends[1]])
            self.page.connect(
                Edge(
                    name=arrow_id(number),
                    said=escape(clean(arrow.label), quote=False),
                    style=style,
                    ends=ends,
                    line=self._moved_line(line) if line else None,
                )
            )

    def _line_of(self, arrow: Arrow) -> str:
        """Return line and ends of an arrow, as the notation draws its relation."""
        known = {box.key: box for box in self.content.boxes} if self.archimate else {}
        stroke = stroke_of(arrow, known) if known else None
        if stroke is None:
            return _HEADS[arrow.heads] + _LINES.get(arrow.line, "")
        ends = (("start", stroke.start), ("end", stroke.end))
        said = "".join(
            f"{end}Arrow={_MARKS[mark].format(end=end)};{end}Size=6;"
            for end, mark in ends
        )
        dash = f"dashed=1;dashPattern={stroke.dash};" if stroke.dash else ""
        return said + dash

    def _moved(self, at: Point) -> Point:
        return at[0] + EDGE - MARGIN, at[1] + self.top - MARGIN

    def _moved_line(self, line: Line) -> Line:
        return Line(
            self._moved(line.start),
            self._moved(line.end),
            tuple(map(self._moved, line.bends)),
            self._moved(line.label) if line.label else None,
        )


def _broken(lines: Sequence[str]) -> str:
    """Return lines as draw.io breaks them; what they hold is no markup."""
    return "<br>".join(escape(line, quote=False) for line in lines)


def _outer_first(groups: Sequence[Group], held: Collection[str]) -> list[Group]:
    """Return frames, each after the one that it stands in; what holds none lies under.

    `held` are the frames that hold something.
    """
    above = {group.key: group.parent for group in groups}

    def depth(group: Group) -> int:
        key, seen = group.key, set[str]()
        while key in above and key not in seen:
            seen.add(key)
            key = above[key]
        return len(seen)

    return sorted(groups, key=lambda group: (group.key in held, depth(group)))
