"""Colours and shapes: one for each layer and each status, the same on every map.

The tones follow Okabe and Ito, so that colour-blind readers tell them apart, and none
speaks alone: a status also has a border pattern and words, a layer a shape and a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from architecture.layers import Layer, Status
from architecture.maps.choices import Notation


class Theme(StrEnum):
    """Where a map is looked at."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


@dataclass(frozen=True)
class Paint:
    """How a box is painted: the strong tone marks it, the soft one fills it.

    `ink` is read on the soft tone, `over` on the strong one.
    """

    strong: str
    soft: str
    ink: str
    over: str = ""


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
    notation: Notation = Notation.OWN

    def paint(self, colour_key: str) -> Paint:
        """Return the paint of a status or layer by name; unknown keys are neutral."""
        return self.paints.get(colour_key, self.paints[""])

    def shape(self, layer: Layer) -> str:
        """Return what Graphviz draws for a layer: a plain box where `svg` goes on."""
        return SHAPES[layer] if self.notation is Notation.OWN else "box"

    @property
    def corner(self) -> float:
        """Return how much of a box's width its icon takes, in points."""
        return 0.0 if self.notation is Notation.OWN else 13.0


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

CALM, FOREIGN, EMPTY = "calm", "foreign", "empty"
"""Keys for what needs no care, for what is not ours to judge, for where nothing is."""

PATTERNS: Mapping[str, str] = {
    Status.PLANNED.name: "dashed",
    Status.IN_BUILD.name: "dashed",
    Status.LIVE.name: "solid",
    Status.PHASING_OUT.name: "bold",
    Status.RETIRED.name: "dotted",
    EMPTY: "dashed",
    **{name: name for name in ("dashed", "bold", "dotted")},
    "turn-RETIRED": "dotted",
    "turn-ADDED": "bold",
    "turn-CHANGED": "dashed",
    "plan-DRAFTED": "dashed",
    "plan-PROPOSED": "dashed",
    "plan-DONE": "bold",
    "plan-POSTPONED": "dotted",
    "": "solid",
}
"""Border patterns by status, or as they are called, for those who print without
colours."""

PROTECTED, UNPROTECTED, EXPOSED = "PROTECTED", "UNPROTECTED", "EXPOSED"
"""Colours of what a control protects, of what none does, and of what most needs one."""

COOL = tuple(f"cool-{step}" for step in range(1, 6))
"""Keys of a scale: the last stands out most from the paper."""

WARM = tuple(f"warm-{step}" for step in range(1, 4))
"""Keys of a scale for what should be looked after."""

SORT = ("sort-1", "sort-2", "sort-3")
"""Keys of colours that tell kinds apart and have no order."""

_SCALES = (*COOL, *WARM)
_ON_LIGHT = ("#b4e0c1", "#6fc3bf", "#2f9ec1", "#2468a8", "#1d2f7d")
_ON_DARK = ("#33588f", "#2f86b3", "#45b3bd", "#93d8ad", "#f3f7a8")
_HOT_ON_LIGHT = ("#fdc37f", "#ea6a3f", "#9c0f2b")
_HOT_ON_DARK = ("#86632f", "#f07f5a", "#ffdf9e")

_STRONG: Mapping[str, str] = {
    PROTECTED: "#009e73",
    UNPROTECTED: "#e69f00",
    EXPOSED: "#d55e00",
    Status.PLANNED.name: "#56b4e9",
    Status.IN_BUILD.name: "#0072b2",
    Status.LIVE.name: "#009e73",
    Status.PHASING_OUT.name: "#e69f00",
    Status.RETIRED.name: "#8a8f98",
    "turn-RETIRED": "#d55e00",
    "turn-ADDED": "#009e73",
    "turn-CHANGED": "#0072b2",
    "plan-DRAFTED": "#56b4e9",
    "plan-PROPOSED": "#cc79a7",
    "plan-APPROVED": "#0072b2",
    "plan-BUDGETED": "#c9a400",
    "plan-RUNNING": "#009e73",
    "plan-DONE": "#5a6473",
    "plan-POSTPONED": "#8a8f98",
    "mark": "#7a4fb5",
    "today": "#d55e00",
    Layer.BUSINESS.name: "#c9a400",
    Layer.SERVICE.name: "#d55e00",
    Layer.DATA.name: "#a35c93",
    Layer.APPLICATION.name: "#0072b2",
    Layer.INFRASTRUCTURE.name: "#009e73",
    Layer.SECURITY.name: "#5a6473",
    Layer.STRATEGY.name: "#7a4fb5",
    **dict(zip(SORT, ("#0072b2", "#e69f00", "#a35c93"), strict=True)),
    CALM: "#8fc4a8",
    FOREIGN: "#cfd5dd",
    EMPTY: "#c0c6cf",
    "": "#b6bcc6",
}


