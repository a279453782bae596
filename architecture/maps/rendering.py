"""From a map to a picture, whatever the map holds: never an error, never a hang."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import monotonic
from xml.etree.ElementTree import ParseError

from architecture.maps.child import Failed, Limits
from architecture.maps.choices import Notation
from architecture.maps.content import Map
from architecture.maps.drawing import draw
from architecture.maps.engine import Engine, find
from architecture.maps.files.raster import rasterised
from architecture.maps.looks.fonts import Fonts, installed
from architecture.maps.looks.palette import Theme, palette_of
from architecture.maps.smaller import followable, smaller
from architecture.maps.svg import framed, in_words

STYLE = 16
"""Counted up when drawing or palette change, so that kept pictures are drawn anew."""

SHARE, SHORTEST = 0.7, 0.5
"""What of the seconds left one attempt may take, that smaller ones have some too."""

TOO_LARGE = (
    "Peta ini terlalu rumit untuk digambar. Faktanya ada pada tabel; persempit"
    " cakupannya untuk melihat gambarnya."
)


@dataclass(frozen=True)
class Drawing:
    """A finished picture; `grouped` when it shows less than was asked for.

    `shown` is the map that is on it, none where it is a sentence.
    """

    svg: bytes
    grouped: bool = False
    warnings: tuple[str, ...] = ()
    shown: Map | None = None


def svg(
    content: Map,
    *,
    theme: Theme = Theme.LIGHT,
    notation: Notation = Notation.OWN,
    engine: Engine | None = None,
    limits: Limits | None = None,
    fonts: Fonts | None = None,
    prefix: str = "peta",
) -> Drawing:
    """Draw a map as SVG; one that is too large becomes a smaller one that says so.

    All attempts together take no longer than the limit.

    Without an engine, or when even the smallest cannot be drawn, the picture is a
    sentence: the table beneath the map holds the facts.
    """
    typeface, palette = fonts or installed(), palette_of(theme, notation)
    warnings: list[str] = []
    allowed = limits or Limits()
    end = monotonic() + allowed.seconds
    try:
        chosen = engine or find()
        for attempt in ladder(content):
            seconds = max(SHORTEST, (end - monotonic()) * SHARE)
            drawing = draw(attempt, typeface, palette)
            try:
                drawn, said = chosen.run(
                    drawing.source,
                    layout=drawing.engine,
                    limits=replace(allowed, seconds=min(seconds, allowed.seconds)),
                )
                picture = framed(drawn, attempt, typeface, palette, prefix)
            except (Failed, ParseError) as problem:
                warnings.append(str(problem))
                continue
            grouped = attempt is not content or content.grouped
            return Drawing(picture, grouped, (*warnings, *said), attempt)
    except Failed as missing:
        warnings.append(str(missing))
    said_so = in_words(content, typeface, palette, prefix, TOO_LARGE)
    return Drawing(said_so, True, tuple(warnings))


def png(picture: bytes, *, zoom: float = 2.0, fonts: Fonts | None = None) -> bytes:
    """Turn an SVG of ours into a PNG, twice as fine as the screen.

    Raises `Failed` only where no process can be started.
    """
    return rasterised(picture, fonts or installed(), zoom)


def key(
    content: Map,
    engine_version: str,
    *,
    theme: Theme = Theme.LIGHT,
    notation: Notation = Notation.OWN,
    fonts: str = "",
) -> str:
    """Return what a kept picture is found by: equal maps have equal keys.

    What a dataclass says of itself holds all of it, and is written faster than JSON.
    """
    whole = [STYLE, engine_version, theme.value, notation.name, fonts, content]
    return hashlib.sha256(repr(whole).encode(errors="backslashreplace")).hexdigest()


def ladder(content: Map) -> Iterator[Map]:
    """Yield the map, then smaller and smaller ones.

    Of flows only those that the eye can follow, unless nothing smaller is left.
    """
    step: Map | None = content
    while step is not None:
        less = smaller(step)
        if less is None or followable(step):
            yield step
        step = less
