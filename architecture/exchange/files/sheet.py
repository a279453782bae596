"""Sheets of a workbook, written row by row in bounded memory.

A text is written as a text whatever it looks like: no formula and no link leaves.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

LONGEST = 32_767
"""Characters that a cell of Excel holds; longer texts are refused at entry."""

LAST_ROW = 1_048_575
LINE, TALLEST = 14.0, 300.0
"""How high a line of text is, and the highest row, in points."""

OPTIONS: Mapping[str, bool] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": False,
}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKS = re.compile(r"[\[\]:*?/\\']")

FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "about": {"font_color": "#5b6472"},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": "#1f4e8c",
        "font_color": "#ffffff",
        "border": 1,
        "border_color": "#9aa1ab",
    },
    "text": {
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": "#d5dae2",
    },
    "day": {
        "num_format": "dd/mm/yyyy",
        "align": "left",
        "valign": "top",
        "border": 1,
        "border_color": "#d5dae2",
    },
    "money": {
        "num_format": "#,##0",
        "valign": "top",
        "border": 1,
        "border_color": "#d5dae2",
    },
    "number": {
        "align": "center",
        "valign": "top",
        "border": 1,
        "border_color": "#d5dae2",
    },
    "total": {
        "bold": True,
        "num_format": "#,##0",
        "top": 2,
        "bg_color": "#eef2f7",
    },
}


@dataclass(frozen=True)
class Column:
    """A column: its heading and its width in characters."""

    heading: str
    width: float = 18


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: what it is about, its columns and its rows, which may be a stream.

    `above` are lines over the heading; `frozen` columns stay while one scrolls;
    `totals` stand beneath, by the number of the column.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    above: Sequence[str] = ()
    frozen: int = 0
    totals: Mapping[int, Decimal | str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Image:
    """A sheet that holds a picture; `alt` tells it to those who cannot see it."""

    name: str
    title: str
    png: bytes
    alt: str
    beneath: str = ""


def workbook(
    sheets: Iterable[Sheet],
    *,
    title: str,
    author: str = "",
    images: Sequence[Image] = (),
) -> bytes:
    """Return a workbook of these sheets, then pictures, ready to be printed on A3."""
    import xlsxwriter  # slow to load, and rarely needed

    kept = BytesIO()
    with xlsxwriter.Workbook(kept, dict(OPTIONS)) as book:
        book.set_properties({"title": tidy(title)[:255], "author": tidy(author)[:255]})
        formats = {name: book.add_format(dict(each)) for name, each in FORMATS.items()}
        for sheet in sheets:
            _write(book.add_worksheet(sheet_name(sheet.name)), sheet, formats)
        for image in images:
            _show(book.add_worksheet(sheet_name(image.name)), image, formats)
    return kept.getvalue()


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have.

    >>> sheet_name("Menurut tahun [2026/2030]")
    'Menurut tahun 2026 2030'
    """
    return " ".join(_MARKS.sub(" ", tidy(name)).split())[:31].strip() or "Lembar"


def tidy(text: str) -> str:
    """Return a text that a cell can hold; line breaks stay."""
    if not text.isprintable():  # most are, and there are many
        text = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text[:LONGEST]


def _write(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    at = _above(page, sheet, formats)
    _print(page, at, sheet)
    page.set_row(at, 32)
    for number, column in enumerate(sheet.columns):
        page.write_string(at, number, tidy(column.heading), formats["head"])
    last = at
    for last, row in enumerate(sheet.rows, at + 1):
        if last > LAST_ROW - 1:
            break
        page.set_row(last, height(row, sheet.columns))
        for number, value in enumerate(row):
            _cell(page, last, number, value, formats)
    page.autofilter(at, 0, max(last, at + 1), len(sheet.columns) - 1)
    if sheet.totals:
        for number in range(len(sheet.columns)):
            _total(page, last + 1, number, sheet.totals.get(number), formats["total"])


def _show(page: Any, image: Image, formats: Mapping[str, Any]) -> None:
    page.set_row(0, 24)
    page.write_string(0, 0, tidy(image.title), formats["title"])
    page.write_string(1, 0, tidy(image.beneath), formats["about"])
    about = {
        "image_data": BytesIO(image.png),
        "description": tidy(image.alt),
        "x_scale": 0.5,
        "y_scale": 0.5,
    }
    page.insert_image(3, 0, "gambar.png", about)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 1)


def _total(page: Any, row: int, column: int, total: Any, look: Any) -> None:
    match total:
        case None:
            page.write_blank(row, column, None, look)
        case str():
            page.write_string(row, column, tidy(total), look)
        case _:
            page.write_number(row, column, float(total), look)


def _above(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> int:
    """Write what stands over the heading; return the row of the heading."""
    if not sheet.title:
        return 0
    page.set_row(0, 24)
    page.write_string(0, 0, tidy(sheet.title), formats["title"])
    for number, line in enumerate(sheet.above, 1):
        page.write_string(number, 0, tidy(line), formats["about"])
    return len(sheet.above) + 2


def _print(page: Any, at: int, sheet: Sheet) -> None:
    page.freeze_panes(at + 1, sheet.frozen)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(at)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&RHalaman &P dari &N")


def height(row: Sequence[Any], columns: Sequence[Column]) -> float:
    """Return how high a row must be for its longest text, in points.

    Not every office program works it out for itself when it opens the file.
    """
    lines = 1
    for value, column in zip(row, columns, strict=False):
        if isinstance(value, str) and (len(value) > column.width - 2 or "\n" in value):
            room = max(1, int(column.width) - 2)
            wrapped = sum(-(-len(one) // room) or 1 for one in value.split("\n"))
            lines = max(lines, wrapped)
    return min(LINE * lines + 2, TALLEST)


def _cell(
    page: Any, row: int, column: int, value: Any, formats: Mapping[str, Any]
) -> None:
    if isinstance(value, str) and value and not isinstance(value, StrEnum):
        page.write_string(row, column, tidy(value), formats["text"])
        return
    match value:
        case None | "":
            page.write_blank(row, column, None, formats["text"])
        case bool():
            said = "Ya" if value else "Tidak"
            page.write_string(row, column, said, formats["text"])
        case datetime():
            page.write_datetime(row, column, value.date(), formats["day"])
        case date():
            page.write_datetime(row, column, value, formats["day"])
        case Decimal():
            page.write_number(row, column, float(value), formats["money"])
        case int() | float():
            page.write_number(row, column, value, formats["number"])
        case _:
            page.write_string(row, column, tidy(_text(value)), formats["text"])


def _text(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_text(each) for each in value)
    return str(value)
