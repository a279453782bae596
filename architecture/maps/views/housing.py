"""What stands in what: machines in places and in each other, and what runs on them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from architecture.layers import Layer
from architecture.maps.content import Item

DEEP = 3
"""So many frames stand in each other; what is deeper stands in the innermost."""

LOOSE = "loose"
"""The key of the frame for machines that hold nothing and stand nowhere known."""

LAYERS = (Layer.APPLICATION, Layer.DATA, Layer.INFRASTRUCTURE)


@dataclass(frozen=True, kw_only=True)
class Host:
    """A place or a machine: where it stands, and what is said of its state.

    `parent` is the key of another host, or empty; `alarm` tells that somebody should
    do something about it.
    """

    item: Item
    parent: str = ""
    said: str = ""
    alarm: bool = False


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Something that runs or is stored on a host, and how: for tests, as a copy."""

    key: str
    host: str
    said: str = ""


class Tree:
    """Hosts in their places, without circles, and what each holds."""

    def __init__(
        self,
        hosts: Mapping[str, Host],
        items: Mapping[str, Item],
        placed: Sequence[Placed],
    ) -> None:
        """Sort everything by where it stands."""
        self.hosts, self.items = hosts, items
        self.on: defaultdict[str, list[Placed]] = defaultdict(list)
        self.times = Counter(each.key for each in placed)
        for each in sorted(placed, key=self._order):
            self.on[each.host].append(each)
        self.under: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(hosts, key=self.order):
            self.under[hosts[key].parent].append(key)
        self.framed = {key for key in hosts if self.on[key] or self.under[key]}
        self.depths = {key: len(self.above(key)) for key in hosts}

    def above(self, key: str) -> list[str]:
        """Return what a host stands in, the nearest first; a circle ends it."""
        found: list[str] = []
        while (key := self.hosts[key].parent) and key not in found:
            found.append(key)
        return found

    def frame(self, key: str) -> str:
        """Return the frame in which what a host holds stands: its own, if not too deep.

        A host that holds nothing stands in that of its parent, or among the loose.
        """
        if key in self.framed and self.depths[key] < DEEP:
            return key
        for up in self.above(key):
            if self.depths[up] < DEEP:
                return up
        return LOOSE

    def size(self, key: str) -> int:
        """Return how much a host holds at any depth."""
        inner = sum(self.size(each) for each in self.under[key])
        return len(self.on[key]) + len(self.under[key]) + inner

    def largest(self, key: str) -> tuple[int, str, str]:
        """Sort hosts: what holds most first."""
        return (-self.size(key), *self.order(key))

    def order(self, key: str) -> tuple[str, str]:
        """Sort hosts by name."""
        return self.hosts[key].item.name.casefold(), key

    def _order(self, each: Placed) -> tuple[int, bool, str, str]:
        item = self.items[each.key]
        hidden = item.hidden  # the order must not tell the name
        name = "" if hidden else item.name.casefold()
        return LAYERS.index(item.layer), hidden, name, each.key
