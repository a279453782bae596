"""Days as people write them, and working days: Monday to Friday without holidays."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows

_DAY = timedelta(days=1)
_SATURDAY = 5

WIB = timezone(timedelta(hours=7), "WIB")
"""The zone in which letters are dated and days are counted."""

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which offices rest; what is not `high` in confidence may move."""

    day: date
    name: str
    shared_leave: bool
    confidence: str
    source: str


@cache
def holidays() -> Mapping[date, Holiday]:
    """Return the shipped holidays and shared leave of 2025 to 2027 by their date.

    >>> holidays()[date(2026, 8, 17)].name
    'Hari Proklamasi Kemerdekaan'
    """
    found = {
        (day := date.fromisoformat(row["date"])): Holiday(
            day=day,
            name=row["name"],
            shared_leave=row["kind"] == "SHARED_LEAVE",
            confidence=row["confidence"],
            source=row["source"],
        )
        for row in rows("holidays")
    }
    return MappingProxyType(found)


def day_of(moment: datetime) -> date:
    """Return the day of a moment in western Indonesia.

    >>> day_of(datetime.fromisoformat("2026-11-22T20:00:00+00:00"))
    datetime.date(2026, 11, 23)
    """
    return moment.astimezone(WIB).date()


def is_working_day(day: date, days_off: Collection[date] | None = None) -> bool:
    """Tell whether offices work; `days_off` replaces the shipped holidays.

    >>> is_working_day(date(2026, 11, 22))
    False
    """
    off = holidays() if days_off is None else days_off
    return day.weekday() < _SATURDAY and day not in off


def working_days(
    start: date, end: date, days_off: Collection[date] | None = None
) -> int:
    """Count the working days after `start` up to and with `end`; 0 if it is not later.

    >>> working_days(date(2026, 11, 20), date(2026, 11, 23))
    1
    >>> working_days(date(2026, 12, 23), date(2026, 12, 28))
    1
    """
    days = (end - start).days
    return sum(
        is_working_day(start + _DAY * each, days_off) for each in range(1, days + 1)
    )


def tanggal(day: date | str) -> str:
    """Return a day as people write it.

    >>> tanggal(date(2026, 11, 2))
    '2 November 2026'
    """
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_day(text: str) -> date:
    """Return the day of a text; raise `ValueError` with a sentence if it is none.

    >>> read_day("3/2/2026"), read_day("2026-02-03"), read_day("3 Februari 2026")
    (datetime.date(2026, 2, 3), datetime.date(2026, 2, 3), datetime.date(2026, 2, 3))
    """
    sentence = "Tulis tanggal, seperti 31/12/2026."
    bare = text.strip().lower()
    for number, month in enumerate(MONTHS, start=1):
        bare = re.sub(rf"\s+{month.lower()}\s+", f"/{number}/", bare)
    numbers = re.fullmatch(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})", bare)
    if not numbers:
        raise ValueError(sentence)
    first, month_, last = numbers.groups()
    if len(first) == 4:
        year, day = first, last
    else:
        year, day = last, first
    try:
        found = date(int(year), int(month_), int(day))
    except ValueError as error:
        raise ValueError("Tanggal ini tidak ada dalam kalender.") from error
    if not 1945 <= found.year <= 2199:
        raise ValueError("Tulis tahun dengan empat angka, seperti 2026.")
    return found
