"""Read the sheets of an XLSX file, without its macros, formulas or outside links.

openpyxl reads the cells; how many rows a sheet holds, which cells are merged and
whether it holds formulas is counted from its text beforehand, in pieces, so that a
sheet that is too long is refused before its cells are made.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES

from architecture.exchange.files.containers import open_zip
from architecture.exchange.files.refusals import BrokenFile, ImportRefused, TooLarge

MAX_ROWS = 100_000
"""The most rows that one import takes."""

MAX_COLUMNS = 200
"""Columns beyond are not read; no inventory has as many."""

_LAST_ROW = 1_048_576
_PIECE = 2**20
_LONGEST_ROW = 32 * 2**20
_MAX_MERGES = 20_000
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_FAR = re.compile(rb'[^<>]*?\br="\d{8,}"')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
ERRORS = frozenset({*ERROR_CODES, "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!"})
"""What a cell shows whose formula could not be calculated."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: rows counted from 1, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Measure:
    """What the text of a sheet tells before its cells are read."""

    rows: int = 0
    formulas: int = 0
    merges: list[Merge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the book; `part` is where the container keeps it."""

    name: str
    hidden: bool
    part: str


@contextmanager
def _broken() -> Iterator[None]:
    """Turn whatever a damaged file makes the readers say into one sentence."""
    try:
        yield
    except ImportRefused:
        raise
    except Exception as error:
        raise BrokenFile(
            "Berkas XLSX ini rusak. Buka dengan Excel atau LibreOffice, simpan ulang "
            "sebagai XLSX, lalu unggah lagi."
        ) from error


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is calculated; what it last came to is not read."""

    text: str


class Book:
    """An XLSX file; every method raises `BrokenFile` for a damaged one."""

    def __init__(self, data: bytes, *, calculated: bool = True) -> None:
        """Open the container and list its sheets.

        `calculated` false: formulas are told apart, and not what they came to.
        """
        self._data = data
        self._calculated = calculated
        self._cells: Workbook | None = None
        with _broken(), open_zip(data) as archive:
            self.sheets = _sheets(archive)

    def measure(self, sheet: Sheet) -> Measure:
        """Count the rows with values, the formulas and the merged cells."""
        with _broken(), open_zip(self._data) as archive:
            return _measure(archive, sheet.part)

    def lines(
        self, sheet: Sheet, most: int, width: int = MAX_COLUMNS
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield number and texts of the rows that hold something, at most so many."""
        with _broken():
            rows = self._open()[sheet.name].iter_rows(max_col=width, values_only=True)
            yield from islice(_filled(islice(rows, _LAST_ROW)), most)

    def values(
        self, sheet: Sheet, *, formulas: bool, width: int = MAX_COLUMNS
    ) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield number and values of every row as the cells keep them.

        `formulas` says whether the sheet has any: `measure` counts them, and without
        them reading is quicker.  A book that is not `calculated` gives `Formula`.
        """
        with _broken():
            page = self._open()[sheet.name]
            rows = page.iter_rows(max_col=width, values_only=not formulas)
            for number, cells in enumerate(islice(rows, _LAST_ROW), 1):
                yield number, tuple(map(_value, cells)) if formulas else cells

    def _open(self) -> Workbook:
        if self._cells is None:
            self._cells = load_workbook(
                BytesIO(self._data),
                read_only=True,
                data_only=self._calculated,
                keep_links=False,
                keep_vba=False,
            )
            for each in self._cells.worksheets:
                each.reset_dimensions()
        return self._cells


def _value(cell: Any) -> Any:
    return Formula(str(cell.value)) if cell.data_type == "f" else cell.value


def _filled(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something; the reader repeats one empty row for gaps."""
    empty: tuple[Any, ...] = ()
    for number, values in enumerate(rows, 1):
        if values is empty:
            continue
        texts = _texts(values)
        if texts:
            yield number, texts
        else:
            empty = values


def _sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found = []
    for each in fromstring(archive.read("xl/workbook.xml")).iter():
        if not each.tag.endswith("}sheet"):
            continue
        target = targets[each.get(_RELATION) or each.get(_STRICT)]
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part:
            hidden = each.get("state", "visible") != "visible"
            found.append(Sheet(each.get("name", ""), hidden, part))
    return found


def _measure(archive: zipfile.ZipFile, part: str) -> Measure:
    """Read the sheet piece by piece; a row is never cut, merges stand at the end."""
    found = Measure()
    with archive.open(part) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            *whole, rest = _ROW.split(rest + piece)
            for row in whole:
                _count(found, row)
            if len(rest) > _LONGEST_ROW:
                raise TooLarge(
                    "Satu baris pada lembar ini terlalu panjang. Periksa apakah ada "
                    "teks yang tertempel berulang, lalu unggah lagi."
                )
    _count(found, rest)
    for left, top, right, bottom in islice(_MERGE.findall(rest), _MAX_MERGES):
        ends = Merge(int(top), _column(left), int(bottom), _column(right))
        found.merges.append(ends)
    return found


def _count(found: Measure, row: bytes) -> None:
    if _FAR.match(row):
        raise BrokenFile(
            "Berkas XLSX ini rusak: ada nomor baris yang tidak mungkin. Salin tabelnya "
            "ke buku kerja baru, lalu unggah yang baru."
        )
    found.rows += _VALUE.search(row) is not None
    found.formulas += len(_FORMULA.findall(row)) if b"f" in row else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _texts(values: tuple[Any, ...]) -> list[str]:
    """Return the texts of a row up to its last cell that holds something."""
    texts = ["" if value is None else text_of(value) for value in values]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


def text_of(value: object) -> str:
    """Return the value of a cell as a person would type it in Indonesian.

    >>> [text_of(value) for value in (2019.0, 1.125, True, datetime(2023, 1, 12))]
    ['2019', '1,125', 'ya', '2023-01-12']
    """
    if isinstance(value, str):
        return "" if value in ERRORS else value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124 - not a number
        return ""
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return f"{Decimal(repr(value)):f}".replace(".", ",")
