"""What all drawings share: ids, borders, escaped labels and the sizes of letters.

Names are never handed to Graphviz as markup: they are escaped, and links and tooltips
are only put in by `svg`, from the map.
"""

from html import escape

from graphviz import escape as literal
from graphviz import nohtml

from architecture.maps.looks.palette import PATTERNS, Paint

NAME, SMALL, HEADING, LABEL = 9.5, 8.0, 11.0, 8.0
LINE = 1.2
"""Sizes of letters in points, and the height of a line in letters."""

JOINER = "\u2060"
"""A sign without width that no wrapped line holds."""

FONT = "Arial"
"""A font whose measures every Graphviz carries; `svg` names the real ones."""


def node_id(place: int) -> str:
    """Return the id of the box at a place in the map: keys of ours stay out."""
    return f"b{place}"


def group_id(place: int) -> str:
    """Return the id of the group at a place in the map."""
    return f"g{place}"


def arrow_id(place: int) -> str:
    """Return the id of the arrow at a place in the map."""
    return f"e{place}"


def border(status: str, paint: Paint, *also: str) -> dict[str, str]:
    """Return the attributes of a box's border and fill; `status` gives the pattern."""
    pattern = PATTERNS.get(status, "solid")
    return {
        "style": ",".join(("filled", pattern, *also)),
        "penwidth": "1.6" if pattern == "bold" else "0.8",
        "color": paint.strong,
        "fillcolor": paint.soft,
    }


def plain(text: str) -> str:
    r"""Escape a text for a plain label, in which Graphviz reads `\N` and `&amp;`."""
    escaped = literal(text.replace("&", "&amp;")).replace("\n", "\\n")
    quoted: str = nohtml(escaped)  # or a text in angle brackets is taken for markup
    return quoted


def marked_up(text: str) -> str:
    r"""Escape a text for a label in markup.

    Graphviz reads `\N` there too and knows no escape for it, so a word joiner parts the
    two signs; `svg` takes it out again.
    """
    return escape(text).replace("\\", f"\\{JOINER}")
