"""How a map becomes DOT: the same map always gives the same text.

Sizes are given, labels are measured and wrapped.  Positions are given too but those of
a flow without ranks: Graphviz draws what stands here, the same on every machine.
"""

from graphviz import Digraph

from architecture.maps.content import Layout, Map
from architecture.maps.layouts.columns import draw_columns
from architecture.maps.layouts.flow import draw_flow
from architecture.maps.layouts.grid import draw_grid
from architecture.maps.layouts.lines import draw_ranks
from architecture.maps.layouts.ring import draw_ring
from architecture.maps.layouts.rings import draw_rings
from architecture.maps.layouts.tiles import draw_tiles
from architecture.maps.layouts.timeline import draw_timeline
from architecture.maps.layouts.turns import draw_turns
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import FONT
from architecture.maps.looks.palette import LIGHT, Palette

_LAYOUTS = {
    Layout.GRID: draw_grid,
    Layout.COLUMNS: draw_columns,
    Layout.RING: draw_ring,
    Layout.RINGS: draw_rings,
    Layout.FLOW: draw_flow,
    Layout.TILES: draw_tiles,
    Layout.TIMELINE: draw_timeline,
    Layout.TURNS: draw_turns,
}


def draw(content: Map, fonts: Fonts, palette: Palette = LIGHT) -> Digraph:
    """Return the drawing of a map, for `neato -n2`, or `dot` where it may choose."""
    ranked = content.layout is Layout.FLOW and content.ranked
    free = content.layout is Layout.FLOW and not ranked
    drawing = Digraph(
        "peta",
        engine="dot" if free else "neato",
        graph_attr={
            "bgcolor": "transparent",
            "fontname": FONT,
            "margin": "0",
            "pad": "0",
        },
        node_attr={"fontname": FONT, "fixedsize": "true", "margin": "0"},
        edge_attr={"fontname": FONT},
    )
    put = draw_ranks if ranked else _LAYOUTS[content.layout]
    put(drawing, content, fonts, palette)
    return drawing
