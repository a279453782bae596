"""Which frame an item stands in: an office, or a frame of a unit inside of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from architecture.maps.content import Item, Office

USED = "used"
"""The key of the frame for what is used but owned by others; it comes last."""

HOMELESS = "none"
"""The key of the frame for what belongs to no known office."""


@dataclass(frozen=True)
class Frame:
    """A frame with the items that stand in it, and the frames inside of it."""

    key: str
    name: str
    url: str = ""
    parent: str = ""
    items: tuple[Item, ...] = ()
    inside: tuple["Frame", ...] = ()

    @cached_property
    def count(self) -> int:
        """Return how many items stand in it at any depth."""
        return len(self.items) + sum(each.count for each in self.inside)

    def everything(self) -> Iterator[Item]:
        """Yield the items that stand in it at any depth."""
        yield from self.items
        for each in self.inside:
            yield from each.everything()


@dataclass(frozen=True)
class Frames:
    """All frames, the largest first; `empty` counts the offices without items."""

    tops: tuple[Frame, ...]
    known: Mapping[str, Office]
    empty: int

    def whole(self) -> Iterator[Frame]:
        """Yield each frame and then those inside of it."""
        for top in self.tops:
            yield top
            yield from top.inside

    @cached_property
    def _tops(self) -> Mapping[str, Frame]:
        return {top.key: top for top in self.tops}

    def top_of(self, frame: Frame) -> Frame:
        """Return the outer frame in which a frame stands."""
        return self._tops[frame.parent] if frame.parent else frame

    def name_of(self, item: Item, frame: Frame) -> str:
        """Return the name of the office that an item names, else of its frame."""
        office = self.known.get(item.office or "")
        return office.name if office else frame.name


def framed(
    items: Sequence[Item], offices: Iterable[Office], *, homeless: str
) -> Frames:
    """Put each item into exactly one frame; in a frame they keep their order."""
    known = {office.key: office for office in offices}
    places = {key: _place(key, known) for key in known}
    nowhere = (Office(HOMELESS, homeless), None)
    members: dict[str, dict[str, list[Item]]] = {}
    said: dict[str, Office] = {}
    for item in items:
        top, unit = places.get(item.office or "", nowhere)
        said[top.key] = top
        if unit:
            said[unit.key] = unit
        inner = members.setdefault(top.key, {})
        inner.setdefault(unit.key if unit else top.key, []).append(item)
    tops = [_frame(said[key], inner, said) for key, inner in members.items()]
    every = {top.key for top, _ in places.values()} - set(members)
    roots = {key for key, each in known.items() if each.parent not in known}
    return Frames(tuple(sorted(tops, key=_largest_first)), known, len(every - roots))


def _frame(
    office: Office, members: Mapping[str, Sequence[Item]], said: Mapping[str, Office]
) -> Frame:
    inside = [
        Frame(said[key].key, said[key].name, said[key].url, office.key, tuple(items))
        for key, items in members.items()
        if key != office.key
    ]
    return Frame(
        office.key,
        office.name,
        office.url,
        items=tuple(members.get(office.key, ())),
        inside=tuple(sorted(inside, key=_largest_first)),
    )


def _largest_first(frame: Frame) -> tuple[bool, int, str, str]:
    last = frame.key in {HOMELESS, USED}
    return (last, -frame.count, frame.name.casefold(), frame.key)


def _place(key: str, known: Mapping[str, Office]) -> tuple[Office, Office | None]:
    """Climb to the office directly under a root, and the one below it on the way.

    A circle ends the climb.
    """
    path = [known[key]]
    seen = {key}
    while (above := known.get(path[-1].parent or "")) and above.key not in seen:
        seen.add(above.key)
        path.append(above)
    if len(path) == 1:
        return path[0], None
    return path[-2], path[-3] if len(path) > 2 else None
