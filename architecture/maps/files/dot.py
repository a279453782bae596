"""A map as DOT that people read, change, and draw again with `dot` alone.

The text of `drawing` holds places and sizes for our sheet; this one holds names,
frames, arrows and colours, and Graphviz lays it out.
"""

from collections import defaultdict

from graphviz import Digraph

from architecture.layers import Layer
from architecture.maps.content import Box, Group, Map
from architecture.maps.looks.fonts import installed
from architecture.maps.looks.notation import (
    JOINER,
    arrow_id,
    border,
    group_id,
    node_id,
    plain,
)
from architecture.maps.looks.palette import LIGHT, SHAPES, Palette
from architecture.maps.svg import safe_url
from architecture.maps.words import clean, listed

FONT = "Helvetica"
"""Every Graphviz carries its measures."""

WIDTH, LINES, SIZE = 150.0, 4, 10.0
"""How wide and tall a label may be in points; the tooltip holds the whole name."""

TALL = 8
"""So many boxes of a frame without arrows stand beneath one another."""


def dot(content: Map, palette: Palette = LIGHT) -> str:
    """Return a map as DOT; the same map gives the same text."""
    drawing = Digraph(
        "peta",
        comment=clean(listed((content.title, content.subtitle))),
        graph_attr={
            "bgcolor": palette.paper,
            "compound": "true",
            "fontcolor": palette.ink,
            "fontname": FONT,
            "label": _told(content),
            "labelloc": "t",
            "labeljust": "l",
            "rankdir": "LR",
            "nodesep": "0.15",
            "ranksep": "0.8" if content.arrows else "0.15",
        },
        node_attr={"fontname": FONT, "fontsize": "10"},
        edge_attr={
            "color": palette.arrow,
            "fontcolor": palette.muted,
            "fontname": FONT,
            "fontsize": "8",
        },
    )
    pen = _Pen(drawing, content, palette)
    pen.frames(drawing, "")
    pen.arrows()
    pen.legend()
    return str(drawing.source)


class _Pen:
    """What every line of the text needs to know."""

    def __init__(self, drawing: Digraph, content: Map, palette: Palette) -> None:
        """Sort boxes and frames by the frame that they stand in."""
        self.drawing, self.content, self.palette = drawing, content, palette
        self.inner: defaultdict[str, list[tuple[int, Group]]] = defaultdict(list)
        keys = {group.key for group in content.groups}
        for number, group in enumerate(content.groups):
            above = group.parent if group.parent in keys else ""
            self.inner[above].append((number, group))
        self.boxes: defaultdict[str, list[tuple[int, Box]]] = defaultdict(list)
        for number, box in enumerate(content.boxes):
            self.boxes[box.group if box.group in keys else ""].append((number, box))

    def frames(self, drawing: Digraph, key: str) -> None:
        """Write what stands in a frame, further frames first; no key is the sheet."""
        for number, group in self.inner[key]:
            with drawing.subgraph(name=f"cluster_{group_id(number)}") as frame:
                frame.attr(
                    label=plain(_wrapped(listed((group.label, group.remark)))),
                    style="filled,rounded",
                    fillcolor=self.palette.frame,
                    color=self.palette.rule,
                    **_leading(group.url),
                )
                self.frames(frame, group.key)
        for number, box in self.boxes[key]:
            self._box(drawing, number, box)
        if not self.content.arrows:
            several = [node_id(number) for number, _ in self.boxes[key]]
            for one, other in zip(several, several[TALL:], strict=False):
                drawing.edge(one, other, style="invis")

    def _box(self, drawing: Digraph, number: int, box: Box) -> None:
        paint = self.palette.paint(box.colour_key)
        said = (box.label, box.detail, box.remark and f"({box.remark})")
        cards = self.content.layout.of_cards
        rounded = ("rounded",) if box.layer is Layer.SERVICE else ()
        drawing.node(
            node_id(number),
            plain("\n".join(_wrapped(each) for each in said if each)),
            shape="box" if cards else SHAPES[box.layer],
            fontcolor=paint.ink,
            tooltip=_unexpanded(clean(listed((box.label, box.summary)))),
            **border(box.pattern or box.colour_key, paint, *rounded),
            **_leading(box.url),
        )

    def arrows(self) -> None:
        """Write the arrows, each with its words."""
        places = {box.key: place for place, box in enumerate(self.content.boxes)}
        for number, arrow in enumerate(self.content.arrows):
            self.drawing.edge(
                node_id(places[arrow.source]),
                node_id(places[arrow.target]),
                id=arrow_id(number),
                label=plain(_wrapped(arrow.label)),
                style=arrow.line or "solid",
                dir=arrow.heads.value,
            )

    def legend(self) -> None:
        """Write what the colours mean as boxes in a frame of their own."""
        if not self.content.legend:
            return
        with self.drawing.subgraph(name="cluster_legend") as frame:
            frame.attr(label="Keterangan", style="rounded", color=self.palette.rule)
            for number, entry in enumerate(self.content.legend):
                paint = self.palette.paint(entry.colour_key)
                layer = Layer.__members__.get(entry.colour_key)
                line = entry.line and f"({entry.line})"
                frame.node(
                    f"l{number}",
                    plain(clean(f"{entry.label} {line}")),
                    shape=SHAPES[layer] if layer else "box",
                    fontcolor=paint.ink,
                    **border(entry.colour_key, paint),
                )


def _told(content: Map) -> str:
    """Return title, subtitle, note and source, each on a line that begins left."""
    source = content.source and f"Sumber: {content.source}"
    lines = (content.title, content.subtitle, content.note, source)
    return "".join(f"{plain(clean(line))}\\l" for line in lines if line)


def _unexpanded(text: str) -> str:
    r"""Escape a tooltip, in which Graphviz reads `\N` even where it is escaped."""
    return plain(text.replace("\\", f"\\{JOINER}"))


def _leading(url: str) -> dict[str, str]:
    return {"URL": plain(url)} if safe_url(url) else {}


def _wrapped(text: str) -> str:
    return "\n".join(installed().wrap(text, WIDTH, SIZE, lines=LINES))
