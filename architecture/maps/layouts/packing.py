"""Where frames of cards go on a sheet: shelves like those of a newspaper.

A frame holds cards first and then further frames, each of which takes some of its
columns.  All lengths are points.  The same sizes in the same order give the same
places.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TypeVar

CARD = (132.0, 45.0)
GAP = 6.0
PADDING = 8.0
GUTTER = 12.0
SHAPE = 1.414
"""The sides of an A-format sheet that lies on its long side."""

MOST_ROWS = 16

Cut = TypeVar("Cut")


@dataclass(frozen=True)
class Frame:
    """What is to be packed: how many cards, and how high its heading is per width.

    `inside` are the frames below its own cards; `high` is the height of a card.
    """

    cards: int
    headings: tuple[float, ...]
    """The height of the heading when the frame is 1, 2, 3 … cards wide."""

    inside: tuple["Frame", ...] = ()
    high: float = CARD[1]

    def heading(self, columns: int) -> float:
        """Return the height of the heading at a width in cards."""
        return self.headings[min(columns, len(self.headings)) - 1]

    @cached_property
    def all_cards(self) -> int:
        """Return how many cards stand in it at any depth."""
        return self.cards + sum(each.all_cards for each in self.inside)

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {}

    def rows(self, columns: int) -> int:
        """Return how many rows of cards it is high, its heading left out."""
        if not self.inside:
            return ceil(self.cards / columns)
        if columns not in self._rows:
            step = self.high + GAP
            shelves = self.shelves(columns)
            high = ceil(self.cards / columns) * step + sum(
                shelf.high + GAP for shelf in shelves
            )
            self._rows[columns] = ceil(high / step)
        return self._rows[columns]

    def columns(self, rows: int) -> int:
        """Return how wide it is, in cards, when it is at most so many rows high.

        0: so low it cannot be.
        """
        if not self.inside:
            return ceil(self.cards / rows)
        return next(
            (wide for wide in range(1, self.all_cards + 1) if self.rows(wide) <= rows),
            0,
        )

    def height(self, columns: int, rows: int) -> float:
        """Return its height in points."""
        return self.heading(columns) + rows * (self.high + GAP) - GAP + PADDING

    def shelves(self, columns: int) -> list["Shelf"]:
        """Return what stands inside of it, shelf by shelf, when it is so wide."""

        def shelf(start: int, end: int) -> tuple[float, Shelf] | None:
            found = _inner(self.inside[start:end], columns)
            return (found.high + GAP, found) if found else None

        return _least(len(self.inside), shelf)


@dataclass(frozen=True)
class Shelf:
    """Frames side by side, how wide each is in cards, and how high they all are."""

    frames: tuple[Frame, ...]
    columns: tuple[int, ...]
    rows: int

    @property
    def heading(self) -> float:
        """Return the height of the highest heading: cards beneath begin in one line."""
        pairs = zip(self.frames, self.columns, strict=True)
        return max(frame.heading(wide) for frame, wide in pairs)

    @property
    def high(self) -> float:
        """Return the height of the shelf in points."""
        card = self.frames[0].high
        return self.heading + self.rows * (card + GAP) - GAP + PADDING


@dataclass(frozen=True)
class Place:
    """Where a frame stands, from the top left, and how its cards stand in it."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    heading: float
    inside: tuple["Place", ...] = ()
    high: float = CARD[1]

    def card(self, number: int) -> tuple[float, float]:
        """Return the top left corner of a card of this frame."""
        row, column = divmod(number, self.columns)
        inner = self.width - 2 * PADDING + GAP
        return (
            self.x + PADDING + column * inner / self.columns,
            self.y + self.heading + row * (self.high + GAP),
        )

    @property
    def card_width(self) -> float:
        """Return how wide a card is when the row fills the frame."""
        return (self.width - 2 * PADDING + GAP) / self.columns - GAP

    def whole(self) -> Iterator["Place"]:
        """Yield this place and those inside of it, in the order of the frames."""
        yield self
        for each in self.inside:
            yield from each.whole()


@dataclass(frozen=True)
class Sheet:
    """The places of the outer frames, in their order, and the size taken up."""

    places: tuple[Place, ...]
    width: float
    height: float