ARCHIMATE_HUES = (
    "archimate-business",
    "archimate-application",
    "archimate-technology",
    "archimate-motivation",
    "archimate-strategy",
)
"""Keys of the colours that ArchiMate's layers have by habit."""

_ARCHIMATE = (
    ("#8a7d00", "#ffffb5"),
    ("#007c86", "#b5ffff"),
    ("#3d7a22", "#d0ebc0"),
    ("#5b52b0", "#dfdfff"),
    ("#946200", "#f5deaa"),
)
"""Their borders and grounds."""


def _scales(*colours: str) -> Mapping[str, str]:
    return dict(zip(_SCALES, colours, strict=True))


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


def _paints(
    paper: str, ink: str, muted: str, part: float, scales: Mapping[str, str]
) -> Mapping[str, Paint]:
    faint = {Status.RETIRED.name, FOREIGN, EMPTY, ""}
    grounds = _archimate(paper, ink, part)
    return grounds | {
        key: Paint(
            strong,
            _mixed(strong, paper, part * 0.75 if key in scales else part),
            muted if key in faint else ink,
            ink_on(strong, place),
        )
        for place, (key, strong) in enumerate({**_STRONG, **scales}.items(), 1)
    }


def _archimate(paper: str, ink: str, part: float) -> dict[str, Paint]:
    """Paint the layers of ArchiMate: full on white, dimmed on dark, pale on paper."""
    dark = luminance(paper) < 0.5
    strength = 1.0 if part > 0.1 else 0.5
    return {
        key: Paint(
            _mixed(soft, paper, 0.85) if dark else strong,
            _mixed(strong, paper, 0.55) if dark else _mixed(soft, paper, strength),
            ink,
        )
        for key, (strong, soft) in zip(ARCHIMATE_HUES, _ARCHIMATE, strict=True)
    }


def luminance(colour: str) -> float:
    """Return how light a colour is, as WCAG 2 measures it: from 0 to 1.

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)


def ink_on(ground: str, place: int) -> str:
    """Return black or white, whichever can be read better on a colour.

    By its place it is a shade off, which nobody sees: a style sheet that repaints a
    picture knows by the ink what it stands on.

    >>> ink_on("#1d2f7d", 1), ink_on("#b4e0c1", 7)
    ('#fffffe', '#000102')
    """
    parts = (place // 25, place // 5 % 5, place % 5)
    light = luminance(ground)
    white = 1.05 / (light + 0.05) > (light + 0.05) / 0.05
    return "#" + "".join(f"{255 - part if white else part:02x}" for part in parts)


PALETTES: Mapping[Theme, Palette] = {
    Theme.LIGHT: Palette(
        paper="#ffffff",
        ink="#182433",
        muted="#5b6472",
        frame="#f6f8fb",
        rule="#d5dae2",
        arrow="#6b7482",
        paints=_paints(
            "#ffffff",
            "#182433",
            "#5b6472",
            0.12,
            _scales(*_ON_LIGHT, *_HOT_ON_LIGHT),
        ),
    ),
    Theme.DARK: Palette(
        paper="#151f2c",
        ink="#eef2f7",
        muted="#c3ccd8",
        frame="#1b2735",
        rule="#3a4757",
        arrow="#a9b3c1",
        paints=_paints(
            "#151f2c",
            "#eef2f7",
            "#c3ccd8",
            0.27,
            _scales(*_ON_DARK, *_HOT_ON_DARK),
        ),
    ),
    Theme.PRINT: Palette(
        paper="#ffffff",
        ink="#000000",
        muted="#444444",
        frame="#ffffff",
        rule="#9aa1ab",
        arrow="#444444",
        paints=_paints(
            "#ffffff",
            "#000000",
            "#444444",
            0.06,
            _scales(*_ON_LIGHT, *_HOT_ON_LIGHT),
        ),
    ),
}


def palette_of(theme: Theme, notation: Notation = Notation.OWN) -> Palette:
    """Return the colours of a theme, for boxes as a notation shapes them."""
    return replace(PALETTES[theme], notation=notation)


LIGHT = PALETTES[Theme.LIGHT]
