"""What colours, shapes and lines of a map mean, in rows above the drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from architecture.layers import Layer
from architecture.maps.choices import Notation
from architecture.maps.content import NO_ELEMENT, Legend, Map
from architecture.maps.looks.archimate import Look, Stroke, looks_on, strokes_on
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.palette import COOL, PATTERNS, SHAPES, Paint, Palette
from architecture.maps.looks.strokes import icon, outline, sample
from architecture.maps.markup import drawn_text, tag
from architecture.maps.places import Rect
from architecture.maps.views.reaching import ROWS
from architecture.maps.words import clean

DASHES = {"dashed": "5 2", "dotted": "1 3"}
WIDE, HIGH = 22.0, 12.0
"""The sides of a sign."""

Sign = Legend | Layer | Look | Stroke
"""What stands in a legend: as the map says, or a shape that it does not speak of."""


def signs(content: Map, notation: Notation) -> list[Sign]:
    """Return what has to be explained, the colours first.

    Whatever the map says of layers ArchiMate says by its types.
    """
    told: list[Sign] = list(content.legend)
    if notation is Notation.ARCHIMATE:
        layers = Layer.__members__
        told = [each for each in content.legend if each.colour_key not in layers]
        return [*told, *looks_on(content), *strokes_on(content)]
    known = {each.colour_key for each in content.legend}
    if content.layout.of_cards:
        return told
    elements = [box for box in content.boxes if box.kind != NO_ELEMENT]
    there = {box.layer for box in elements if not box.shares} - {
        Layer[name] for name in known if name in Layer.__members__
    }
    return [*told, *(layer for layer in ROWS if layer in there)]


@dataclass(frozen=True)
class Pen:
    """What every sign needs to know."""

    fonts: Fonts
    palette: Palette
    strips: bool
    scale: float
    filled: bool = False

    def drawn(
        self, several: list[Sign], left: float, width: float, y: float
    ) -> tuple[ET.Element, float]:
        """Draw the signs with their words in rows; return them and where they end."""
        holder = ET.Element(tag("g"), {"class": "legend"})
        size, x, scale = 10 * self.scale, 0.0, self.scale
        for each in several:
            label = words_of(each)
            wide = 30 * scale + self.fonts.width(label, size) + 16 * scale
            if x and x + wide > width:
                x, y = 0.0, y + 18 * scale
            holder.extend(
                self._sign(each, Rect(left + x, y, WIDE * scale, HIGH * scale))
            )
            at = left + x + 28 * scale
            holder.append(
                drawn_text(label, at, y + 9.5 * scale, size, self.palette.ink)
            )
            x += wide
        return holder, y + 13 * scale

    def _sign(self, each: Sign, rect: Rect) -> Iterator[ET.Element]:
        if isinstance(each, Stroke):
            at = rect.x, rect.y + rect.high / 2
            palette = self.palette
            yield from sample(each, at, rect.wide, palette.arrow, palette.paper)
        elif isinstance(each, Look):
            yield from self._type(each, rect)
        elif isinstance(each, Layer):
            yield from self._shape(each, self.palette.paint(""), rect, {})
        elif each.line:
            yield self._line(each.line, rect)
        else:
            yield from self._swatch(each.colour_key, rect)

    def _type(self, look: Look, rect: Rect) -> Iterator[ET.Element]:
        paint = self.palette.paint(look.hue)
        yield self._path(outline(rect, look.outline), paint, {})
        at = rect.x + (rect.wide - 9 * self.scale) / 2, rect.y + 1.5 * self.scale
        yield icon(look, at, paint.ink, size=9 * self.scale)

    def _line(self, line: str, rect: Rect) -> ET.Element:
        y = rect.y + rect.high / 2
        drawn = {
            "d": f"M{rect.x:.2f},{y:.2f}h{rect.wide:.2f}",
            "fill": "none",
            "stroke": self.palette.arrow,
            "stroke-width": f"{(2.0 if line == 'bold' else 0.9) * self.scale:.2f}",
        }
        if dash := DASHES.get(line):
            drawn["stroke-dasharray"] = dash
        return ET.Element(tag("path"), drawn)

    def _swatch(self, key: str, rect: Rect) -> Iterator[ET.Element]:
        """Draw a colour with the pattern of its border, in the shape of its layer."""
        paint = self.palette.paint(key)
        pattern = PATTERNS.get(key, "solid")
        bold = {"stroke-width": f"{1.6 * self.scale:.2f}"} if pattern == "bold" else {}
        dash = DASHES.get(pattern)
        frame = bold | ({"stroke-dasharray": dash} if dash else {})
        if key in Layer.__members__ and not self.strips:
            yield from self._shape(Layer[key], paint, rect, frame)
            return
        whole = Paint(paint.strong, paint.strong, paint.ink)
        filled = self.filled and key in COOL
        yield self._path(_ways(rect, "box")[0], whole if filled else paint, frame)
        if self.strips:
            strip = Rect(rect.x, rect.y, 4 * self.scale, rect.high)
            yield self._path(_ways(strip, "box")[0], whole, {})

    def _shape(
        self, layer: Layer, paint: Paint, rect: Rect, frame: dict[str, str]
    ) -> Iterator[ET.Element]:
        shape = "pill" if layer is Layer.SERVICE else SHAPES[layer]
        for way in _ways(rect, shape):
            yield self._path(way, paint, frame)

    def _path(self, data: str, paint: Paint, frame: dict[str, str]) -> ET.Element:
        look = {
            "d": data,
            "fill": paint.soft,
            "stroke": paint.strong,
            "stroke-width": f"{0.8 * self.scale:.2f}",
        }
        return ET.Element(tag("path"), look | frame)


def words_of(sign: Sign) -> str:
    """Return the words beside a sign."""
    if isinstance(sign, Layer):
        return sign.value
    return clean(sign.label if isinstance(sign, Legend) else sign.name)


def _ways(rect: Rect, shape: str) -> list[str]:
    """Return the paths of a shape as Graphviz draws it, small."""
    x, y, w, h = rect.x, rect.y, rect.wide, rect.high
    third, deep = h / 3, h / 4
    plain = f"M{x:.2f},{y:.2f}h{w:.2f}v{h:.2f}h{-w:.2f}z"
    curve = f"a{w / 2:.2f},{deep / 2:.2f} 0 0"
    return {
        "cds": [
            f"M{x:.2f},{y:.2f}h{w - third:.2f}l{third:.2f},{h / 2:.2f}"
            f"l{-third:.2f},{h / 2:.2f}h{third - w:.2f}z"
        ],
        "pill": [
            f"M{x + third:.2f},{y:.2f}h{w - 2 * third:.2f}"
            f"a{third:.2f},{h / 2:.2f} 0 0 1 0,{h:.2f}h{2 * third - w:.2f}"
            f"a{third:.2f},{h / 2:.2f} 0 0 1 0,{-h:.2f}z"
        ],
        "cylinder": [
            f"M{x:.2f},{y + deep / 2:.2f}{curve} 1 {w:.2f},0v{h - deep:.2f}"
            f"{curve} 1 {-w:.2f},0z",
            f"M{x:.2f},{y + deep / 2:.2f}{curve} 0 {w:.2f},0",
        ],
        "component": [
            f"M{x + deep:.2f},{y:.2f}h{w - deep:.2f}v{h:.2f}h{deep - w:.2f}z",
            f"M{x:.2f},{y + h * 0.15:.2f}h{2 * deep:.2f}v{deep:.2f}h{-2 * deep:.2f}z",
            f"M{x:.2f},{y + h * 0.6:.2f}h{2 * deep:.2f}v{deep:.2f}h{-2 * deep:.2f}z",
        ],
        "box3d": [
            f"M{x:.2f},{y + deep:.2f}l{deep:.2f},{-deep:.2f}h{w - deep:.2f}"
            f"v{h - deep:.2f}l{-deep:.2f},{deep:.2f}h{deep - w:.2f}z",
            f"M{x:.2f},{y + deep:.2f}h{w - deep:.2f}v{h - deep:.2f}h{deep - w:.2f}z"
            f"M{x + w - deep:.2f},{y + deep:.2f}l{deep:.2f},{-deep:.2f}",
        ],
        "octagon": [
            f"M{x + third:.2f},{y:.2f}h{w - 2 * third:.2f}l{third:.2f},{third:.2f}"
            f"v{third:.2f}l{-third:.2f},{third:.2f}h{2 * third - w:.2f}"
            f"l{-third:.2f},{-third:.2f}v{-third:.2f}z"
        ],
        "hexagon": [
            f"M{x + third:.2f},{y:.2f}h{w - 2 * third:.2f}l{third:.2f},{h / 2:.2f}"
            f"l{-third:.2f},{h / 2:.2f}h{2 * third - w:.2f}"
            f"l{-third:.2f},{-h / 2:.2f}z"
        ],
    }.get(shape, [plain])
