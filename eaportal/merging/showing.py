"""What the page of a merge shows of it, by what the viewer may read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from architecture import merging
from architecture.inventory.details import BY_NAME
from architecture.merging import Moved, Topic
from architecture.model import Merge
from eaportal.history.telling import Change, change_of

AT_ONCE = 8
"""So many of one kind are shown before "more"."""


@dataclass(frozen=True, slots=True)
class Group:
    """What refers to the merged one, of one kind."""

    topic: Topic
    shown: Sequence[Moved]
    more: Sequence[Moved]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.shown) + len(self.more)


def grouped(moved: Iterable[Moved]) -> list[Group]:
    """Return what moves by kind, in the order of `Topic`."""
    order = {topic: at for at, topic in enumerate(Topic)}
    rows = sorted(moved, key=lambda each: order[each.topic])
    found = []
    for topic, some in groupby(rows, key=lambda each: each.topic):
        together = list(some)
        found.append(Group(topic, together[:AT_ONCE], together[AT_ONCE:]))
    return found


def changes(row: Merge, readable: Collection[str]) -> list[Change]:
    """Return what the survivor stated anew."""
    return [
        change_of(BY_NAME.get(name), name, old, new)
        for name, (old, new) in merging.stated(row).items()
        if name in readable or name not in BY_NAME
    ]
