"""ArchiMate 3.2 as a way to look: which type a box is, how a relation is drawn.

Colours are those that tools of the language use by habit; shape and icon say the same,
so nothing rests on a colour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from architecture.archimate.types import KINDS, type_of
from architecture.archimate.ways import Way, way_of
from architecture.layers import Verb
from architecture.maps.choices import Notation
from architecture.maps.content import HIDDEN, NO_ELEMENT, Arrow, Box, Heads, Map
from architecture.maps.looks.palette import ARCHIMATE_HUES, Palette

BUSINESS, APPLICATION, TECHNOLOGY, MOTIVATION, STRATEGY = ARCHIMATE_HUES


class Outline(StrEnum):
    """The border of a box: what has structure, what happens, what moves us."""

    SQUARE = "square"
    ROUND = "round"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Look:
    """How a type looks: its name, colour and border, and its icon in twelve points.

    `stencil` is what draw.io calls the icon.
    """

    name: str
    hue: str
    outline: Outline
    stencil: str
    icon: str


_CIRCLE = "M6,1a5,5 0 1 1 -.01,0z"
LOOKS: Mapping[str, Look] = {
    "BusinessProcess": Look(
        "Business Process",
        BUSINESS,
        Outline.ROUND,
        "proc",
        "M1,4.5h5.5v-2.5l4.5,4l-4.5,4v-2.5h-5.5z",
    ),
    "BusinessService": Look(
        "Business Service",
        BUSINESS,
        Outline.ROUND,
        "serv",
        "M4,3h4a3,3 0 0 1 0,6h-4a3,3 0 0 1 0,-6z",
    ),
    "DataObject": Look(
        "Data Object", APPLICATION, Outline.SQUARE, "passive", "M1,2h10v8h-10zM1,4.5h10"
    ),
    "ApplicationComponent": Look(
        "Application Component",
        APPLICATION,
        Outline.SQUARE,
        "comp",
        "M3,3.2v-1.7h8v9h-8v-1.7M3,6.8v-1.6M1,3.2h4v2h-4zM1,6.8h4v2h-4z",
    ),
    "Node": Look(
        "Node",
        TECHNOLOGY,
        Outline.SQUARE,
        "node",
        "M1,4h7.5v7h-7.5zM1,4l2.5,-3h7.5l-2.5,3M11,1v7l-2.5,3",
    ),
    "Device": Look(
        "Device",
        TECHNOLOGY,
        Outline.SQUARE,
        "tech;techType=device",
        "M1.5,1.5h9v6.5h-9zM.5,10.5l2,-2.5h7l2,2.5z",
    ),
    "SystemSoftware": Look(
        "System Software",
        TECHNOLOGY,
        Outline.SQUARE,
        "sysSw",
        "M5,3a4,4 0 1 1 -.01,0zM5.3,3a3,3 0 1 1 3.7,4.3",
    ),
    "CommunicationNetwork": Look(
        "Communication Network",
        TECHNOLOGY,
        Outline.SQUARE,
        "netw",
        "M3.5,2.5L10,2.5L8.5,9.5L2,9.5zM3.5,1.3a1.2,1.2 0 1 1 -.01,0z"
        "M10,1.3a1.2,1.2 0 1 1 -.01,0zM8.5,8.3a1.2,1.2 0 1 1 -.01,0z"
        "M2,8.3a1.2,1.2 0 1 1 -.01,0z",
    ),
    "Facility": Look(
        "Facility",
        TECHNOLOGY,
        Outline.SQUARE,
        "tech;techType=facility",
        "M1,11v-10h1.5v5.5l2.8,-2v2l2.8,-2v2l2.9,-2v6.5z",
    ),
    "Requirement": Look(
        "Requirement", MOTIVATION, Outline.CUT, "requirement", "M3,2.5h8.5l-2.5,7h-8.5z"
    ),
    "Constraint": Look(
        "Constraint",
        MOTIVATION,
        Outline.CUT,
        "constraint",
        "M3,2.5h8.5l-2.5,7h-8.5zM5.2,2.5l-2.5,7",
    ),
    "Assessment": Look(
        "Assessment",
        MOTIVATION,
        Outline.CUT,
        "assess",
        "M7.3,1a3.7,3.7 0 1 1 -.01,0zM4.7,7.3l-3.7,3.7",
    ),
    "Goal": Look(
        "Goal",
        MOTIVATION,
        Outline.CUT,
        "goal",
        f"{_CIRCLE}M6,3.3a2.7,2.7 0 1 1 -.01,0zM6,5.3a.7,.7 0 1 1 -.01,0z",
    ),
    "Outcome": Look(
        "Outcome",
        MOTIVATION,
        Outline.CUT,
        "outcome",
        "M5.3,2.2a4.3,4.3 0 1 1 -.01,0zM5.3,4.4a2.1,2.1 0 1 1 -.01,0z"
        "M5.3,6.5l5.7,-5.5M8.6,1.3l2.4,-.3l-.3,2.4",
    ),
    "CourseOfAction": Look(
        "Course of Action",
        STRATEGY,
        Outline.ROUND,
        "course",
        "M8,1a3,3 0 1 1 -.01,0zM8,3.2a.8,.8 0 1 1 -.01,0z"
        "M1,11q.5,-4.5 3.8,-5.4M3,5l1.9,.6l-1.2,1.7",
    ),
}
"""Every type that something of ours can be; a test compares."""


class Mark(StrEnum):
    """What stands at an end of a relation."""

    NONE = "none"
    OPEN = "open"
    HALF = "half"
    HOLLOW = "hollow"
    SOLID = "solid"
    BALL = "ball"
    DIAMOND = "diamond"
    WHITE_DIAMOND = "white diamond"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a relation is drawn, from the box where our arrow begins to where it ends."""

    name: str
    start: Mark
    end: Mark
    dash: str = ""


