"""The sheet around a drawing: title and legend above, note and source beneath."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from architecture.maps.content import Layout, Map
from architecture.maps.fonts import STACK, Fonts
from architecture.maps.palette import PATTERNS, Palette
from architecture.maps.words import clean

SVG = "http://www.w3.org/2000/svg"
NARROWEST = 620.0
MARGIN = 22.0
DASHES = {"dashed": "5 2", "dotted": "1 3"}

ET.register_namespace("", SVG)


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
        if not self.content.legend:
            return y
        holder = ET.SubElement(root, tag("g"), {"class": "legend"})
        size, x = 10 * scale, 0.0
        for entry in self.content.legend:
            label = clean(entry.label)
            wide = 30 * scale + self.fonts.width(label, size) + 16 * scale
            if x and x + wide > inner:
                x, y = 0.0, y + 18 * scale
            if entry.line:
                self._line(holder, entry.line, MARGIN * scale + x, y, scale)
            else:
                self._swatch(holder, entry.colour_key, MARGIN * scale + x, y, scale)
            at = MARGIN * scale + x + 28 * scale
            holder.append(
                drawn_text(label, at, y + 9.5 * scale, size, self.palette.ink)
            )
            x += wide
        return y + 13 * scale

    def _line(
        self, holder: ET.Element, line: str, x: float, y: float, scale: float
    ) -> None:
        drawn = {
            "d": f"M{x:.2f},{y + 6 * scale:.2f}h{22 * scale:.2f}",
            "fill": "none",
            "stroke": self.palette.arrow,
            "stroke-width": f"{(2.0 if line == 'bold' else 0.9) * scale:.2f}",
        }
        if dash := DASHES.get(line):
            drawn["stroke-dasharray"] = dash
        ET.SubElement(holder, tag("path"), drawn)

    def _swatch(
        self, holder: ET.Element, key: str, x: float, y: float, scale: float
    ) -> None:
        paint = self.palette.paint(key)
        pattern = PATTERNS.get(key, "solid")
        dash = DASHES.get(pattern, "")
        frame = {
            "x": f"{x:.2f}",
            "y": f"{y:.2f}",
            "width": f"{22 * scale:.2f}",
            "height": f"{12 * scale:.2f}",
            "fill": paint.soft,
            "stroke": paint.strong,
            "stroke-width": f"{(1.6 if pattern == 'bold' else 0.8) * scale:.2f}",
        }
        if dash:
            frame["stroke-dasharray"] = dash
        ET.SubElement(holder, tag("rect"), frame)
        if self.content.layout is Layout.GRID:
            strip = {**frame, "width": f"{4 * scale:.2f}", "fill": paint.strong}
            strip.pop("stroke-dasharray", None)
            ET.SubElement(holder, tag("rect"), strip)

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


def drawn_text(
    said: str, x: float, y: float, size: float, ink: str, *, bold: bool = False
) -> ET.Element:
    """Return a line of text whose base line begins at a place."""
    element = ET.Element(
        tag("text"),
        {"x": f"{x:.2f}", "y": f"{y:.2f}", "font-size": f"{size:.2f}", "fill": ink},
    )
    if bold:
        element.set("font-weight", "bold")
    element.text = said
    return element


def tag(name: str) -> str:
    """Return the name of an SVG element with its namespace."""
    return f"{{{SVG}}}{name}"
