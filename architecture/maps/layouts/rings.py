"""Rings in frames, in the order of reading: what many clusters look like.

All lengths are points, y grows downwards until it is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from graphviz import Digraph

from architecture.maps.content import Box, Group, Map
from architecture.maps.layouts.ring import Spot, draw_spots, ringed
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import LINE, group_id, marked_up
from architecture.maps.looks.palette import Palette

HEADING, SMALL = 14.0, 11.0
PADDING, GUTTER, PAPER = 14.0, 14.0, 1.414
HEAD = (HEADING + SMALL) * LINE + 12.0
ROWS = range(1, 13)


@dataclass(frozen=True)
class Ring:
    """A ring before it has a place: its spots from its bottom left, and its size."""

    spots: Sequence[Spot]
    wide: float
    high: float


@dataclass(frozen=True)
class Frame:
    """Where a frame stands, from the top left."""

    x: float
    y: float
    wide: float
    high: float


def draw_rings(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw each frame with its ring; frames stand on shelves in their order."""
    rings = [_ring(content.boxes, group) for group in content.groups]
    frames, (wide, high) = shelved(rings)
    drawing.attr(bb=f"0,0,{wide:.1f},{high:.1f}")
    spots: dict[str, Spot] = {}
    several = zip(content.groups, rings, frames, strict=True)
    for number, (group, ring, frame) in enumerate(several):
        with drawing.subgraph(name=f"cluster_{number}") as drawn:
            name = _name(group, frame.wide - 2 * PADDING, fonts, palette)
            drawn.attr(id=group_id(number), label=f"<{name}>")
            drawn.attr(**_bounds(frame, high), **_look(palette))
        left = frame.x + (frame.wide - ring.wide) / 2
        room = frame.high - HEAD - PADDING - ring.high
        low = high - frame.y - frame.high + PADDING + room / 2
        members = [box for box in content.boxes if box.group == group.key]
        spots |= {
            box.key: Spot(left + spot.x, low + spot.y)
            for box, spot in zip(members, ring.spots, strict=True)
        }
    draw_spots(
        drawing, content, fonts, palette, [spots[box.key] for box in content.boxes]
    )


def shelved(rings: Sequence[Ring]) -> tuple[list[Frame], tuple[float, float]]:
    """Put frames on shelves, as many as make the sheet most like paper."""
    if not rings:
        return [], (400.0, 20.0)
    whole = sum(ring.wide + 2 * PADDING + GUTTER for ring in rings)
    widest = max(ring.wide for ring in rings) + 2 * PADDING
    tried = [_shelves(rings, max(widest, whole / rows)) for rows in ROWS]
    return min(tried, key=lambda each: abs(log(each[1][0] / each[1][1] / PAPER)))


def _shelves(
    rings: Sequence[Ring], width: float
) -> tuple[list[Frame], tuple[float, float]]:
    shelves: list[list[Ring]] = [[]]
    x = 0.0
    for ring in rings:
        wide = ring.wide + 2 * PADDING
        if shelves[-1] and x + wide > width:
            shelves.append([])
            x = 0.0
        shelves[-1].append(ring)
        x += wide + GUTTER
    frames: list[Frame] = []
    y = 0.0
    for shelf in shelves:
        high = max(ring.high for ring in shelf) + HEAD + PADDING
        used = sum(ring.wide + 2 * PADDING for ring in shelf)
        spare = max(0.0, width - used - GUTTER * (len(shelf) - 1)) / len(shelf)
        spare = 0.0 if shelf is shelves[-1] and len(shelves) > 1 else spare
        x = 0.0
        for ring in shelf:
            wide = ring.wide + 2 * PADDING + spare
            frames.append(Frame(x, y, wide, high))
            x += wide + GUTTER
        y += high + GUTTER
    return frames, (max(each.x + each.wide for each in frames), y - GUTTER)


def _ring(boxes: Sequence[Box], group: Group) -> Ring:
    spots, (wide, high) = ringed([box for box in boxes if box.group == group.key])
    return Ring(spots, wide, high)


def _name(group: Group, wide: float, fonts: Fonts, palette: Palette) -> str:
    lines = [
        f"<b>{marked_up(line)}</b>"
        for line in fonts.wrap(group.label, wide, HEADING, lines=1, bold=True)
    ]
    lines += [
        f'<font point-size="{SMALL}" color="{palette.muted}">{marked_up(line)}</font>'
        for line in fonts.wrap(group.remark, wide, SMALL, lines=1)
    ]
    text = "".join(f'{line}<br align="left"/>' for line in lines)
    return (
        '<table border="0" cellborder="0" cellspacing="0" cellpadding="0"'
        f' fixedsize="true" width="{wide:.1f}" height="{HEAD - 8:.1f}"><tr><td'
        f' align="left" balign="left" valign="top">{text}</td></tr></table>'
    )


def _bounds(frame: Frame, sheet: float) -> dict[str, str]:
    top, right = sheet - frame.y, frame.x + frame.wide
    return {
        "bb": f"{frame.x:.1f},{top - frame.high:.1f},{right:.1f},{top:.1f}",
        "lp": f"{frame.x + frame.wide / 2:.1f},{top - 2 - HEAD / 2:.1f}",
    }


def _look(palette: Palette) -> dict[str, str]:
    return {
        "style": "filled,rounded",
        "fillcolor": palette.frame,
        "color": palette.rule,
        "fontsize": f"{HEADING}",
        "fontcolor": palette.ink,
    }
