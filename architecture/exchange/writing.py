"""Cells that harm nobody, in CSV and XLSX, and the rows of an import to mend.

A formula never leaves: XLSX writes every text as a text, CSV puts an apostrophe before
what a spreadsheet would calculate, and reading takes exactly that apostrophe off again.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from architecture.exchange.actions import Action, Kind
from architecture.exchange.cleaning import MAX_CELL
from architecture.exchange.columns import LABELS
from architecture.exchange.reading import Table

_HARMFUL = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
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
    """Return a value as a text: dates as ISO, amounts in plain digits, nothing as "".

    Raises `ValueError` for a text that no cell can hold; such is refused at entry.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = _ILLEGAL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CELL:
        raise ValueError(f"a cell holds {MAX_CELL} characters, this has {len(text)}")
    return text


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
    """Return an XLSX file of one sheet: bold headers that stay, texts as texts."""
    rows = [list(row) for row in rows]
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet(sheet_name(sheet))
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "money": book.add_format({"num_format": "#,##0"}),
        }
        for column, header in enumerate(headers):
            page.write_string(0, column, cell_text(header), formats["head"])
            page.set_column(column, column, _width(header, column, rows))
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                write_cell(page, at, column, value, formats)
        page.freeze_panes(1, 0)
        if headers:
            page.autofilter(0, 0, max(len(rows), 1), len(headers) - 1)
    return out.getvalue()


def write_cell(
    page: Any, row: int, column: int, value: Cell, formats: dict[str, Any]
) -> None:
    """Write one value: numbers and dates as such, all else as a text."""
    if value is None or value == "":
        return
    if isinstance(value, bool | str):
        page.write_string(row, column, cell_text(value))
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, Decimal):
        page.write_number(row, column, float(value), formats["money"])
    else:
        page.write_number(row, column, value)


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have: 31 characters, without its marks.

    >>> sheet_name("Aplikasi/OPD [2026]")
    'Aplikasi OPD 2026'
    """
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", cell_text(name)).split())
    return plain[:31].strip() or "Daftar"


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
        [action.row, " ".join(action.reasons), *_fitting(lines[action.row].cells)]
        for action in actions
        if action.kind is Kind.REFUSED and action.row in lines
    ]
    headers = ["Baris asal", "Yang perlu diperbaiki", *_fitting(table.headers)]
    return write_xlsx(headers, told, sheet="Perlu diperbaiki")


def _fitting(cells: Iterable[str]) -> list[str]:
    return [cell[:MAX_CELL] for cell in cells]


def template() -> bytes:
    """Return an empty XLSX with every header that an import knows."""
    return write_xlsx(list(LABELS.values()), [], sheet="Daftar aplikasi")
