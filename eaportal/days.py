"""The day that a page shows the model on: today, or the one that the address names."""

from dataclasses import dataclass, replace
from datetime import date

from flask import request

from architecture.elements.values import EARLIEST_YEAR
from architecture.reference.calendar import read_day
from eaportal import formats

NAME = "tanggal"
UNSURE = "belum"
"""How the address calls the day since which nobody confirmed what a list leaves."""
LATEST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day, and what was typed instead where that was none."""

    day: date
    today: date
    wrong: str = ""

    @property
    def moved(self) -> bool:
        """Tell whether it is another day than today."""
        return self.day != self.today

    @property
    def said(self) -> str | None:
        """Return how an address says the day; None leaves today out of it."""
        return self.day.isoformat() if self.moved else None


def still(as_of: AsOf) -> AsOf:
    """Return today, for a page that tells no other day; what was wrong stays said."""
    return replace(as_of, day=as_of.today)


def as_of(name: str = NAME) -> AsOf:
    """Return the day that the address asks for; what is no day is said and left."""
    today = formats.today()
    typed = request.args.get(name, "").strip()[:40]
    if not typed:
        return AsOf(today, today)
    try:
        day = read_day(typed)
    except ValueError:
        return AsOf(today, today, wrong=typed)
    return AsOf(day, today) if fits(day) else AsOf(today, today, wrong=typed)


def fits(day: date) -> bool:
    """Tell whether the model can be shown on a day."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR
