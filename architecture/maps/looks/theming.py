"""One picture for light and dark screens and for paper: a style sheet repaints it.

A page holds the light picture.  Its colours are attributes, which any rule of a style
sheet outdoes; so the page follows the theme at once, without a second drawing.
"""

from collections.abc import Iterator, Mapping

from architecture.maps.looks.palette import PALETTES, Palette, Theme


def stylesheet(dark: str = "[data-bs-theme=dark]") -> str:
    """Return the rules that turn the light picture dark, and into one for paper."""
    return "\n".join(
        (
            "@media screen {",
            *_rules(f"{dark} .map-colours", repainted(Theme.DARK)),
            "}",
            "@media print {",
            *_rules(".map-colours", repainted(Theme.PRINT)),
            "}",
        )
    )


def repainted(theme: Theme) -> Mapping[str, str]:
    """Return what becomes of each colour of the light theme that changes.

    Raises `ValueError` if one colour would have to become two.
    """
    pairs: dict[str, str] = {}
    light, other = PALETTES[Theme.LIGHT], PALETTES[theme]
    for old, new in zip(_colours(light), _colours(other), strict=True):
        if pairs.setdefault(old, new) != new:
            message = f"{old} would become {pairs[old]} and {new}"
            raise ValueError(message)
    return {old: new for old, new in pairs.items() if old != new}


def _rules(where: str, pairs: Mapping[str, str]) -> Iterator[str]:
    for old, new in pairs.items():
        yield f'{where} [fill="{old}"] {{ fill: {new}; }}'
        yield f'{where} [stroke="{old}"] {{ stroke: {new}; }}'


def _colours(palette: Palette) -> Iterator[str]:
    yield from (palette.paper, palette.ink, palette.muted)
    yield from (palette.frame, palette.rule, palette.arrow)
    for key in sorted(palette.paints):
        paint = palette.paints[key]
        yield from (paint.strong, paint.soft, paint.ink, paint.over)