_STROKES: Mapping[str, tuple[Mark, Mark, str]] = {
    "Composition": (Mark.DIAMOND, Mark.NONE, ""),
    "Aggregation": (Mark.WHITE_DIAMOND, Mark.NONE, ""),
    "Assignment": (Mark.BALL, Mark.SOLID, ""),
    "Realization": (Mark.NONE, Mark.HOLLOW, "1.5 2"),
    "Serving": (Mark.NONE, Mark.OPEN, ""),
    "Influence": (Mark.NONE, Mark.OPEN, "5 2.5"),
    "Flow": (Mark.NONE, Mark.SOLID, "5 2.5"),
    "Association": (Mark.NONE, Mark.NONE, ""),
}
_ACCESS = {
    "Write": (Mark.NONE, Mark.OPEN),
    "Read": (Mark.OPEN, Mark.NONE),
    "Access": (Mark.NONE, Mark.NONE),
}
_SAID = {
    "Composition": "tersusun atas",
    "Aggregation": "memuat",
    "Assignment": "ditugaskan pada",
    "Realization": "mewujudkan",
    "Serving": "melayani",
    "Influence": "memengaruhi",
    "Flow": "mengalirkan data ke",
    "Association": "berhubungan dengan",
    "Access Write": "menulis",
    "Access Read": "membaca",
    "Access Access": "mengakses",
}


def look_of(box: Box) -> Look | None:
    """Return how the type of a box looks; what is no element has none."""
    if box.shares or box.label == HIDDEN or box.kind == NO_ELEMENT:
        return None
    kinds = {kind.name: kind for kind in KINDS.get(box.layer, ())}
    return LOOKS[type_of(box.layer, kinds.get(box.kind))]


def hue_of(box: Box, palette: Palette) -> str:
    """Return the key of a box's colour: its type's where it would be its layer's."""
    look = look_of(box) if palette.notation is Notation.ARCHIMATE else None
    return look.hue if look and box.colour_key == box.layer.name else box.colour_key


def stroke_of(arrow: Arrow, boxes: Mapping[str, Box]) -> Stroke | None:
    """Return how a relation is drawn; None for what is no relation of the language."""
    verbs = [Verb[name] for name in arrow.kind.split() if name in Verb.__members__]
    ends = boxes[arrow.source], boxes[arrow.target]
    if not verbs or any(box.shares or box.kind == NO_ELEMENT for box in ends):
        return None
    source, target = (_type(box) for box in ends)
    way = way_of(source, verbs[0], target)
    start, end, dash = _drawn(way)
    name = f"{way.type} ({_SAID[f'{way.type} {way.access}'.strip()]})"
    if arrow.heads is Heads.BOTH:
        start = end
    elif arrow.heads is Heads.NONE:
        start = end = Mark.NONE
    return Stroke(name, *((end, start) if way.turned else (start, end)), dash)


def looks_on(content: Map) -> list[Look]:
    """Return the looks on a map, each once, in the order of the language's layers."""
    boxes = content.boxes if content.layout.of_elements else ()
    found = {look.name: look for box in boxes if (look := look_of(box))}
    return [look for look in LOOKS.values() if look.name in found]


def strokes_on(content: Map) -> list[Stroke]:
    """Return the relations on a map, each once, by their names."""
    boxes = {box.key: box for box in content.boxes}
    told = [stroke_of(arrow, boxes) for arrow in content.arrows]
    found = {stroke.name: stroke for stroke in told if stroke}
    return [found[name] for name in sorted(found)]


def _type(box: Box) -> str:
    kinds = {kind.name: kind for kind in KINDS.get(box.layer, ())}
    return type_of(box.layer, kinds.get(box.kind))


def _drawn(way: Way) -> tuple[Mark, Mark, str]:
    if way.type == "Access":
        return (*_ACCESS[way.access], "1.5 2")
    if way.directed:
        return Mark.NONE, Mark.HALF, ""
    return _STROKES[way.type]
