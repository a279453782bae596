"""What a value looks like in a cell, and what a cell says of a value.

A cell is unchanged if it says what the export would write for what stands now; only
what differs is read as a value.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from architecture.elements.values import Wrong, member, nothing
from architecture.elements.values import read as read_value
from architecture.exchange.files.amounts import read_date
from architecture.exchange.files.sheet import tidy
from architecture.exchange.files.workbook import text_of
from architecture.layers import Field, FieldKind

Cell = str | int | float | bool | date | None
"""What a spreadsheet keeps in a cell."""

FIRST_DAY = date(1900, 3, 1)
"""Before it the day numbers of Excel are wrong; such days are written as texts."""

_EPOCH = date(1899, 12, 30).toordinal()
_LAST_SERIAL = 80_000
_DIGITS = 1e15
_SEVERAL = re.compile(r"[;,\n]+")


@dataclass(frozen=True, slots=True)
class Unusable:
    """What stands in a cell that holds no value, and what to do about it."""

    text: str
    sentence: str


Raw = Cell | datetime | Unusable


def written(field: Field, value: Any) -> Cell:
    """Return what is written for a value of a field.

    >>> written(Field(name="n", label="N", kind=FieldKind.MONEY), Decimal("1500000.00"))
    1500000
    """
    if value is None or value in ("", []):
        return None
    return _WRITERS.get(field.kind, _text)(field, value)


def _text(_field: Field, value: Any) -> Cell:
    return tidy(str(value)) or None


def _number(_field: Field, value: Any) -> Cell:
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else float(number)


def _day(_field: Field, value: Any) -> Cell:
    day: date = date.fromisoformat(value) if isinstance(value, str) else value
    return day if day >= FIRST_DAY else day.isoformat()


def _choice(field: Field, value: Any) -> Cell:
    return str(member(field, value).value)


def _choices(field: Field, value: Any) -> Cell:
    return ", ".join(str(member(field, each).value) for each in value)


def _words(_field: Field, value: Any) -> Cell:
    return tidy("; ".join(value))


def _codes(_field: Field, value: Any) -> Cell:
    return tidy(", ".join(value))


_WRITERS: Mapping[FieldKind, Callable[[Field, Any], Cell]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.WORDS: _words,
    FieldKind.CODES: _codes,
    FieldKind.MONEY: _number,
    FieldKind.NUMBER: _number,
    FieldKind.DECIMAL: _number,
    FieldKind.YEAR: _number,
    FieldKind.DATE: _day,
}


def said(cell: Raw) -> str:
    """Return what a cell says, so that two cells can be compared.

    Numbers have fifteen digits, as spreadsheets keep them; blanks around do not count.

    >>> said(1500000.0) == said("1500000"), said(datetime(2026, 1, 2)), said(None)
    (True, '2026-01-02', '')
    """
    if isinstance(cell, str):
        return tidy(cell).strip()
    if cell is None:
        return ""
    if isinstance(cell, Unusable):
        return cell.text
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.15g}" if abs(cell) < _DIGITS else text_of(cell)
    return text_of(cell)


def stated(field: Field, cell: Raw) -> Any:
    """Return the value that a cell states for a field; raise `Wrong` with a sentence.

    An empty cell empties the field, unless it must hold something.
    """
    if isinstance(cell, Unusable):
        raise Wrong(cell.sentence)
    text = said(cell)
    if not text:
        return _nothing(field)
    if field.kind is FieldKind.DATE:
        return _stated_day(field, cell, text)
    if field.kind is FieldKind.CHOICES:
        return read_value(field, [each.strip() for each in _SEVERAL.split(text)])
    if field.kind in {FieldKind.MONEY, FieldKind.DECIMAL}:
        return read_value(field, cell if isinstance(cell, int | float) else text)
    return read_value(field, text)


def _nothing(field: Field) -> Any:
    if field.required:
        raise Wrong(f"{field.label} wajib diisi.")
    if field.kind is FieldKind.CHOICE and "UNKNOWN" not in field.members:
        raise Wrong(f"{field.label} tidak boleh kosong: pilih salah satu dari daftar.")
    return nothing(field)


def _stated_day(field: Field, cell: Raw, text: str) -> Any:
    if isinstance(cell, datetime):
        if cell.time() != time():
            cell = datetime.combine(cell.date(), time())
        return read_value(field, cell.date())
    if isinstance(cell, date):
        return read_value(field, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not 1 <= cell <= _LAST_SERIAL:
            raise Wrong(_no_day(field, text))
        return read_value(field, date.fromordinal(_EPOCH + int(cell)))
    found = read_date(text)
    if found is None:
        raise Wrong(_no_day(field, text))
    return read_value(field, found)


def _no_day(field: Field, text: str) -> str:
    return (
        f"{field.label}: “{text[:40]}” bukan tanggal. Tulis tanggal, bulan, dan tahun, "
        "misalnya 31/12/2026."
    )


def as_flag(value: Any) -> bool:
    """Tell whether a choice between yes and no is yes."""
    return isinstance(value, StrEnum) and value.name == "YES"
