"""How values are written for people: dates, amounts, numbers, tones of words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask import Flask

from architecture.model import now
from architecture.reference.calendar import WIB, day_of, tanggal

NOTHING = "–"


def today() -> date:
    """Return the present day in Jakarta."""
    return day_of(now())


def number(value: float | Decimal | None) -> str:
    """Return a number with dots between thousands and a comma before decimals.

    >>> number(27400), number(Decimal("1234.5")), number(None)
    ('27.400', '1.234,5', '–')
    """
    if value is None:
        return NOTHING
    text = f"{value:,}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def amount(value: Decimal | int) -> str:
    """Return an amount without its currency, cents only where there are any.

    >>> amount(Decimal("1500000.00")), amount(Decimal("10.5"))
    ('1.500.000', '10,50')
    """
    whole = Decimal(value)
    if whole == whole.to_integral_value():
        return number(int(whole))
    return number(whole.quantize(Decimal("0.01")))


def rupiah(value: Decimal | int | None) -> str:
    r"""Return an amount of money.

    >>> rupiah(Decimal("1500000.00"))
    'Rp\xa01.500.000'
    """
    return NOTHING if value is None else f"Rp\N{NO-BREAK SPACE}{amount(value)}"


def day(value: date | None) -> str:
    """Return a day, a moment as its day in Jakarta.

    >>> day(date(2026, 8, 17))
    '17 Agustus 2026'
    """
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = _local(value)
    return tanggal(value)


def moment(value: datetime | None) -> str:
    """Return a moment in Jakarta's time.

    >>> moment(datetime(2026, 8, 17, 3, 5, tzinfo=UTC))
    '17 Agustus 2026 10.05 WIB'
    """
    if value is None:
        return NOTHING
    local = _local(value)
    return f"{day(value)} {local:%H.%M} WIB"


def working_days(count: int | None) -> str:
    """Return a number of working days.

    >>> working_days(0), working_days(3)
    ('hari ini', '3 hari kerja')
    """
    if count is None:
        return NOTHING
    return f"{number(count)} hari kerja" if count else "hari ini"


def size(count: int) -> str:
    """Return the size of a file.

    >>> size(900), size(20_000), size(3_400_000)
    ('900 B', '20 KB', '3,4 MB')
    """
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{round(count / 1000)} KB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def word(value: Any) -> str:  # noqa: PLR0911 - one line a kind
    """Return what people read for a value: yes, no, a list, a date, nothing.

    >>> word([]), word(["Web", "Mobile"]), word(True)
    ('–', 'Web, Mobile', 'Ya')
    """
    match value:
        case None | "" | [] | ():
            return NOTHING
        case bool():
            return "Ya" if value else "Tidak"
        case StrEnum():
            return value.value
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case list() | tuple():
            return ", ".join(word(each) for each in value)
        case _:
            return str(value)


def init_app(app: Flask) -> None:
    """Let templates use these by their Indonesian names."""
    app.jinja_env.filters.update(
        angka=number,
        rupiah=rupiah,
        tanggal=day,
        waktu=moment,
        hari_kerja=working_days,
        ukuran=size,
        kata=word,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _local(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(WIB)
