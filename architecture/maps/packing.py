"""Where frames of cards go on a sheet: shelves like those of a newspaper.

All lengths are points.  The same sizes in the same order give the same places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

CARD = (132.0, 45.0)
GAP = 6.0
PADDING = 8.0
GUTTER = 12.0
SHAPE = 1.414
"""The sides of an A-format sheet that lies on its long side."""

MOST_ROWS = 16


@dataclass(frozen=True)
class Frame:
    """What is to be packed: how many cards, and how high its heading is per width."""

    cards: int
    headings: tuple[float, ...]
    """The height of the heading when the frame is 1, 2, 3 … cards wide."""

    def heading(self, columns: int) -> float:
        """Return the height of the heading at a width in cards."""
        return self.headings[min(columns, len(self.headings)) - 1]


@dataclass(frozen=True)
class Place:
    """Where a frame stands, from the top left, and how its cards stand in it."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    heading: float

    def card(self, number: int) -> tuple[float, float]:
        """Return the top left corner of a card of this frame."""
        row, column = divmod(number, self.columns)
        inner = self.width - 2 * PADDING + GAP
        return (
            self.x + PADDING + column * inner / self.columns,
            self.y + self.heading + row * (CARD[1] + GAP),
        )

    @property
    def card_width(self) -> float:
        """Return how wide a card is when the row fills the frame."""
        return (self.width - 2 * PADDING + GAP) / self.columns - GAP


@dataclass(frozen=True)
class Sheet:
    """All places, in the order of the frames, and the size that they take up."""

    places: tuple[Place, ...]
    width: float
    height: float


def packed(frames: Sequence[Frame]) -> Sheet:
    """Pack frames on shelves of one height so that the whole resembles a paper sheet.

    Frames keep their order, which should be the largest first.
    """
    if not frames:
        return Sheet((), CARD[0], CARD[1])
    area = sum(_width(1) * _height([frame], [1], frame.cards) for frame in frames)
    guess = (area * SHAPE) ** 0.5 / (CARD[0] + GAP)
    narrow, wide = max(2, round(guess * 0.75)), max(4, round(guess * 1.3))
    step = max(1, (wide - narrow) // 12)
    sheets = [
        _sheet(frames, _width(columns) + 2 * GUTTER)
        for columns in range(narrow, wide + 1, step)
    ]
    return min(sheets, key=_oddness)


def _oddness(sheet: Sheet) -> float:
    """Prefer sheets of paper's shape, then those with little empty space."""
    side = sheet.width / sheet.height / SHAPE
    odd = max(side, 1 / side)
    return odd * float((sheet.width * sheet.height * odd) ** 0.5)


def _sheet(frames: Sequence[Frame], width: float) -> Sheet:
    """Cut the frames into shelves of least total height, then stretch each shelf."""
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # height, start, rows
    for end in range(1, len(frames) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            shelf = _shelf(frames[start:end], width)
            if shelf is None:
                break  # a longer shelf is wider still
            rows, height = shelf
            options.append((best[start][0] + height + GUTTER, start, rows))
        best.append(min(options))
    cuts: list[tuple[int, int, int]] = []
    end = len(frames)
    while end:
        _, start, rows = best[end]
        cuts.append((start, end, rows))
        end = start
    places: list[Place] = []
    y = 0.0
    for start, stop, rows in reversed(cuts):
        placed = _places(frames[start:stop], rows, y, width)
        places += placed
        y += placed[0].height + GUTTER
    return Sheet(tuple(places), max(p.x + p.width for p in places), y - GUTTER)


def _shelf(frames: Sequence[Frame], width: float) -> tuple[int, float] | None:
    """Return the fewest rows with which these frames fit side by side, and the height.

    A frame alone always fits: it becomes as high as need be.
    """
    most = frames[0].cards if len(frames) == 1 else MOST_ROWS
    cards = sum(frame.cards for frame in frames)
    least = int(cards * (CARD[0] + GAP) // width)  # fewer cannot hold so many
    for rows in range(max(1, least), most + 1):
        columns = [ceil(frame.cards / rows) for frame in frames]
        if sum(map(_width, columns)) + GUTTER * (len(frames) - 1) <= width:
            return rows, _height(frames, columns, rows)
    return None


def _places(frames: Sequence[Frame], rows: int, y: float, width: float) -> list[Place]:
    columns = [ceil(frame.cards / rows) for frame in frames]
    height = _height(frames, columns, rows)
    heading = max(
        frame.heading(count) for frame, count in zip(frames, columns, strict=True)
    )
    spare = width - sum(map(_width, columns)) - GUTTER * (len(frames) - 1)
    stretch = min(spare / sum(columns), CARD[0] * 0.3)
    places = []
    x = 0.0
    for count in columns:
        wide = _width(count) + stretch * count
        places.append(Place(x, y, wide, height, count, heading))
        x += wide + GUTTER
    return places


def _width(columns: int) -> float:
    return columns * (CARD[0] + GAP) - GAP + 2 * PADDING


def _height(frames: Sequence[Frame], columns: Sequence[int], rows: int) -> float:
    heading = max(
        frame.heading(count) for frame, count in zip(frames, columns, strict=True)
    )
    return heading + rows * (CARD[1] + GAP) - GAP + PADDING
