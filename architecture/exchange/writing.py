"""Cells that harm nobody, in CSV and XLSX, and the rows of an import to mend.

A formula never leaves: XLSX writes every text as a text, CSV puts an apostrophe before
what a spreadsheet would calculate, and reading takes exactly that apostrophe off again.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from architecture.exchange.actions import Action, Kind
from architecture.exchange.columns import LABELS
from architecture.exchange.reading import Table
from architecture.exchange.sheet import Column, Sheet, tidy, workbook

_HARMFUL = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_WIDEST = 60
_NARROWEST = 8

Cell = str | int | float | Decimal | date | bool | None


def csv_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would calculate.

    >>> csv_text("=1+1"), csv_text("SIMPEG"), csv_text("'=x")
    ("'=1+1", 'SIMPEG', "''=x")
    """
    return f"'{text}" if _HARMFUL.match(text) else text


def cell_text(value: Cell) -> str:
    """Return a value as a text: dates as ISO, amounts in plain digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return tidy(str(value))


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file in UTF-8 with its mark, so that Excel shows it rightly."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([csv_text(header) for header in headers])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Cell) -> str:
    text = cell_text(value)
    is_number = isinstance(value, int | float | Decimal)
    return text if is_number else csv_text(text)


def write_xlsx(
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Daftar",
) -> bytes:
    """Return an XLSX file of one sheet, as wide as its texts."""
    rows = [list(row) for row in rows]
    columns = [
        Column(header, _width(header, at, rows)) for at, header in enumerate(headers)
    ]
    return workbook([Sheet(name=sheet, columns=columns, rows=rows)], title=sheet)


def _width(header: str, column: int, rows: Sequence[Sequence[Cell]]) -> int:
    texts = [cell_text(row[column]) for row in rows[:200] if column < len(row)]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, min(len(header), 30)) + 2))


def rows_to_mend(table: Table, actions: Iterable[Action]) -> bytes:
    """Return an XLSX of the refused rows with the reason before each, to mend.

    Headers and cells are those of the file, so the mended file can be imported; what
    is longer than a cell of XLSX, as in a CSV, is cut there.
    """
    lines = {line.number: line for line in table.lines}
    told: list[list[Cell]] = [
        [action.row, " ".join(action.reasons), *lines[action.row].cells]
        for action in actions
        if action.kind is Kind.REFUSED and action.row in lines
    ]
    headers = ["Baris asal", "Yang perlu diperbaiki", *table.headers]
    return write_xlsx(headers, told, sheet="Perlu diperbaiki")


def template() -> bytes:
    """Return an empty XLSX with every header that an import knows."""
    return write_xlsx(list(LABELS.values()), [], sheet="Daftar aplikasi")
