"""A box with the shape of its layer, and a frame: the same in all that has arrows."""

from architecture.layers import Layer
from architecture.maps.content import Box, Group
from architecture.maps.looks.archimate import hue_of
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import HEADING, NAME, border, plain
from architecture.maps.looks.palette import Palette


def shaped(
    box: Box, size: tuple[float, float], fonts: Fonts, palette: Palette
) -> tuple[str, dict[str, str]]:
    """Return the label of a box of a size in points, and its attributes."""
    paint = palette.paint(hue_of(box, palette))
    letters = NAME + 1.5 if box.focus else NAME
    inner = size[0] - 30
    if palette.shape(box.layer) == "cylinder":  # the lid takes the room of a line
        letters, inner = letters - 1, size[0] - 14
    rows = 2 if box.remark else 3
    lines = fonts.wrap(box.label, inner, letters, lines=rows, bold=box.focus)
    if box.remark:
        lines += fonts.wrap(f"({box.remark})", inner, letters, lines=1)
    rounded = ("rounded",) if box.layer is Layer.SERVICE else ()
    attributes = border(box.pattern, paint, *rounded)
    if box.focus:
        attributes |= {"penwidth": "2.4"}
    return plain("\n".join(lines)), attributes | {
        "shape": palette.shape(box.layer),
        "width": f"{size[0] / 72:.4f}",
        "height": f"{size[1] / 72:.4f}",
        "fontsize": f"{letters}",
        "fontcolor": paint.ink,
    }


def framed(group: Group, palette: Palette) -> dict[str, str]:
    """Return the label of a frame around boxes, and how it looks."""
    return {
        "label": plain(group.label),
        "style": "filled,rounded",
        "fillcolor": palette.frame,
        "color": palette.rule,
        "fontcolor": palette.muted,
        "fontsize": f"{HEADING}",
    }
