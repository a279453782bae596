"""What a map is asked for, once its words have become rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from architecture.maps.choices import Colour, Grouping, Way
from architecture.model import Element, Organisation

Addresses = Mapping[str, str]
"""Patterns of addresses with a `{}` for the id: `element` of applications, `other` of
other layers, `office`, `impact` of an element; and the lists `used`, `unhosted` and
`unstored`."""

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
