"""The files that a map leaves as, each ready to stand in a document of others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from architecture.maps import rendering
from architecture.maps.child import Failed
from architecture.maps.choices import Notation
from architecture.maps.content import Box, Group, Map, Row
from architecture.maps.engine import Engine, find
from architecture.maps.files.dot import dot
from architecture.maps.files.drawio import drawio
from architecture.maps.files.paper import Paper
from architecture.maps.files.pdf import pdf
from architecture.maps.looks.fonts import installed
from architecture.maps.looks.palette import Palette, Theme, palette_of
from architecture.maps.rendering import ladder


class Form(StrEnum):
    """What a file may be; the value is how its name ends."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    DRAWIO = "drawio"
    DOT = "dot"


MEDIA: Mapping[Form, str] = {
    Form.SVG: "image/svg+xml",
    Form.PNG: "image/png",
    Form.PDF: "application/pdf",
    Form.DRAWIO: "application/vnd.jgraph.mxfile",
    Form.DOT: "text/vnd.graphviz",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """As what a map leaves: its form, and for PDF its paper.

    Of a map that leaves the portal, `site` is what its links begin with from now on;
    one that is not https leaves none.  Without a site the links stay as they are.
    """

    form: Form = Form.SVG
    paper: Paper = Paper.A4
    tiled: bool = False
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file, and the map that is on it: perhaps a smaller one."""

    content: bytes
    grouped: bool
    shown: Map


def made(
    content: Map,
    leaf: Leaf,
    *,
    theme: Theme = Theme.LIGHT,
    notation: Notation = Notation.OWN,
    engine: Engine | None = None,
) -> Made:
    """Return a map as a file.  Raises `Failed` when that form cannot be made now."""
    whole = content if leaf.site is None else leading_to(content, leaf.site)
    palette = palette_of(theme, notation)
    if leaf.form is Form.DOT:
        return Made(dot(whole, palette).encode(), content.grouped, whole)
    if leaf.form is Form.DRAWIO:
        return _for_drawio(whole, palette, engine or find())
    drawing = rendering.svg(whole, theme=theme, notation=notation, engine=engine)
    shown, picture = drawing.shown or whole, drawing.svg
    if leaf.form is Form.PNG:
        picture = rendering.png(picture)
    elif leaf.form is Form.PDF:
        picture = pdf(picture, shown, paper=leaf.paper, tiles=leaf.tiled)
    return Made(picture, drawing.grouped, shown)


def leading_to(content: Map, site: str) -> Map:
    """Return a map whose links lead to a site from anywhere, or nowhere.

    Paths of ours mean nothing outside of the portal.
    """
    return replace(
        content,
        boxes=tuple(_led(content.boxes, site)),
        groups=tuple(_led(content.groups, site)),
        facts=replace(content.facts, rows=tuple(_led(content.facts.rows, site))),
    )


Leading = TypeVar("Leading", Box, Group, Row)


def _led(several: Iterable[Leading], site: str) -> Iterable[Leading]:
    secure = site.startswith("https://")
    for each in several:
        inside = each.url.startswith("/")
        url = each.url if not inside else site + each.url if secure else ""
        yield replace(each, url=url)


def _for_drawio(content: Map, palette: Palette, engine: Engine) -> Made:
    """Lay out the map, or the first smaller one that can be laid out."""
    said = ""
    for attempt in ladder(content):
        try:
            file = drawio(attempt, engine, installed(), palette)
        except Failed as failure:
            said = str(failure)
            continue
        return Made(file, attempt is not content or content.grouped, attempt)
    raise Failed(said)
