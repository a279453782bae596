"""What a map is asked for, once its words have become rows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from architecture.maps.choices import Colour, Grouping, Way
from architecture.model import Element, Organisation

Addresses = Mapping[str, str]
"""What boxes and frames lead to: patterns with a `{}` for the id, or whole addresses.
Which there are says the portal, in `eaportal/maps/wanted.py`."""

NOWHERE: Addresses = defaultdict(str)
"""For pictures of which nothing leads anywhere."""

MOST_HOPS = 3


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One map of a government: of which day, of whom, and how it is told.

    `offices` narrows it to some organisations, `focus` is the element in the middle,
    `compare` the later day of a change.  A view takes of it what it understands.
    """

    government: Organisation
    on: date
    addresses: Addresses
    offices: frozenset[int] = frozenset()
    focus: Element | None = None
    hops: int = 1
    way: Way = Way.BOTH
    colour: Colour = Colour.STATUS
    grouping: Grouping = Grouping.OFFICE
    compare: date | None = None

    @property
    def source(self) -> str:
        """Return what stands beneath the picture as its source."""
        return f"Arsitektur SPBE {self.government.name}"
