"""A finished box or arrow, as ArchiMate draws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from architecture.maps.content import Arrow, Box, Layout, Map
from architecture.maps.looks.archimate import Look, look_of, stroke_of
from architecture.maps.looks.palette import Palette
from architecture.maps.looks.strokes import ICON, bounds, icon, outline, redrawn
from architecture.maps.markup import tag
from architecture.maps.places import Rect

_SHAPES = {tag(name) for name in ("path", "polygon", "polyline", "ellipse")}


@dataclass(frozen=True)
class Restyler:
    """What of a map decides how its parts look."""

    boxes: Mapping[str, Box]
    layout: Layout
    palette: Palette

    @classmethod
    def of(cls, content: Map, palette: Palette) -> "Restyler":
        """Look at the boxes of a map."""
        boxes = {box.key: box for box in content.boxes}
        return cls(boxes, content.layout, palette)

    def box(self, holder: ET.Element, box: Box) -> None:
        """Give a box the border and the icon of its type; a card keeps its border."""
        look = look_of(box) if self.layout.of_elements else None
        shapes = [child for child in holder if child.tag in _SHAPES]
        covered = [rect for shape in shapes if (rect := bounds(shape))]
        if look is None or not covered:
            return
        rect = max(covered, key=lambda each: each.wide * each.high)
        if self.layout is not Layout.GRID:
            self._border(holder, shapes, look, rect)
        at = rect.x + rect.wide - ICON - 3, rect.y + 3
        holder.append(icon(look, at, self.palette.ink))

    def arrow(self, part: ET.Element, arrow: Arrow) -> None:
        """Give an arrow the line and the marks of its relation."""
        stroke = stroke_of(arrow, self.boxes)
        shapes = [child for child in part if child.tag in _SHAPES]
        if stroke is None or not shapes:
            return
        place = list(part).index(shapes[0])
        for shape in shapes:
            part.remove(shape)
        for number, shape in enumerate(redrawn(shapes, stroke, self.palette.paper)):
            part.insert(place + number, shape)

    def _border(
        self, holder: ET.Element, shapes: list[ET.Element], look: Look, rect: Rect
    ) -> None:
        first = shapes[0]
        kept = {
            name: value
            for name, value in first.attrib.items()
            if name not in {"points", "d", "cx", "cy", "rx", "ry"}
        }
        place = list(holder).index(first)
        for shape in shapes:
            holder.remove(shape)
        border = ET.Element(tag("path"), {"d": outline(rect, look.outline), **kept})
        holder.insert(place, border)
