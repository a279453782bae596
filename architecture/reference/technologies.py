"""The shipped list of technology, with the days on which its support ends.

Governments add to it, or say otherwise, in lists of their own.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from architecture.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Technology:
    """One technology or version; `ends_on` None where no end has been announced."""

    name: str
    kind: str
    ends_on: date | None
    source: str


@cache
def technologies() -> tuple[Technology, ...]:
    """Return every entry, in the order of the list.

    >>> next(each.ends_on.year for each in technologies() if each.name == "PHP 7.4")
    2022
    """
    return tuple(
        Technology(
            name=row["name"],
            kind=row["kind"],
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            source=row["source"],
        )
        for row in rows("technologies")
    )
