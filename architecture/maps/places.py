"""Where Graphviz put everything: places from the top left, for other tools to draw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphviz import Digraph

from architecture.maps.child import Failed, Limits
from architecture.maps.engine import Engine

_INCH = 72
MARGIN = 10.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A place in points, from the top left."""

    x: float
    y: float
    wide: float
    high: float


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """The way of an arrow: its ends, what bends it between them, where its words are.

    `bends` are the points that pull at a curve: it does not pass through them.
    """

    start: Point
    end: Point
    bends: tuple[Point, ...]
    label: Point | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The place of each box and of each frame, by their names in the drawing.

    `lines` holds the ways of arrows by their ids.
    """

    boxes: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    lines: Mapping[str, Line]


def places(drawing: Digraph, engine: Engine, *, limits: Limits | None = None) -> Places:
    """Let Graphviz lay a drawing out and return where everything went.

    Raises `Failed` if it cannot.
    """
    laid, _ = engine.run(
        drawing.source, layout=drawing.engine, limits=limits or Limits(), form="json0"
    )
    try:
        told = json.loads(laid)
        high = _numbers(told["bb"])[3] + MARGIN
        several: list[dict[str, Any]] = told.get("objects", [])
        boxes = {each["name"]: _box(each, high) for each in several if "pos" in each}
        frames = {each["name"]: _frame(each, high) for each in several if "bb" in each}
        ways: list[dict[str, Any]] = told.get("edges", [])
        lines = {
            each["id"]: _line(each, high)
            for each in ways
            if "id" in each and each.get("pos")
        }
    except (KeyError, ValueError, IndexError) as error:
        raise Failed(f"letaknya tidak terbaca: {error}") from error
    return Places(boxes, frames, lines)


def _box(each: Mapping[str, Any], high: float) -> Rect:
    x, y = _numbers(each["pos"])[:2]
    wide, tall = float(each["width"]) * _INCH, float(each["height"]) * _INCH
    return Rect(x - wide / 2 + MARGIN, high - y - tall / 2, wide, tall)


def _frame(each: Mapping[str, Any], high: float) -> Rect:
    left, bottom, right, top = _numbers(each["bb"])
    return Rect(left + MARGIN, high - top, right - left, top - bottom)


def _line(each: Mapping[str, Any], high: float) -> Line:
    """Read a spline: perhaps a tip at either end, then a point and threes of points."""
    tips: dict[str, Point] = {}
    points: list[Point] = []
    for part in each["pos"].split(";")[0].split():
        if part[0] in "se":
            tips[part[0]] = _point(part[2:], high)
        else:
            points.append(_point(part, high))
    bends = [point for at, point in enumerate(points) if at % 3]
    label = _point(each["lp"], high) if each.get("lp") else None
    return Line(
        tips.get("s", points[0]), tips.get("e", points[-1]), tuple(bends), label
    )


def _point(text: str, high: float) -> Point:
    x, y = _numbers(text)
    return x + MARGIN, high - y


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.rstrip("!").split(",")]
