"""What is on a map: boxes, arrows and groups, and the same facts as a table.

A map is a value.  It knows nothing of Graphviz, colours or files; the views
(`landscape`, `surroundings`, `cluster`) make it from plain values that a viewer's scope
has already been applied to, `drawing` turns it into DOT, `rendering` into a picture.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from architecture.layers import Layer, Status, Verb

HIDDEN = "Tidak ditampilkan"
"""What stands on a box that the viewer may know of, but not by name."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """An element as the viewer may see it; a hidden one becomes an unnamed box.

    `detail` stands small under a short name, as the full name under SIMPEG; `kind` is
    what it is within its layer, by name.
    """

    key: str
    name: str
    layer: Layer
    code: str = ""
    status: Status | None = None
    office: str | None = None
    url: str = ""
    detail: str = ""
    summary: str = ""
    users: int = 0
    hidden: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Link:
    """A relation between two items, by their keys."""

    source: str
    verb: Verb
    target: str


@dataclass(frozen=True)
class Office:
    """An organisation; one without a parent among the given is a root."""

    key: str
    name: str
    parent: str | None = None
    url: str = ""


class Layout(StrEnum):
    """How a map is laid out: cards or tiles in frames, columns, a ring, or ranks.

    All places are ours but those of `FLOW`: its ranks are laid out by Graphviz.
    """

    GRID = "grid"
    COLUMNS = "columns"
    RING = "ring"
    RINGS = "rings"
    FLOW = "flow"
    TILES = "tiles"
    TIMELINE = "timeline"
    TURNS = "turns"

    @property
    def of_cards(self) -> bool:
        """Tell whether boxes are plain cards, without the shapes of their layers."""
        return self not in {Layout.COLUMNS, Layout.FLOW}

    @property
    def of_elements(self) -> bool:
        """Tell whether boxes are elements of the architecture, not plans or codes."""
        return self not in {Layout.TILES, Layout.TIMELINE}


@dataclass(frozen=True)
class Share:
    """How many of what a box stands for have one colour."""

    colour_key: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Days:
    """From a day to a day on a time line; one day alone is a milestone of a bar `of`.

    `by_year` says what is written beneath the label in each year.
    """

    first: date
    last: date
    of: str = ""
    by_year: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Axis:
    """The days of a time line, whole years, and the day that is today."""

    first: date
    last: date
    today: date


NO_ELEMENT = "none"
"""The kind of a box that stands for something else than elements: an office, a plan."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """One thing on a map; `colour_key` is a `Status` or `Layer` by name, or empty.

    `detail` explains a short label, `remark` is a short last line, `shares` what a box
    that stands for many holds, `pattern` the status by name where the colour says
    something else, `column` how many steps to the right of the focus (negative: to the
    left) it stands, in a ranked flow its rank, `days` its place on a time line; `kind`
    is what it is within its layer, by name, or `NO_ELEMENT`.  A box is an element if
    its key is a bare number, the id, or ends in one after a colon.
    """

    key: str
    label: str
    layer: Layer
    group: str = ""
    colour_key: str = ""
    url: str = ""
    summary: str = ""
    remark: str = ""
    detail: str = ""
    pattern: str = ""
    shares: tuple[Share, ...] = ()
    focus: bool = False
    column: int = 0
    days: Days | None = None
    kind: str = ""

    @property
    def element(self) -> str:
        """Return the id of the element that it is, if the viewer may open that."""
        key = self.key.rpartition(":")[2]
        return key if self.url and key.isdecimal() else ""


class Heads(StrEnum):
    """At which ends of an arrow its heads are; without any, nobody said the way."""

    FORTH = "forward"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True)
class Arrow:
    """A relation from box to box; `kind` holds the names of its verbs.

    `line` tells a kind apart from others: empty, `bold`, `dashed` or `dotted`.
    """

    source: str
    target: str
    label: str
    kind: str
    line: str = ""
    heads: Heads = Heads.FORTH


@dataclass(frozen=True)
class Group:
    """A frame around boxes, or around further groups."""

    key: str
    label: str
    parent: str = ""
    url: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Legend:
    """A colour of the map in words; with `line` it is one of its arrows."""

    colour_key: str
    label: str
    line: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the table beneath a map; `url` belongs to the cell number `linked`.

    `group` names the frame in which it stands, where the map has frames.  `marks` are
    the layers, states and verbs by name that it tells of: a row goes with what is
    switched off; without marks it goes with the box that leads where it leads.
    """

    cells: tuple[str, ...]
    url: str = ""
    linked: int = 0
    group: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the map shows, as a table for those who cannot see the picture.

    `unit` is what its rows are, where they are counted.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = "baris"

    def by_frame(self) -> dict[str, list[Row]]:
        """Return the rows of each frame, in the order in which frames first appear."""
        frames: dict[str, list[Row]] = {}
        for row in self.rows:
            frames.setdefault(row.group, []).append(row)
        return frames


@dataclass(frozen=True, kw_only=True)
class Map:
    """Everything that a drawing needs to know, in the order in which it is drawn.

    In a flow that is `ranked` the boxes of one column share a rank; otherwise the
    arrows decide.
    """

    title: str
    subtitle: str
    layout: Layout
    ranked: bool = False
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    groups: tuple[Group, ...] = ()
    legend: tuple[Legend, ...] = ()
    note: str = ""
    source: str = ""
    facts: Facts = Facts((), ())
    grouped: bool = False
    axis: Axis | None = None
