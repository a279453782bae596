"""Colours and shapes: one for each layer and each status, the same on every map.

The tones follow Okabe and Ito, so that colour-blind readers tell them apart, and none
speaks alone: a status also has a border pattern and words, a layer a shape and a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from architecture.layers import Layer, Status


class Theme(StrEnum):
    """Where a map is looked at."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


@dataclass(frozen=True)
class Paint:
    """How a box is painted: the strong tone marks it, the soft one fills it."""

    strong: str
    soft: str
    ink: str


@dataclass(frozen=True)
class Palette:
    """All colours of one theme."""

    paper: str
    ink: str
    muted: str
    frame: str
    rule: str
    arrow: str
    paints: Mapping[str, Paint]

    def paint(self, colour_key: str) -> Paint:
        """Return the paint of a status or layer by name; unknown keys are neutral."""
        return self.paints.get(colour_key, self.paints[""])


SHAPES: Mapping[Layer, str] = {
    Layer.BUSINESS: "cds",
    Layer.SERVICE: "box",
    Layer.DATA: "cylinder",
    Layer.APPLICATION: "component",
    Layer.INFRASTRUCTURE: "box3d",
    Layer.SECURITY: "octagon",
    Layer.STRATEGY: "hexagon",
}
"""Graphviz shapes of the house notation; a service is a box with round ends."""

PATTERNS: Mapping[str, str] = {
    Status.PLANNED.name: "dashed",
    Status.IN_BUILD.name: "dashed",
    Status.LIVE.name: "solid",
    Status.PHASING_OUT.name: "bold",
    Status.RETIRED.name: "dotted",
    **{name: name for name in ("dashed", "bold", "dotted")},
    "": "solid",
}
"""Border patterns by status, or as they are called, for those who print without
colours."""

PROTECTED, UNPROTECTED, EXPOSED = "PROTECTED", "UNPROTECTED", "EXPOSED"
"""Colours of what a control protects, of what none does, and of what most needs one."""

_STRONG: Mapping[str, str] = {
    PROTECTED: "#009e73",
    UNPROTECTED: "#e69f00",
    EXPOSED: "#d55e00",
    Status.PLANNED.name: "#56b4e9",
    Status.IN_BUILD.name: "#0072b2",
    Status.LIVE.name: "#009e73",
    Status.PHASING_OUT.name: "#e69f00",
    Status.RETIRED.name: "#8a8f98",
    Layer.BUSINESS.name: "#c9a400",
    Layer.SERVICE.name: "#d55e00",
    Layer.DATA.name: "#a35c93",
    Layer.APPLICATION.name: "#0072b2",
    Layer.INFRASTRUCTURE.name: "#009e73",
    Layer.SECURITY.name: "#5a6473",
    Layer.STRATEGY.name: "#7a4fb5",
    "": "#b6bcc6",
}


def _mixed(colour: str, paper: str, part: float) -> str:
    """Mix a colour into the paper; `part` 0 is all paper.

    >>> _mixed("#000000", "#ffffff", 0.2)
    '#cccccc'
    """
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    return "#" + "".join(
        f"{round(one * part + other * (1 - part)):02x}" for one, other in pairs
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _paints(paper: str, ink: str, muted: str, part: float) -> Mapping[str, Paint]:
    faint = {Status.RETIRED.name, ""}
    return {
        key: Paint(strong, _mixed(strong, paper, part), muted if key in faint else ink)
        for key, strong in _STRONG.items()
    }


PALETTES: Mapping[Theme, Palette] = {
    Theme.LIGHT: Palette(
        paper="#ffffff",
        ink="#182433",
        muted="#5b6472",
        frame="#f6f8fb",
        rule="#d5dae2",
        arrow="#6b7482",
        paints=_paints("#ffffff", "#182433", "#5b6472", 0.12),
    ),
    Theme.DARK: Palette(
        paper="#151f2c",
        ink="#eef2f7",
        muted="#c3ccd8",
        frame="#1b2735",
        rule="#3a4757",
        arrow="#a9b3c1",
        paints=_paints("#151f2c", "#eef2f7", "#c3ccd8", 0.27),
    ),
    Theme.PRINT: Palette(
        paper="#ffffff",
        ink="#000000",
        muted="#444444",
        frame="#ffffff",
        rule="#9aa1ab",
        arrow="#444444",
        paints=_paints("#ffffff", "#000000", "#444444", 0.06),
    ),
}
