"""Borders, icons and heads of ArchiMate as shapes of our own, at places of the engine.

The engine draws a plain box and a plain arrow; what stands here takes their place.
"""

import re
from collections.abc import Iterator, Sequence
from math import atan2, cos, hypot, pi, sin
from xml.etree import ElementTree as ET

from architecture.maps.looks.archimate import Look, Mark, Outline, Stroke
from architecture.maps.markup import tag
from architecture.maps.places import Point, Rect

ICON, CORNER = 12.0, 7.0
"""The sides of an icon, and how much of a corner is rounded or cut."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def outline(rect: Rect, kind: Outline) -> str:
    """Return a border of a kind as the data of a path."""
    x, y, right, bottom = rect.x, rect.y, rect.x + rect.wide, rect.y + rect.high
    if kind is Outline.SQUARE:
        return f"M{x:.2f},{y:.2f}H{right:.2f}V{bottom:.2f}H{x:.2f}Z"
    c = min(CORNER, rect.high / 3, rect.wide / 3)
    turns = [(c, c), (-c, c), (-c, -c), (c, -c)]
    bent = [
        f"q{each[0]:.2f},0 {each[0]:.2f},{each[1]:.2f}"
        if number % 2 == 0
        else f"q0,{each[1]:.2f} {each[0]:.2f},{each[1]:.2f}"
        for number, each in enumerate(turns)
    ]
    cut = [f"l{across:.2f},{down:.2f}" for across, down in turns]
    one, two, three, four = bent if kind is Outline.ROUND else cut
    return (
        f"M{x + c:.2f},{y:.2f}H{right - c:.2f}{one}V{bottom - c:.2f}{two}"
        f"H{x + c:.2f}{three}V{y + c:.2f}{four}Z"
    )


def icon(look: Look, at: Point, ink: str, *, size: float = ICON) -> ET.Element:
    """Return the icon of a type with its top left corner at a place."""
    scale = size / ICON
    return ET.Element(
        tag("path"),
        {
            "class": "sign",
            "d": look.icon,
            "transform": f"translate({at[0]:.2f} {at[1]:.2f}) scale({scale:.3f})",
            "fill": "none",
            "stroke": ink,
            "stroke-width": "0.9",
        },
    )


def bounds(shape: ET.Element) -> Rect | None:
    """Return what a shape of the engine covers; its paths have absolute points."""
    said = shape.get("points") or shape.get("d") or ""
    numbers = [float(each) for each in _NUMBER.findall(said)]
    if len(numbers) < 4:
        return None
    xs, ys = numbers[::2], numbers[1::2]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def redrawn(
    shapes: Sequence[ET.Element], stroke: Stroke, paper: str
) -> list[ET.Element]:
    """Return the shapes of an arrow as a relation is drawn: a line and its marks."""
    lines = [shape for shape in shapes if shape.tag == tag("path")]
    if not lines:
        return list(shapes)
    line = lines[0]
    numbers = [float(each) for each in _NUMBER.findall(line.get("d", ""))]
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    tips = [_far(shape, points) for shape in shapes if shape.tag == tag("polygon")]
    start, end = points[0], points[-1]
    for tip in tips:
        if _apart(tip, end) <= _apart(tip, start):
            end = tip
        else:
            start = tip
    drawn = dict(line.attrib)
    drawn.pop("stroke-dasharray", None)
    drawn["d"] = _joined(start, line.get("d", ""), end, points)
    if stroke.dash:
        drawn["stroke-dasharray"] = stroke.dash
    ink = line.get("stroke", "#000000")
    return [
        ET.Element(tag("path"), drawn),
        *_mark(stroke.start, start, _towards(start, points), ink, paper),
        *_mark(stroke.end, end, _towards(end, points[::-1]), ink, paper),
    ]


def sample(
    stroke: Stroke, at: Point, wide: float, ink: str, paper: str
) -> list[ET.Element]:
    """Return a short level line of a relation, for a legend."""
    x, y = at
    line = ET.Element(
        tag("path"),
        {
            "d": f"M{x:.2f},{y:.2f}L{x + wide:.2f},{y:.2f}",
            "fill": "none",
            "stroke": ink,
            "stroke-width": "0.9",
        },
    )
    return redrawn([line], stroke, paper)


def _joined(start: Point, data: str, end: Point, points: Sequence[Point]) -> str:
    before = f"M{start[0]:.2f},{start[1]:.2f}L" if start != points[0] else ""
    after = f"L{end[0]:.2f},{end[1]:.2f}" if end != points[-1] else ""
    return f"{before}{data.strip()[1:] if before else data}{after}"


def _far(polygon: ET.Element, points: Sequence[Point]) -> Point:
    """Return the tip of a head: its corner that is farthest from the line."""
    numbers = [float(each) for each in _NUMBER.findall(polygon.get("points", ""))]
    corners = list(zip(numbers[::2], numbers[1::2], strict=False))
    middle = (
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )
    near = min((points[0], points[-1]), key=lambda end: _apart(end, middle))
    return max(corners, key=lambda corner: _apart(corner, near))


def _towards(tip: Point, points: Sequence[Point]) -> float:
    """Return the direction in which a line leaves its tip."""
    for x, y in points:
        if _apart((x, y), tip) > 1:
            return atan2(y - tip[1], x - tip[0])
    return 0.0


def _mark(
    mark: Mark, tip: Point, way: float, ink: str, paper: str
) -> Iterator[ET.Element]:
    """Yield what stands at an end; `way` looks from there along the line."""
    look = {"stroke": ink, "stroke-width": "0.9"}
    left, right = _step(tip, way - pi / 7, 7), _step(tip, way + pi / 7, 7)
    if mark is Mark.BALL:
        x, y = _step(tip, way, 2.2)
        ball = {"cx": f"{x:.2f}", "cy": f"{y:.2f}", "rx": "2.2", "ry": "2.2"}
        yield ET.Element(tag("ellipse"), {**ball, **look, "fill": ink})
    elif mark in {Mark.OPEN, Mark.HALF}:
        points = (left, tip, right) if mark is Mark.OPEN else (left, tip)
        yield ET.Element(tag("polyline"), {**look, **_said(points), "fill": "none"})
    elif mark in {Mark.SOLID, Mark.HOLLOW}:
        fill = ink if mark is Mark.SOLID else paper
        corners = (tip, left, right)
        yield ET.Element(tag("polygon"), {**look, **_said(corners), "fill": fill})
    elif mark is not Mark.NONE:
        fill = ink if mark is Mark.DIAMOND else paper
        sides = _step(tip, way - pi / 6, 5.5), _step(tip, way + pi / 6, 5.5)
        around = (tip, sides[0], _step(tip, way, 9.5), sides[1])
        yield ET.Element(tag("polygon"), {**look, **_said(around), "fill": fill})


def _said(points: Sequence[Point]) -> dict[str, str]:
    return {"points": " ".join(f"{x:.2f},{y:.2f}" for x, y in points)}


def _step(at: Point, way: float, length: float) -> Point:
    return at[0] + cos(way) * length, at[1] + sin(way) * length


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
