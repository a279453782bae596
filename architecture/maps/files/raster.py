"""From our SVG to PNG, in a child process.

resvg takes one font for a whole text when its fallbacks disagree on the number of
glyphs, as with flags and joined emoji; so runs of emoji become texts of their own.
"""

import json
import re
import sys
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

from architecture.maps.child import Failed, Limits, run
from architecture.maps.looks.fonts import FAMILIES, Fonts
from architecture.maps.markup import tag

LARGEST = 5_000
"""Pixels along the longer side, an A3 sheet at 300 dots an inch."""

DOTS = 96
LIMITS = Limits(seconds=30, memory=3 << 30, output=96 << 20)
EMOJI = FAMILIES[-1]

_SCRIPT = """
import json, sys, resvg_py
line, _, svg = sys.stdin.buffer.read().partition(b"\\n")
made = resvg_py.svg_to_bytes(svg_string=svg.decode(), **json.loads(line))
sys.stdout.buffer.write(made)
"""


def rasterised(picture: bytes, fonts: Fonts, zoom: float) -> bytes:
    """Return an SVG of ours as PNG; signs that resvg cannot draw are left out.

    Raises `Failed` when even the plainest picture cannot be made.
    """
    root = fromstring(picture)
    _, _, wide, high = map(float, root.get("viewBox", "0 0 1 1").split())
    options = {
        "dpi": DOTS,
        "zoom": min(zoom, LARGEST / max(wide, high) * 72 / DOTS),
        "skip_system_fonts": True,
        "font_files": [str(file) for file in fonts.files],
        "sans_serif_family": FAMILIES[0],
    }
    command = [sys.executable, "-c", _SCRIPT]
    for text in (_split(root, fonts), _plain(root)):
        given = json.dumps(options).encode() + b"\n" + text
        code, drawn, said = run(command, given, LIMITS)
        if code == 0 and drawn.startswith(b"\x89PNG"):
            return drawn
    raise Failed(f"PNG tidak dapat dibuat: {' '.join(said[-1:])}")


def _split(root: ET.Element, fonts: Fonts) -> bytes:
    """Give every run of emoji a text element of its own, at its measured place."""
    for parent in list(root.iter()):
        for text in parent.findall(tag("text")):
            runs = _runs(text.text or "", fonts)
            if len(runs) > 1 or (runs and runs[0][0]):
                place = list(parent).index(text)
                parent.remove(text)
                for number, part in enumerate(_placed(text, runs, fonts)):
                    parent.insert(place + number, part)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _runs(said: str, fonts: Fonts) -> list[tuple[bool, str]]:
    marks = [(fonts.is_emoji(char), char) for char in said]
    return [
        (emoji, "".join(char for _, char in run))
        for emoji, run in groupby(marks, key=lambda mark: mark[0])
    ]


def _placed(
    text: ET.Element, runs: list[tuple[bool, str]], fonts: Fonts
) -> Iterable[ET.Element]:
    size = float(text.get("font-size", "14"))
    bold = text.get("font-weight") == "bold"
    widths = [fonts.width(said, size, bold=bold) for _, said in runs]
    x = float(text.get("x", "0"))
    if text.get("text-anchor") == "middle":
        x -= sum(widths) / 2
    elif text.get("text-anchor") == "end":
        x -= sum(widths)
    for (emoji, said), width in zip(runs, widths, strict=True):
        part = ET.Element(text.tag, {**text.attrib, "x": f"{x:.2f}"})
        part.set("text-anchor", "start")
        if emoji:
            part.set("font-family", EMOJI)
            part.attrib.pop("font-weight", None)
        part.text = said
        x += width
        yield part


def _plain(root: ET.Element) -> bytes:
    """Leave out what is beyond the first plane and joins: the rest is always drawn."""
    for text in root.iter(tag("text")):
        text.text = re.sub("[^\u0000-\ud7ff]|[\u200c\u200d]", " ", text.text or "")
    return bytes(ET.tostring(root, encoding="utf-8"))
