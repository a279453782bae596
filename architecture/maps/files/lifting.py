"""The words and links of a picture of ours, taken out of it with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

from architecture.maps.looks.fonts import Fonts
from architecture.maps.markup import tag

Rect = tuple[float, float, float, float]
"""Left, top, width and height."""

GONE = "\ufffd"
"""What stands for a sign that no font of ours has."""

_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A line of text: where its base line begins, ends or has its middle."""

    said: str
    x: float
    y: float
    size: float
    ink: str
    anchor: str
    bold: bool
    slanted: bool
    box: Rect


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A place of the picture that leads to an address."""

    url: str
    box: Rect


@dataclass(frozen=True, slots=True)
class Lifted:
    """A picture without its words, and the words and links with their places."""

    size: tuple[float, float]
    drawing: str
    words: tuple[Word, ...]
    links: tuple[Hyperlink, ...]


def lifted(picture: bytes, fonts: Fonts) -> Lifted:
    """Take words and links out of a picture of ours.

    Behind what was written on a line of the drawing stays a patch of paper, as its
    halo was.  Links that lead to a path of the portal are left out: paper has no
    portal.
    """
    root = fromstring(picture)
    _, _, wide, high = map(float, root.get("viewBox", "0 0 1 1").split())
    links = tuple(_links(root, (0.0, 0.0)))
    words = tuple(_words(root, (0.0, 0.0), fonts))
    for title in ("title", "desc"):
        for parent in list(root.iter()):
            for child in parent.findall(tag(title)):
                parent.remove(child)
    return Lifted((wide, high), ET.tostring(root, encoding="unicode"), words, links)


def _words(parent: ET.Element, at: tuple[float, float], fonts: Fonts) -> Iterator[Word]:
    at = _moved(parent, at)
    for child in list(parent):
        if child.tag != tag("text"):
            yield from _words(child, at, fonts)
            continue
        place = list(parent).index(child)
        parent.remove(child)
        word = _word(child, at, fonts)
        if word is None:
            continue
        if paper := child.get("stroke"):  # it was to be read on a line
            parent.insert(place, _patch(word.box, at, paper))
        yield word


def _word(text: ET.Element, at: tuple[float, float], fonts: Fonts) -> Word | None:
    said = "".join(char if fonts.has(char) else GONE for char in text.text or "")
    if not said.strip():
        return None
    size = float(text.get("font-size", "14"))
    bold = text.get("font-weight") == "bold"
    anchor = text.get("text-anchor", "start")
    wide = fonts.width(said, size, bold=bold)
    x, y = at[0] + float(text.get("x", "0")), at[1] + float(text.get("y", "0"))
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return Word(
        said=said,
        x=x,
        y=y,
        size=size,
        ink=text.get("fill", "#000000"),
        anchor=anchor,
        bold=bold,
        slanted=text.get("font-style") == "italic",
        box=(left, y - size, wide, size * 1.3),
    )


def _patch(box: Rect, at: tuple[float, float], paper: str) -> ET.Element:
    return ET.Element(
        tag("rect"),
        {
            "x": f"{box[0] - at[0] - 1:.2f}",
            "y": f"{box[1] - at[1]:.2f}",
            "width": f"{box[2] + 2:.2f}",
            "height": f"{box[3]:.2f}",
            "fill": paper,
            "fill-opacity": "0.85",
        },
    )


def _links(parent: ET.Element, at: tuple[float, float]) -> Iterator[Hyperlink]:
    at = _moved(parent, at)
    for child in parent:
        url = child.get("href", "") if child.tag == tag("a") else ""
        box = _box(child) if url.startswith("https://") else None
        if box:
            yield Hyperlink(url, (box[0] + at[0], box[1] + at[1], box[2], box[3]))
        yield from _links(child, at)


def _box(parent: ET.Element) -> Rect | None:
    """Return what the first shape within covers; it is the border of its box."""
    for child in parent:
        numbers = [float(each) for each in _NUMBER.findall(_outline(child))]
        if numbers:
            xs, ys = numbers[::2], numbers[1::2]
            return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    return None


def _outline(shape: ET.Element) -> str:
    return shape.get("points") or shape.get("d") or ""


def _moved(element: ET.Element, at: tuple[float, float]) -> tuple[float, float]:
    found = _MOVED.match(element.get("transform", ""))
    return (at[0] + float(found[1]), at[1] + float(found[2])) if found else at