def packed(frames: Sequence[Frame], wide: float = CARD[0]) -> Sheet:
    """Pack frames on shelves of one height so that the whole resembles a paper sheet.

    Frames keep their order, which should be the largest first; `wide` is how wide a
    card is at the least.
    """
    if not frames:
        return Sheet((), *CARD)
    area = sum(_width(1, wide) * each.height(1, each.rows(1)) for each in frames)
    guess = (area * SHAPE) ** 0.5 / (wide + GAP)
    narrow, broad = max(2, round(guess * 0.75)), max(4, round(guess * 1.3))
    step = max(1, (broad - narrow) // 12)
    sheets = [
        _sheet(frames, _width(columns, wide) + 2 * GUTTER, wide)
        for columns in range(narrow, broad + 1, step)
    ]
    return min(sheets, key=_oddness)


def _oddness(sheet: Sheet) -> float:
    """Prefer sheets of paper's shape, then those with little empty space."""
    side = sheet.width / sheet.height / SHAPE
    odd = max(side, 1 / side)
    return odd * float((sheet.width * sheet.height * odd) ** 0.5)


def _sheet(frames: Sequence[Frame], width: float, wide: float) -> Sheet:
    """Cut the frames into shelves of least total height, then stretch each shelf."""

    def shelf(start: int, end: int) -> tuple[float, Shelf] | None:
        found = _outer(frames[start:end], width, wide)
        return (found.high + GUTTER, found) if found else None

    places: list[Place] = []
    y = 0.0
    for each in _least(len(frames), shelf):
        placed = _places(each, y, width, wide)
        places += placed
        y += placed[0].height + GUTTER
    return Sheet(tuple(places), max(p.x + p.width for p in places), y - GUTTER)


def _least(
    count: int, shelf: Callable[[int, int], tuple[float, Cut] | None]
) -> list[Cut]:
    """Cut a row into shelves of least total height; a longer shelf is wider still."""
    best: list[tuple[float, int, Cut | None]] = [(0.0, 0, None)]
    for end in range(1, count + 1):
        options: list[tuple[float, int, Cut | None]] = []
        for start in range(end - 1, -1, -1):
            found = shelf(start, end)
            if found is None:
                break
            options.append((best[start][0] + found[0], start, found[1]))
        best.append(min(options, key=lambda option: option[:2]))
    cuts: list[Cut] = []
    end = count
    while end:
        _, end, cut = best[end]
        if cut is not None:
            cuts.append(cut)
    return cuts[::-1]


def _outer(frames: Sequence[Frame], width: float, wide: float) -> Shelf | None:
    """Return the shelf with the fewest rows on which these frames fit side by side.

    A frame alone always fits: it becomes as high as need be.
    """
    most = frames[0].rows(1) if len(frames) == 1 else MOST_ROWS
    cards = sum(frame.all_cards for frame in frames)
    least = int(cards * (wide + GAP) // width)  # fewer cannot hold so many
    for rows in range(max(1, least), most + 1):
        columns = tuple(frame.columns(rows) for frame in frames)
        taken = sum(_width(count, wide) for count in columns)
        if 0 not in columns and taken + GUTTER * (len(frames) - 1) <= width:
            return Shelf(tuple(frames), columns, rows)
    return None


def _inner(frames: Sequence[Frame], most: int) -> Shelf | None:
    """Return the shelf inside of a frame; alone a frame takes all its columns."""
    if len(frames) == 1:
        wide = min(most, max(1, frames[0].all_cards))
        return Shelf(tuple(frames), (wide,), frames[0].rows(wide))
    for rows in range(1, MOST_ROWS + 1):
        columns = tuple(frame.columns(rows) for frame in frames)
        if 0 not in columns and sum(columns) <= most:
            return Shelf(tuple(frames), columns, rows)
    return None


def _places(shelf: Shelf, y: float, width: float, wide: float) -> list[Place]:
    taken = sum(_width(count, wide) for count in shelf.columns)
    spare = width - taken - GUTTER * (len(shelf.frames) - 1)
    stretch = min(spare / sum(shelf.columns), wide * 0.3)
    places = []
    x = 0.0
    for frame, count in zip(shelf.frames, shelf.columns, strict=True):
        across = _width(count, wide) + stretch * count
        place = Place(x, y, across, shelf.high, count, shelf.heading, high=frame.high)
        places.append(_filled(frame, place))
        x += across + GUTTER
    return places


def _filled(frame: Frame, place: Place) -> Place:
    """Put what stands inside of a frame beneath its cards, on its columns."""
    if not frame.inside:
        return place
    step = (place.width - 2 * PADDING + GAP) / place.columns
    y = place.y + place.heading + ceil(frame.cards / place.columns) * (frame.high + GAP)
    inside: list[Place] = []
    for shelf in frame.shelves(place.columns):
        x = place.x + PADDING
        spare = (place.columns - sum(shelf.columns)) / sum(shelf.columns)
        for each, count in zip(shelf.frames, shelf.columns, strict=True):
            across = count * (1 + min(spare, 0.3)) * step - GAP
            room = Place(x, y, across, shelf.high, count, shelf.heading, high=each.high)
            inside.append(_filled(each, room))
            x += across + GAP
        y += shelf.high + GAP
    return Place(
        place.x,
        place.y,
        place.width,
        place.height,
        place.columns,
        place.heading,
        tuple(inside),
        place.high,
    )


def _width(columns: int, wide: float) -> float:
    return columns * (wide + GAP) - GAP + 2 * PADDING
