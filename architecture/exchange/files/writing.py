"""Tables as CSV and XLSX files, whose cells harm nobody.

A formula never leaves: XLSX writes every text as a text, CSV puts an apostrophe before
what a spreadsheet would calculate, and reading takes exactly that apostrophe off again.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from architecture.exchange.files.sheet import Column, Sheet, tidy, workbook

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
