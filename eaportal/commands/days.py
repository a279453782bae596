"""Days as options of commands: read, and refused with a sentence."""

from datetime import date

from architecture.errors import Refused
from eaportal import formats

ONE_DAY = "Pilih satu: --date atau --as-known-on; keduanya bersama belum dapat."


def day_of(option: str, text: str) -> date:
    """Return the day that an option names, or raise `Refused`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{option} “{text}” harus berbentuk YYYY-MM-DD.") from error


def past_day(option: str, text: str) -> date:
    """Return the day of an option; raise `Refused` if it has not passed yet."""
    day = day_of(option, text)
    if day >= formats.today():
        raise Refused(
            f"{option} “{text}” belum lewat; sebut hari yang lalu, atau kosongkan "
            "untuk yang diketahui sekarang."
        )
    return day


def days_of(on: str | None, known: str | None) -> tuple[date | None, date | None]:
    """Return the days of `--date` and `--as-known-on`, of which one may be given."""
    if on is not None and known is not None:
        raise Refused(ONE_DAY)
    return (
        None if on is None else day_of("--date", on),
        None if known is None else past_day("--as-known-on", known),
    )
