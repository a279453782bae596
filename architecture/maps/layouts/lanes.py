"""Where bars go on a time line: in lanes, along one axis, none on another.

All lengths are points, y grows downwards.  The same boxes give the same places,
whatever their order within a lane.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log

from architecture.maps.content import Axis, Box, Group, Map
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import LINE

NAME, SMALL, HEADING = 13.0, 10.5, 14.0
"""Sizes of letters: bars are long, so there is room for large ones."""

REACHED, KNOWN = "tercapai", "tercatat pada elemennya"
"""What is remarked of a milestone that is drawn in another way."""

TITLE = 150.0
"""The column in which the names of the lanes stand."""

YEAR, TODAY = "year-", "today"
"""How the keys of frames begin that are years, and the key of the line of today."""

HEADER = 62.0
PADDING, GAP = 9.0, 10.0
"""Around the rows of a lane, and between them: there arrows run."""

PAST = 30.0
"""Beyond the last day, for what is written there."""

NARROWEST, THINNEST = 190.0, 6.0
"""From which width on a bar holds its own words, and how thin a bar may be."""

ASIDE = 250.0
"""How wide words beside a bar may be."""

MARK, MARK_ROW = 10.0, 16.0
PAPER = 1.414
WIDTHS = (170.0, 220.0, 280.0, 340.0, 400.0, 470.0)
"""How wide a year may be; the one is taken whose sheet is nearest to A-format."""


@dataclass(frozen=True)
class Bar:
    """A bar from the left to the right, and its words within or beside it.

    `after` stands on the line of its name.  `aside` is where words beside it begin,
    `side` whether that is to its right (1) or to its left (-1).
    """

    left: float
    right: float
    top: float
    high: float
    lines: tuple[str, ...]
    small: tuple[str, ...]
    after: str = ""
    aside: float = 0.0
    side: int = 0
    wide: float = 0.0

    @property
    def middle(self) -> float:
        """Return the height of its middle line."""
        return self.top + self.high / 2

    @property
    def reach(self) -> tuple[float, float]:
        """Return from where to where it and its words lie."""
        if self.side > 0:
            return self.left, self.aside + self.wide
        if self.side < 0:
            return self.aside, self.right
        return self.left, self.right


@dataclass(frozen=True)
class Spot:
    """The middle of a milestone, and its words on a side of it."""

    x: float
    y: float
    label: str
    side: int = 1
    wide: float = 0.0


@dataclass(frozen=True)
class Lane:
    """A lane from its top, with the bottoms of its rows."""

    top: float
    high: float


@dataclass(frozen=True)
class Places:
    """All places of a time line, boxes and lanes by their keys."""

    bars: Mapping[str, Bar]
    spots: Mapping[str, Spot]
    rows: Mapping[str, tuple[float, float]]
    lanes: Mapping[str, Lane]
    years: Mapping[int, tuple[float, float]]
    width: float
    height: float
    first: date
    scale: float

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return TITLE + (day - self.first).days * self.scale


def placed(content: Map, fonts: Fonts) -> Places:
    """Return the places of all boxes, on a sheet of nearly the shape of paper."""
    several = [_Sheet(content, fonts, wide).places() for wide in WIDTHS]
    return min(several, key=lambda each: abs(log(each.width / each.height / PAPER)))


@dataclass(frozen=True)
class _Row:
    """A bar with its milestones, before it has a height to stand at."""

    key: str
    bar: Bar
    marks: tuple[tuple[str, Spot], ...]

    @property
    def reach(self) -> tuple[float, float]:
        """Return from where to where its words and those of its milestones lie."""
        left, right = self.bar.reach
        for _, spot in self.marks:
            ends = (
                spot.x - spot.side * MARK / 2,
                spot.x + spot.side * (MARK + spot.wide),
            )
            left, right = min(left, *ends), max(right, *ends)
        return left, right


class _Sheet:
    """A time line whose years have one width."""

    def __init__(self, content: Map, fonts: Fonts, year: float) -> None:
        if content.axis is None:
            raise ValueError("a time line needs an axis")
        self.content, self.fonts = content, fonts
        self.axis: Axis = content.axis
        days = (self.axis.last - self.axis.first).days + 1
        many = self.axis.last.year - self.axis.first.year + 1
        self.scale = year * many / days
        self.end = TITLE + year * many

    def x(self, day: date) -> float:
        return TITLE + (day - self.axis.first).days * self.scale

    def places(self) -> Places:
        marks: defaultdict[str, list[Box]] = defaultdict(list)
        bars: defaultdict[str, list[Box]] = defaultdict(list)
        for box in self.content.boxes:
            if box.days and box.days.of:
                marks[box.days.of].append(box)
            elif box.days:
                bars[box.group].append(box)
        y = HEADER
        lanes, found, spots, rows = {}, {}, {}, {}
        for group in self._lanes():
            several = sorted(bars[group.key], key=_by_day)
            made = [self._row(box, marks[box.key]) for box in several]
            top, y = y, y + PADDING
            for row in _packed(made):
                high = max(each.bar.high for each in row)
                below = MARK_ROW if any(each.marks for each in row) else 0.0
                for each in row:
                    found[each.key] = replace(each.bar, top=y)
                    rows[each.key] = (y, y + high + below)
                    for key, spot in each.marks:
                        at = y + each.bar.high + MARK_ROW / 2 + 1
                        spots[key] = Spot(spot.x, at, spot.label, spot.side, spot.wide)
                y += high + below + GAP
            y = max(y - GAP + PADDING, top + self._title(group))
            lanes[group.key] = Lane(top, y - top)
            y += 4
        return Places(
            found,
            spots,
            rows,
            lanes,
            self._years(),
            self.end + PAST,
            y,
            self.axis.first,
            self.scale,
        )

    def _lanes(self) -> Iterable[Group]:
        return [group for group in self.content.groups if _is_lane(group)]

    def _title(self, group: Group) -> float:
        lines = self.fonts.wrap(group.label, TITLE - 16, HEADING, lines=4, bold=True)
        return (len(lines) * HEADING + 2 * SMALL) * LINE + 2 * PADDING

    def _years(self) -> dict[int, tuple[float, float]]:
        years = range(self.axis.first.year, self.axis.last.year + 1)
        return {
            year: (self.x(date(year, 1, 1)), self.x(date(year + 1, 1, 1)))
            for year in years
        }

    def _row(self, box: Box, marks: Sequence[Box]) -> _Row:
        return _Row(box.key, self._bar(box), tuple(self._marks(marks)))

    def _bar(self, box: Box) -> Bar:
        if box.days is None:
            raise ValueError("a bar needs its days")
        left = self.x(box.days.first)
        right = min(self.x(box.days.last) + self.scale, self.end)
        left = max(TITLE, min(left, right - THINNEST))
        within = right - left >= NARROWEST
        wide = right - left - 12 if within else ASIDE
        lines = tuple(self.fonts.wrap(box.label, wide, NAME, lines=2, bold=True))
        small = tuple(self.fonts.wrap(box.remark, wide, SMALL, lines=1))
        after = within and len(lines) == 1 and self._beyond(box) <= wide
        small = () if after else small
        height = len(lines) * NAME * LINE + len(small) * SMALL * LINE + 8
        if not within:
            return self._beside(left, right, height, lines, small)
        height += SMALL * LINE + 2 if box.days.by_year else 0
        return Bar(left, right, 0.0, height, lines, small, box.remark if after else "")

    def _beyond(self, box: Box) -> float:
        """Return how wide a name is with what is said of it on the same line."""
        name = self.fonts.width(box.label, NAME, bold=True)
        return name + 16 + self.fonts.width(box.remark, SMALL)

    def _beside(
        self,
        left: float,
        right: float,
        high: float,
        lines: tuple[str, ...],
        small: tuple[str, ...],
    ) -> Bar:
        """Put words beside a bar that is too short: to its right, or to its left."""
        wide = max(
            [self.fonts.width(line, NAME, bold=True) for line in lines]
            + [self.fonts.width(line, SMALL) for line in small],
            default=0.0,
        )
        wide += 4
        if right + 4 + wide <= self.end + PAST or left - 4 - wide < TITLE:
            return Bar(left, right, 0.0, high, lines, small, "", right + 4, 1, wide)
        return Bar(left, right, 0.0, high, lines, small, "", left - 4 - wide, -1, wide)

    def _marks(self, marks: Sequence[Box]) -> Iterable[tuple[str, Spot]]:
        """Place milestones and as much of their words as lies before the next one."""
        told = sorted((self._at(box), box.key, box.label) for box in marks)
        free = TITLE
        for number, (x, key, label) in enumerate(told):
            last = number == len(told) - 1
            end = self.end + PAST if last else told[number + 1][0] - MARK
            room = end - x - MARK
            whole = self.fonts.width(label, SMALL) + 4
            before = x - MARK - free
            if whole > room and last and before >= min(whole, 2 * room):
                yield key, self._spot(x, label, -1, min(before, whole))
            else:
                spot = self._spot(x, label, 1, min(room, whole))
                free = x + MARK + spot.wide
                yield key, spot

    def _spot(self, x: float, label: str, side: int, room: float) -> Spot:
        lines = self.fonts.wrap(label, room, SMALL, lines=1) if room >= 26 else []
        said = lines[0] if lines and lines[0] != "…" else ""
        return Spot(x, 0.0, said, side, room if said else 0.0)

    def _at(self, box: Box) -> float:
        day = box.days.first if box.days else self.axis.first
        return self.x(day) + self.scale / 2


def _packed(rows: Iterable[_Row]) -> list[list[_Row]]:
    """Put each bar into the first row in which nothing lies where it lies."""
    packed: list[list[_Row]] = []
    ends: list[float] = []
    for each in rows:
        left, right = each.reach
        free = next((n for n, end in enumerate(ends) if end + GAP <= left), None)
        if free is None:
            packed.append([each])
            ends.append(right)
        else:
            packed[free].append(each)
            ends[free] = right
    return packed


def _is_lane(group: Group) -> bool:
    return group.key != TODAY and not group.key.startswith(YEAR)


def _by_day(box: Box) -> tuple[date, date, str]:
    days = box.days
    first, last = (days.first, days.last) if days else (date.min, date.min)
    return first, last, box.key
