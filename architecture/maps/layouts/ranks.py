"""Where boxes in ranks go, and how arrows run around them.

Boxes of a column stand above one another.  An arrow over several columns passes those
between in a lane of its own, so that no line runs through a box; arrows with a common
end share lanes.  The order is that of the least crossings found in some sweeps, the
heights are those nearest to what each is related to.  Lengths are points, y grows
downwards; the same map gives the same places.
"""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from architecture.maps.content import Arrow, Box, Map

BOX, FOCUS = (164.0, 48.0), (176.0, 56.0)
HEAD, PADDING, BETWEEN = 26.0, 10.0, 14.0
GAP, ASIDE, LANE = 12.0, 10.0, 5.0
"""Between two boxes, between a box and a lane, between two lanes."""

NARROW, LABELLED, WIDE = 70.0, 132.0, 170.0
"""Between columns: few arrows, arrows with words, many arrows."""

SWEEPS, ROUNDS = 14, 10
COUNTED = 3000
"""Of more lines crossings are not counted: such a picture is not read line by line."""

Name = tuple[str, ...]
"""A box by its key, a lane by what it belongs to and its column."""

Rect = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(slots=True)
class Spot:
    """A place in a column: its centre and size; a lane is as wide as its column."""

    name: Name
    column: int
    size: tuple[float, float]
    frame: str = ""
    lane: bool = False
    x: float = 0.0
    y: float = 0.0

    def side(self, way: int) -> float:
        """Return the x of its right side (1) or of its left one (-1)."""
        return self.x + way * self.size[0] / 2


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an arrow from its source: what it passes, and where it touches."""

    points: tuple[Point, ...]
    alone: tuple[bool, bool]
    loop: bool = False


@dataclass(frozen=True, slots=True)
class Ranks:
    """All places of a map in ranks: boxes and frames by key, a route an arrow."""

    spots: Mapping[str, Spot]
    frames: Mapping[str, Rect]
    routes: Sequence[Route]
    wide: float
    high: float


def ranked(content: Map, *, labelled: bool = False) -> Ranks:
    """Place the boxes of a map by their columns, and its arrows around them."""
    table = _Table(content)
    table.order()
    table.settle()
    table.widen(labelled=labelled)
    routes = _routes(table)
    left, right, top, low = table.bounds()
    for spot in table.spots.values():
        spot.x, spot.y = spot.x - left, spot.y - top
    return Ranks(
        {box.key: table.spots[(box.key,)] for box in content.boxes},
        table.frames(right - left, low - top),
        [_moved(route, left, top) for route in routes],
        right - left,
        low - top,
    )


@dataclass(frozen=True, slots=True)
class _Path:
    """What an arrow passes from left to right; `back` when it runs the other way."""

    names: tuple[Name, ...]
    back: bool
    loop: bool = False


@dataclass
class _Table:
    """Columns of boxes and lanes, and what is next to what."""

    content: Map
    spots: dict[Name, Spot] = field(default_factory=dict)
    columns: list[list[Name]] = field(default_factory=list)
    paths: list[_Path] = field(default_factory=list)
    near: dict[Name, dict[Name, float]] = field(default_factory=dict)
    gaps: Counter[int] = field(default_factory=Counter)
    swim: bool = False

    def __post_init__(self) -> None:
        numbers = sorted({box.column for box in self.content.boxes})
        place = {number: index for index, number in enumerate(numbers)}
        self.columns = [[] for _ in numbers]
        frames: defaultdict[int, set[str]] = defaultdict(set)
        sides = Counter(
            (key, way)
            for arrow in self.content.arrows
            for key, way in ((arrow.source, 1), (arrow.target, -1))
        )
        for box in self.content.boxes:
            touching = max(sides[box.key, 1], sides[box.key, -1])
            self._stand(box, place[box.column], touching)
            frames[place[box.column]].add(box.group)
        used = [each for several in frames.values() for each in several]
        self.swim = (
            bool(used) and all(used) and (len(set(used)) == len(frames) == len(used))
        )
        for column, names in enumerate(self.columns):
            self.columns[column] = [*chain.from_iterable(self._blocks(names))]
        shared = self._shared()
        self.near = {name: {} for name in self.spots}
        for arrow in self.content.arrows:
            self.paths.append(self._path(arrow, shared))
        for path in self.paths:
            for one, other in pairwise(path.names if not path.loop else ()):
                self._join(one, other)

    def _stand(self, box: Box, column: int, touching: int) -> None:
        wide, high = FOCUS if box.focus else BOX
        name = (box.key,)
        self.spots[name] = Spot(
            name, column, (wide, min(260.0, max(high, 5.0 * touching))), box.group
        )
        self.columns[column].append(name)

    def _ends(self, arrow: Arrow) -> tuple[Spot, Spot, bool]:
        one, other = self.spots[(arrow.source,)], self.spots[(arrow.target,)]
        back = one.column > other.column
        return (other, one, True) if back else (one, other, False)

    def _shared(self) -> Counter[tuple[Name, int]]:
        """Return how many long arrows each box has to its right (1) and left (-1)."""
        counts: Counter[tuple[Name, int]] = Counter()
        for arrow in self.content.arrows:
            left, right, _ = self._ends(arrow)
            if right.column - left.column > 1:
                counts[left.name, 1] += 1
                counts[right.name, -1] += 1
        return counts

    def _path(self, arrow: Arrow, shared: Counter[tuple[Name, int]]) -> _Path:
        left, right, back = self._ends(arrow)
        if left.column == right.column:
            return _Path((left.name, right.name), back, loop=True)
        first = shared[left.name, 1] >= shared[right.name, -1]
        owner = ("from", *left.name) if first else ("to", *right.name)
        owner = (*owner, str(back), arrow.line)
        names = [left.name]
        for column in range(left.column + 1, right.column):
            name = (*owner, str(column))
            if name not in self.spots:
                self.spots[name] = Spot(name, column, (BOX[0], 2.0), lane=True)
                self.columns[column].append(name)
                self.near[name] = {}
            names.append(name)
        return _Path((*names, right.name), back)

    def _join(self, one: Name, other: Name) -> None:
        lanes = self.spots[one].lane + self.spots[other].lane
        weight = (1.0, 2.0, 6.0)[lanes]
        if other not in self.near[one]:
            self.gaps[self.spots[one].column] += 1
        self.near[one][other] = self.near[other][one] = weight

    # ---- the order in a column ---------------------------------------------

    def order(self) -> None:
        """Sweep over the columns; keep the order with the fewest crossings."""
        best, fewest = [list(each) for each in self.columns], self._crossings()
        last = len(self.columns) - 1
        for sweep in range(SWEEPS if last else 0):
            forth = sweep % 2 == 0
            span = range(1, last + 1) if forth else range(last - 1, -1, -1)
            for column in span:
                self._sort(column, column - 1 if forth else column + 1)
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(each) for each in self.columns], crossings
            if not fewest:
                break
        self.columns = best

    def _sort(self, column: int, beside: int) -> None:
        """Put each at the mean of its neighbours; frames stay together."""
        places = {name: at for at, name in enumerate(self.columns[beside])}
        scale = len(places) / max(1, len(self.columns[column]))
        wish: dict[Name, float] = {}
        for at, name in enumerate(self.columns[column]):
            found = [places[each] for each in self.near[name] if each in places]
            wish[name] = sum(found) / len(found) if found else at * scale
        ordered = sorted(
            self._blocks(self.columns[column]),
            key=lambda block: sum(wish[name] for name in block) / len(block),
        )
        self.columns[column] = [
            name for block in ordered for name in sorted(block, key=wish.__getitem__)
        ]

    def _blocks(self, names: Iterable[Name]) -> list[list[Name]]:
        """Part a column into what must stay together: frames, single boxes, lanes."""
        blocks: defaultdict[Name, list[Name]] = defaultdict(list)
        for name in names:
            frame = "" if self.swim else self.spots[name].frame
            blocks[("frame", frame) if frame else name].append(name)
        return list(blocks.values())

    def _crossings(self) -> int:
        if sum(self.gaps.values()) > COUNTED:
            return 1
        crossings = 0
        for left, right in pairwise(self.columns):
            places = {name: at for at, name in enumerate(right)}
            seen: list[int] = []
            for name in left:
                near = self.near[name].keys() & places.keys()
                ends = sorted(places[each] for each in near)
                crossings += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
        return crossings

    # ---- the heights -------------------------------------------------------

    def settle(self) -> None:
        """Let each stand as near to what it is related to as the order allows."""
        apart = [self._apart(names) for names in self.columns]
        for names, steps in zip(self.columns, apart, strict=True):
            at = -sum(steps) / 2
            for name, step in zip(names, steps, strict=True):
                at += step
                self.spots[name].y = at
        span = [*range(len(self.columns)), *range(len(self.columns) - 2, -1, -1)]
        for column in span * ROUNDS:
            self._settle(self.columns[column], apart[column])

    def _apart(self, names: Sequence[Name]) -> list[float]:
        """Return how far each centre must be below the one before; nought first."""
        steps = [0.0] * min(1, len(names))
        for above, below in pairwise(self.spots[name] for name in names):
            step = (above.size[1] + below.size[1]) / 2
            step += (GAP, ASIDE, LANE)[above.lane + below.lane]
            if not self.swim and above.frame != below.frame:
                step += (PADDING + BETWEEN / 2) * bool(above.frame)
                step += (HEAD + BETWEEN / 2) * bool(below.frame)
            steps.append(step)
        return steps

    def _settle(self, names: Sequence[Name], steps: Sequence[float]) -> None:
        """Move a column: least squares in the order given, by pooling violators."""
        offset = 0.0
        pools: list[tuple[float, float, int]] = []
        for name, step in zip(names, steps, strict=True):
            offset += step
            near = self.near[name]
            weight = sum(near.values())
            wish = self.spots[name].y
            if weight:
                wish = sum(self.spots[to].y * by for to, by in near.items()) / weight
            pool = (wish - offset, weight or 0.05, 1)
            while pools and pools[-1][0] > pool[0]:
                mean, heavy, many = pools.pop()
                both = heavy + pool[1]
                mean = (mean * heavy + pool[0] * pool[1]) / both
                pool = (mean, both, many + pool[2])
            pools.append(pool)
        means = (mean for mean, _, many in pools for _ in range(many))
        offset = 0.0
        for name, step, mean in zip(names, steps, means, strict=True):
            offset += step
            self.spots[name].y = mean + offset

    # ---- the widths --------------------------------------------------------

    def widen(self, *, labelled: bool) -> None:
        """Give each column its x: between many arrows there is more room."""
        x = 0.0
        for column, names in enumerate(self.columns):
            boxes = [self.spots[name] for name in names if not self.spots[name].lane]
            wide = max((spot.size[0] for spot in boxes), default=BOX[0])
            framed = any(spot.frame for spot in boxes) * 2 * PADDING
            for name in names:
                spot = self.spots[name]
                spot.x = x + framed / 2 + wide / 2
                if spot.lane:
                    spot.size = (wide, spot.size[1])
            loops = sum(
                path.loop and self.spots[path.names[0]].column == column
                for path in self.paths
            )
            room = NARROW + 1.2 * self.gaps[column] + 3.0 * loops
            room = max(room, LABELLED if labelled else 0.0)
            x += wide + framed + min(room, WIDE)

    def bounds(self) -> Rect:
        """Return left, right, top and bottom of everything, frames and all."""
        spots = self.spots.values()
        framed = any(spot.frame for spot in spots)
        pad = PADDING if framed else 0.0
        loops = any(path.loop for path in self.paths)
        return (
            min((spot.side(-1) for spot in spots), default=0.0) - pad,
            max((spot.side(1) for spot in spots), default=BOX[0])
            + max(pad, 50.0 if loops else 0.0),
            min((spot.y - spot.size[1] / 2 for spot in spots), default=0.0)
            - (HEAD + 4 if framed else 0.0),
            max((spot.y + spot.size[1] / 2 for spot in spots), default=BOX[1]) + pad,
        )

    def frames(self, wide: float, high: float) -> dict[str, Rect]:
        """Return left, top, width and height of each frame, for places as moved."""
        found: dict[str, Rect] = {}
        members: defaultdict[str, list[Spot]] = defaultdict(list)
        for spot in self.spots.values():
            if spot.frame:
                members[spot.frame].append(spot)
        for frame, spots in members.items():
            left = min(spot.side(-1) for spot in spots) - PADDING
            right = max(spot.side(1) for spot in spots) + PADDING
            top = min(spot.y - spot.size[1] / 2 for spot in spots) - HEAD
            low = max(spot.y + spot.size[1] / 2 for spot in spots) + PADDING
            if self.swim:
                top, low = 0.0, high
            found[frame] = (max(left, 0.0), top, min(right, wide) - left, low - top)
        return found


def _routes(table: _Table) -> list[Route]:
    """Spread what touches a side of a box over its height, in the order of the ends."""
    sides: defaultdict[tuple[Name, int], set[Name]] = defaultdict(set)
    for path in table.paths:
        first, last = path.names[0], path.names[-1]
        sides[first, 1].add(path.names[1])
        sides[last, 1 if path.loop else -1].add(path.names[-2])
    ports: dict[tuple[Name, int, Name], float] = {}
    for (name, way), others in sides.items():
        spot = table.spots[name]
        step = min(spot.size[1] * 0.8 / len(others), 14.0)
        at = spot.y - step * (len(others) - 1) / 2
        for other in sorted(others, key=lambda each: (table.spots[each].y, each)):
            ports[name, way, other] = at
            at += step
    return [_route(table, path, ports, sides) for path in table.paths]


def _route(
    table: _Table,
    path: _Path,
    ports: Mapping[tuple[Name, int, Name], float],
    sides: Mapping[tuple[Name, int], Iterable[Name]],
) -> Route:
    first, last = path.names[0], path.names[-1]
    arriving = 1 if path.loop else -1
    points = [(table.spots[first].side(1), ports[first, 1, path.names[1]])]
    for name in path.names[1:-1]:
        spot = table.spots[name]
        points += [(spot.side(-1), spot.y), (spot.side(1), spot.y)]
    end = table.spots[last].side(arriving), ports[last, arriving, path.names[-2]]
    points.append(end)
    alone = (
        len(list(sides[first, 1])) == 1,
        len(list(sides[last, arriving])) == 1,
    )
    if path.back:
        points.reverse()
        alone = alone[::-1]
    return Route(tuple(points), alone, path.loop)


def _moved(route: Route, left: float, top: float) -> Route:
    points = tuple((x - left, y - top) for x, y in route.points)
    return Route(points, route.alone, route.loop)
