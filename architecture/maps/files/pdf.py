"""From our SVG to PDF on sheets of paper, in a child process.

The shapes stay an SVG; the words are taken out of it and set by Typst at the same
places: so they can be searched and copied in every script, and the file is one that
readers for the blind accept (PDF/UA).
"""

import json
import sys
from pathlib import Path
from typing import Any

from architecture.maps.child import Failed, Limits, run
from architecture.maps.content import Map
from architecture.maps.files.lifting import Lifted, lifted
from architecture.maps.files.paper import (
    MARGIN,
    OVERLAP,
    Paper,
    Plan,
    Tile,
    fitted,
    tiled,
)
from architecture.maps.looks.fonts import FAMILIES, Fonts, installed
from architecture.maps.words import clean, number

TEMPLATE = Path(__file__).parent / "templates" / "map.typ"
LIMITS = Limits(seconds=60, memory=3 << 30, output=96 << 20)
MARK = 14.0
"""How long a cut mark is."""

_SCRIPT = """
import json, sys, typst
told = json.load(sys.stdin.buffer)
made = typst.compile(told.pop("template"), format="pdf", timestamp=0, **told)
sys.stdout.buffer.write(made)
"""


def pdf(
    picture: bytes,
    content: Map,
    *,
    paper: Paper = Paper.A4,
    tiles: bool = False,
    author: str = "",
    fonts: Fonts | None = None,
) -> bytes:
    """Return an SVG of ours as PDF: on one sheet, or spread over several of that size.

    Raises `Failed` when Typst gives no whole file.
    """
    typeface = fonts or installed()
    parts = lifted(picture, typeface)
    plan = (tiled if tiles else fitted)(parts.size, paper)
    told = {
        "title": clean(content.title),
        "author": clean(author or content.source),
        "fonts": list(FAMILIES),
        "drawing": parts.drawing,
        "plan": {
            "width": plan.width,
            "height": plan.height,
            "wide": plan.wide,
            "high": plan.high,
            "margin": MARGIN,
            "picture": [side * plan.scale for side in parts.size],
        },
        "pages": [_page(tile, plan, parts, content) for tile in plan.tiles],
    }
    options = {
        "template": str(TEMPLATE),
        "root": str(TEMPLATE.parent),
        "font_paths": sorted({str(file.parent) for file in typeface.files}),
        "ignore_system_fonts": True,
        "sys_inputs": {"map": json.dumps(told)},
    }
    said: list[str] = []
    for standards in (["ua-1"], []):
        given = json.dumps({**options, "pdf_standards": standards}).encode()
        code, made, said = run([sys.executable, "-c", _SCRIPT], given, LIMITS)
        if code == 0 and made.startswith(b"%PDF"):
            return made
    raise Failed(f"PDF tidak dapat dibuat: {' '.join(said[-1:])}")


def _page(tile: Tile, plan: Plan, parts: Lifted, content: Map) -> dict[str, Any]:
    """Tell what of the picture lies on a sheet; what lies beside it is left out."""
    count = len(plan.tiles)
    place = f"Lembar {number(_rank(tile, plan))} dari {number(count)}" * (count > 1)
    title = clean(content.title)
    where = f"baris {tile.row + 1}, kolom {tile.column + 1}"
    return {
        "x": tile.x,
        "y": tile.y,
        "alt": ". ".join(filter(None, (title, clean(content.subtitle), place))),
        "words": [
            {
                "said": word.said,
                "x": tile.x + word.x * plan.scale,
                "y": tile.y + word.y * plan.scale,
                "size": word.size * plan.scale,
                "ink": word.ink,
                "bold": word.bold,
                "slanted": word.slanted,
                "anchor": word.anchor,
            }
            for word in parts.words
            if _shown(word.box, tile, plan)
        ],
        "links": [
            {
                "url": link.url,
                "x": tile.x + link.box[0] * plan.scale,
                "y": tile.y + link.box[1] * plan.scale,
                "wide": link.box[2] * plan.scale,
                "high": link.box[3] * plan.scale,
            }
            for link in parts.links
            if _shown(link.box, tile, plan)
        ],
        "marks": _marks(tile, plan) if count > 1 else [],
        "foot": f"{place} · {where} · {title}" if place else "",
    }


def _rank(tile: Tile, plan: Plan) -> int:
    return tile.row * plan.columns + tile.column + 1


def _shown(box: tuple[float, float, float, float], tile: Tile, plan: Plan) -> bool:
    x, y = tile.x + box[0] * plan.scale, tile.y + box[1] * plan.scale
    right, bottom = x + box[2] * plan.scale, y + box[3] * plan.scale
    return right > 0 and bottom > 0 and x < plan.wide and y < plan.high


def _marks(tile: Tile, plan: Plan) -> list[tuple[float, float, float, float]]:
    """Return the lines along which a sheet is cut, and where the next one begins.

    Each is where it begins and how far it runs.
    """
    left, top = MARGIN, MARGIN
    right, bottom = left + plan.wide, top + plan.high
    if tile.column + 1 < plan.columns:
        right -= OVERLAP
    if tile.row + 1 < plan.rows:
        bottom -= OVERLAP
    ends = MARGIN + plan.wide, MARGIN + plan.high
    return [
        (left, top - 4, 0, -MARK),
        (left - 4, top, -MARK, 0),
        (right, top - 4, 0, -MARK),
        (ends[0] + 4, top, MARK, 0),
        (left - 4, bottom, -MARK, 0),
        (left, ends[1] + 4, 0, MARK),
        (right, ends[1] + 4, 0, MARK),
        (ends[0] + 4, bottom, MARK, 0),
    ]
