"""Boxes and arrows without given ranks, laid out by Graphviz from left to right.

Graphviz chooses the ranks, the order in them and the way of each arrow around the
boxes; frames may stand in frames.
"""

from collections import defaultdict

from graphviz import Digraph

from architecture.maps.content import Arrow, Box, Group, Map
from architecture.maps.layouts.boxes import framed, shaped
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import (
    LABEL,
    arrow_id,
    group_id,
    node_id,
    plain,
)
from architecture.maps.looks.palette import Palette

BOX = (156.0, 40.0)
FOCUS = (168.0, 52.0)
LABEL_WIDTH = 110.0
MOST_LABELS = 40
"""Above so many arrows their labels are left to the tooltips and the table."""


def draw_flow(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw frames with their boxes and the arrows between them."""
    drawing.attr(
        rankdir="LR",
        newrank="true",
        nodesep="0.14",
        ranksep="0.9",
        splines="spline",
        remincross="true",
        searchsize="50",
        outputorder="edgesfirst",
    )
    pen = _Pen(drawing, content, fonts, palette)
    pen.frames(drawing, "")
    labelled = len(content.arrows) <= MOST_LABELS
    for number, arrow in enumerate(content.arrows):
        pen.arrow(number, arrow, labelled=labelled)


class _Pen:
    """What every stroke needs to know."""

    def __init__(
        self, drawing: Digraph, content: Map, fonts: Fonts, palette: Palette
    ) -> None:
        """Sort boxes and frames by the frame that they stand in."""
        self.drawing, self.content = drawing, content
        self.fonts, self.palette = fonts, palette
        self.places = {box.key: place for place, box in enumerate(content.boxes)}
        self.boxes: defaultdict[str, list[Box]] = defaultdict(list)
        for box in content.boxes:
            self.boxes[box.group].append(box)
        self.inner: defaultdict[str, list[tuple[int, Group]]] = defaultdict(list)
        for number, group in enumerate(content.groups):
            self.inner[group.parent].append((number, group))

    def frames(self, drawing: Digraph, key: str) -> None:
        """Draw what stands in a frame, further frames first; no key is the sheet."""
        for number, group in self.inner[key]:
            with drawing.subgraph(name=f"cluster_{number}") as frame:
                frame.attr(
                    id=group_id(number),
                    margin="10",
                    **framed(group, self.palette),
                )
                self.frames(frame, group.key)
        for box in self.boxes[key]:
            size = FOCUS if box.focus else BOX
            label, attributes = shaped(box, size, self.fonts, self.palette)
            name = node_id(self.places[box.key])
            drawing.node(name, label, id=name, **attributes)

    def arrow(self, number: int, arrow: Arrow, *, labelled: bool) -> None:
        """Draw an arrow, with its words where there are few."""
        source, target = self.places[arrow.source], self.places[arrow.target]
        said = arrow.label if labelled else ""
        lines = self.fonts.wrap(said, LABEL_WIDTH, LABEL, lines=2)
        self.drawing.edge(
            node_id(source),
            node_id(target),
            label=plain("\n".join(lines)),
            id=arrow_id(number),
            color=self.palette.arrow,
            fontcolor=self.palette.muted,
            fontsize=f"{LABEL}",
            arrowsize="0.6",
            penwidth="2" if arrow.line == "bold" else "0.9",
            style=arrow.line or "solid",
            dir=arrow.heads.value,
        )
