"""The format of draw.io: cells with geometry, each naming its parent, in one page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree as ET

from architecture.maps.places import Line, Point, Rect

ROOT, SHEET = "0", "1"
"""The two cells that every file begins with."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A shape: its place within its parent, what it says, where it leads."""

    name: str
    said: str
    style: str
    rect: Rect
    parent: str = SHEET
    url: str = ""
    tooltip: str = ""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A line bound to two cells; `line` is its way where that is known."""

    name: str
    said: str
    style: str
    ends: tuple[str, str]
    line: Line | None = None


@dataclass
class Page:
    """A file with one page."""

    name: str
    model: ET.Element = field(default_factory=lambda: ET.Element("mxGraphModel"))

    def __post_init__(self) -> None:
        """Begin with the two cells."""
        self.root = ET.SubElement(self.model, "root")
        ET.SubElement(self.root, "mxCell", {"id": ROOT})
        ET.SubElement(self.root, "mxCell", {"id": SHEET, "parent": ROOT})

    def add(self, cell: Cell) -> None:
        """Write a shape; one that leads somewhere or explains itself is wrapped."""
        about = {"link": cell.url, "tooltip": cell.tooltip}
        told = {key: value for key, value in about.items() if value}
        drawn = {"style": cell.style, "vertex": "1", "parent": cell.parent}
        if told:
            outer = {"label": cell.said, **told, "id": cell.name}
            holder = ET.SubElement(self.root, "UserObject", outer)
            element = ET.SubElement(holder, "mxCell", drawn)
        else:
            named = {"id": cell.name, "value": cell.said}
            element = ET.SubElement(self.root, "mxCell", named | drawn)
        place = {
            "x": f"{cell.rect.x:.1f}",
            "y": f"{cell.rect.y:.1f}",
            "width": f"{cell.rect.wide:.1f}",
            "height": f"{cell.rect.high:.1f}",
            "as": "geometry",
        }
        ET.SubElement(element, "mxGeometry", place)

    def connect(self, edge: Edge) -> None:
        """Write a line, with what bends it and where its words stand."""
        element = ET.SubElement(
            self.root,
            "mxCell",
            {
                "id": edge.name,
                "value": edge.said,
                "style": edge.style,
                "edge": "1",
                "parent": SHEET,
                "source": edge.ends[0],
                "target": edge.ends[1],
            },
        )
        place = ET.SubElement(
            element, "mxGeometry", {"relative": "1", "as": "geometry"}
        )
        if edge.line:
            _way(place, edge.line)

    def written(self, size: Point, paper: str) -> bytes:
        """Return the file, its page as large as what is on it."""
        settings = {
            "grid": "0",
            "page": "1",
            "pageScale": "1",
            "pageWidth": f"{size[0]:.0f}",
            "pageHeight": f"{size[1]:.0f}",
            "math": "0",
            "background": paper,
        }
        for name, value in settings.items():
            self.model.set(name, value)
        file = ET.Element("mxfile", {"host": "eaportal", "compressed": "false"})
        page = ET.SubElement(file, "diagram", {"id": "peta", "name": self.name})
        page.append(self.model)
        return bytes(ET.tostring(file, encoding="utf-8", xml_declaration=True))


def touching(end: str, at: Point, box: Rect) -> str:
    """Say where on its box an edge begins or ends, in parts of width and height."""
    x = min(max((at[0] - box.x) / box.wide, 0), 1) if box.wide else 0.5
    y = min(max((at[1] - box.y) / box.high, 0), 1) if box.high else 0.5
    return f"{end}X={x:.3f};{end}Y={y:.3f};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;"


def _way(place: ET.Element, line: Line) -> None:
    bends = () if _straight(line) else line.bends
    if bends:
        several = ET.SubElement(place, "Array", {"as": "points"})
        for x, y in bends:
            ET.SubElement(several, "mxPoint", {"x": f"{x:.1f}", "y": f"{y:.1f}"})
    if line.label:
        x, y = _middle((line.start, *bends, line.end))
        aside = {
            "x": f"{line.label[0] - x:.1f}",
            "y": f"{line.label[1] - y:.1f}",
            "as": "offset",
        }
        ET.SubElement(place, "mxPoint", aside)


def _straight(line: Line) -> bool:
    (x0, y0), (x1, y1) = line.start, line.end
    long = _length(line.start, line.end) or 1.0
    return all(
        abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / long < 1.5
        for x, y in line.bends
    )


def _middle(points: Iterable[Point]) -> Point:
    """Return the point half way along a line of straight pieces."""
    pieces = list(pairwise(points))
    left = sum(_length(*piece) for piece in pieces) / 2
    for one, other in pieces:
        length = _length(one, other)
        if length and left <= length:
            part = left / length
            return (
                one[0] + (other[0] - one[0]) * part,
                one[1] + (other[1] - one[1]) * part,
            )
        left -= length
    return pieces[-1][1]


def _length(one: Point, other: Point) -> float:
    return float(((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5)
