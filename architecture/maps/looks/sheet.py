"""The sheet around a drawing: title and legend above, note and source beneath."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from architecture.maps.content import Layout, Map
from architecture.maps.looks.fonts import STACK, Fonts
from architecture.maps.looks.legend import Pen, signs
from architecture.maps.looks.palette import Palette
from architecture.maps.markup import drawn_text, tag
from architecture.maps.words import clean

NARROWEST = 620.0
MARGIN = 22.0


@dataclass
class Sheet:
    """A drawing with its heading above and its sources beneath."""

    content: Map
    fonts: Fonts
    palette: Palette
    prefix: str

    def around(
        self,
        drawing: ET.Element,
        size: tuple[float, float],
        moved: tuple[float, float],
    ) -> bytes:
        """Return the whole picture around a drawing of the given size in points.

        It has no declaration, so that it can stand in a page as it is.
        """
        inner = max(size[0], NARROWEST - 2 * MARGIN)
        scale = max(1.0, inner / 900)
        root = self._root()
        paper = ET.SubElement(root, tag("rect"), {"fill": self.palette.paper})
        top = self._heading(root, inner, scale)
        left = MARGIN * scale + (inner - size[0]) / 2
        drawing.set(
            "transform", f"translate({left + moved[0]:.2f} {top + moved[1]:.2f})"
        )
        root.append(drawing)
        foot = self._foot(root, top + size[1], inner, scale)
        wide, high = inner + 2 * MARGIN * scale, foot + MARGIN * scale * 0.7
        root.set("viewBox", f"0 0 {wide:.2f} {high:.2f}")
        root.set("width", f"{wide:.0f}")
        root.set("height", f"{high:.0f}")
        paper.set("width", f"{wide:.2f}")
        paper.set("height", f"{high:.2f}")
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=False))

    def _root(self) -> ET.Element:
        root = ET.Element(
            tag("svg"),
            {
                "role": "group",
                "aria-labelledby": f"{self.prefix}-title {self.prefix}-desc",
                "font-family": STACK,
                "class": "map",
            },
        )
        title = ET.SubElement(root, tag("title"), {"id": f"{self.prefix}-title"})
        title.text = clean(self.content.title)
        said = ET.SubElement(root, tag("desc"), {"id": f"{self.prefix}-desc"})
        said.text = clean(
            f"{self.content.subtitle}. {self.content.note}"
            " Fakta yang sama ada pada tabel."
        )
        return root

    def _heading(self, root: ET.Element, inner: float, scale: float) -> float:
        """Write title, subtitle and legend; return where the drawing begins."""
        left, y = MARGIN * scale, MARGIN * scale
        size = 20 * scale
        for line in self.fonts.wrap(
            self.content.title, inner, size, lines=2, bold=True
        ):
            y += size
            root.append(drawn_text(line, left, y, size, self.palette.ink, bold=True))
        for line in self.fonts.wrap(self.content.subtitle, inner, 11 * scale, lines=2):
            y += 16 * scale
            root.append(drawn_text(line, left, y, 11 * scale, self.palette.muted))
        y += 12 * scale
        return self._legend(root, inner, scale, y) + 10 * scale

    def _legend(self, root: ET.Element, inner: float, scale: float, y: float) -> float:
        several = signs(self.content, self.palette.notation)
        if not several:
            return y
        strips = self.content.layout is Layout.GRID
        tiles = self.content.layout is Layout.TILES
        pen = Pen(self.fonts, self.palette, strips, scale, filled=tiles)
        drawn, foot = pen.drawn(several, MARGIN * scale, inner, y)
        root.append(drawn)
        return foot

    def _foot(self, root: ET.Element, y: float, inner: float, scale: float) -> float:
        """Write note and source beneath; return where they end."""
        y += 8 * scale
        size, ink = 9 * scale, self.palette.muted
        source = self.content.source and f"Sumber: {self.content.source}"
        for text, lines in ((self.content.note, 3), (source, 2)):
            for line in self.fonts.wrap(text, inner, size, lines=lines):
                y += 13 * scale
                root.append(drawn_text(line, MARGIN * scale, y, size, ink))
        return y
