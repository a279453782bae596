"""The day that a page shows the model on: today, or the one that the address names."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import request

from architecture.elements.values import EARLIEST_YEAR
from architecture.errors import Invalid
from architecture.reference.calendar import read_day
from eaportal import formats

NAME = "tanggal"
UNSURE = "belum"
"""How the address calls the day since which nobody confirmed what a list leaves."""
LATEST_YEAR = 2100
OUTSIDE = f"Pilih tahun {EARLIEST_YEAR} sampai {LATEST_YEAR}."


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day, and what was typed instead where that was none, and why it is none."""

    day: date
    today: date
    wrong: str = ""
    why: str = ""

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


def stamp(day: date | None) -> str:
    """Return what the name of a file says of its day: when it was made, or of when.

    >>> stamp(date(2028, 1, 1))
    'per-2028-01-01'
    """
    return f"per-{day}" if day else f"{formats.today()}"


def check(day: date | None) -> None:
    """Raise `Invalid` for a day on which the model is not shown."""
    if day is not None and not fits(day):
        sentence = OUTSIDE
        raise Invalid(sentence, problems={"on": [sentence]})


def refused(form: Any) -> bool:
    """Tell whether the day `on` of a form is none to show, and say so beside it."""
    try:
        check(form.on.data)
    except Invalid as error:
        form.refuse(error)
    return bool(form.errors)


def as_of(name: str = NAME) -> AsOf:
    """Return the day that the address asks for; what is no day is said and left."""
    today = formats.today()
    typed = request.args.get(name, "").strip()[:40]
    if not typed:
        return AsOf(today, today)
    try:
        day = read_day(typed)
        check(day)
    except ValueError as error:
        return AsOf(today, today, wrong=typed, why=str(error))
    except Invalid as error:
        return AsOf(today, today, wrong=typed, why=error.sentence)
    return AsOf(day, today)


def fits(day: date) -> bool:
    """Tell whether the model can be shown on a day."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR
