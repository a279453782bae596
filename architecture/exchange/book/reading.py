"""Read the sheets of a workbook that somebody edited, row by row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from architecture.exchange.book import layout
from architecture.exchange.book.cells import Raw, Unusable
from architecture.exchange.book.layout import Column, Role, SheetPlan, letters, plain
from architecture.exchange.files.containers import Content, has_macros, identify
from architecture.exchange.files.refusals import NoTable, WrongFile
from architecture.exchange.files.workbook import (
    ERRORS,
    MAX_COLUMNS,
    Book,
    Formula,
    Measure,
    Sheet,
)

_HEAD = 20
"""The heading stands among the first so many rows."""

_MOST_ROWS = 600_000
"""Rows that are looked into on one sheet; a longer one is damaged or not ours."""

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that would be taken for the beginning of an escape."""

_FORMULA = "Sel ini berisi rumus; salin, lalu tempel sebagai nilai."
_MERGED = "Sel ini digabung dengan sel lain; pisahkan, lalu isi masing-masing."


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as it stands in the file: its number, and name of the column → cell."""

    number: int
    cells: Mapping[str, Raw]

    @property
    def is_empty(self) -> bool:
        """Tell whether no column of ours says anything."""
        return all(each is None or each == "" for each in self.cells.values())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column of ours stands in the file."""

    column: Column
    at: int

    @property
    def letters(self) -> str:
        """Return the letters by which spreadsheets call the column."""
        return letters(self.at)


@dataclass(frozen=True, slots=True)
class FileSheet:
    """A sheet of the file that is one of ours, with the columns it still has."""

    plan: SheetPlan
    name: str
    places: Mapping[str, Place]
    problem: str = ""
    _book: Book | None = field(default=None, repr=False, compare=False)
    _sheet: Sheet | None = field(default=None, repr=False, compare=False)
    _measure: Measure | None = field(default=None, repr=False, compare=False)
    _first: int = 0

    def rows(self) -> Iterator[FileRow]:
        """Yield the rows below the heading that say something."""
        if self._book is None or self._sheet is None or self._measure is None:
            return
        merged = _merged(self._measure)
        rows = self._book.values(self._sheet, formulas=self._measure.formulas > 0)
        for number, values in islice(rows, self._first, _MOST_ROWS):
            row = FileRow(number, self._cells(values, merged.get(number, ())))
            if not row.is_empty:
                yield row

    def _cells(
        self, values: Sequence[Any], merged: Sequence[tuple[int, int]]
    ) -> dict[str, Raw]:
        cells = {
            name: _cell(values[place.at]) if place.at < len(values) else None
            for name, place in self.places.items()
        }
        for left, right in merged:
            for name, place in self.places.items():
                if left <= place.at <= right:
                    cells[name] = Unusable(str(cells[name] or ""), _MERGED)
        return cells


def read_book(
    data: bytes, filename: str, plans: Sequence[SheetPlan]
) -> tuple[list[FileSheet], list[str], int | None]:
    """Return the sheets that are ours in our order, and what is told of the others.

    Last comes how far the history was when the workbook was written, if it says so.

    Raises `ImportRefused` if the file is no workbook or none of its sheets is ours.
    """
    identify(data, filename, only=Content.XLSX)
    book = Book(data, calculated=False)
    by_name = {plain(each.name): each for each in book.sheets}
    found: list[FileSheet] = []
    missing: list[str] = []
    for plan in plans:
        sheet = by_name.pop(plain(plan.name), None)
        if sheet is None:
            missing.append(plan.name)
        else:
            found.append(_opened(book, sheet, plan))
    if not found:
        raise NoTable(
            f"Tidak ada lembar buku kerja arsitektur di sini: {_quoted(missing)}."
        )
    others = [each.name for key, each in by_name.items() if key not in _OURS]
    return found, list(_notes(data, others, missing)), _since(book)


def _notes(data: bytes, others: Sequence[str], missing: Sequence[str]) -> Iterator[str]:
    """Yield what is told of a file as a whole."""
    if others:
        told = f"Lembar yang tidak dibaca: {_quoted(others)}."
        if missing:
            told += (
                " Bila itu lembar buku ini yang berganti nama, kembalikan namanya: "
                f"{_quoted(missing)}."
            )
        yield told
    if has_macros(data):
        yield "Makro di berkas ini tidak dijalankan; hanya isi selnya yang dibaca."


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


_OURS = frozenset({"petunjuk", "pilihan"})


def _since(book: Book) -> int | None:
    for sheet in book.sheets:
        if plain(sheet.name) == plain(layout.CHOICES):
            for _, values in islice(book.values(sheet, formulas=False), 1):
                told = str(values[0] or "") if values else ""
                if told.startswith(f"{layout.ON} "):
                    raise WrongFile(
                        "Buku kerja ini menggambarkan keadaan pada tanggal "
                        f"{told.removeprefix(layout.ON).strip()}, bukan untuk "
                        "disunting. Unduh buku kerja hari ini."
                    )
                if told.startswith(f"{layout.KNOWN_ON} "):
                    raise WrongFile(
                        "Buku kerja ini memuat apa yang diketahui pada "
                        f"{told.removeprefix(layout.KNOWN_ON).strip()}, bukan untuk "
                        "disunting. Unduh buku kerja hari ini."
                    )
                number = told.removeprefix(f"{layout.SINCE} ")
                return int(number) if number.isdecimal() else None
    return None


def _opened(book: Book, sheet: Sheet, plan: SheetPlan) -> FileSheet:
    rows = islice(book.values(sheet, formulas=False), _HEAD)
    known = {plain(each.heading): each for each in plan.columns}
    known |= {
        plain(each.field.label): each
        for each in plan.columns
        if plain(each.field.label) not in known
    }
    best: tuple[int, int, list[Place]] = (0, 0, [])
    for number, values in rows:
        places = [
            Place(known[plain(value)], at)
            for at, value in enumerate(values[:MAX_COLUMNS])
            if isinstance(value, str) and plain(value) in known
        ]
        if len(places) > best[0]:
            best = (len(places), number, places)
    many, first, places = best
    by_name = {each.column.name: each for each in places}
    return FileSheet(
        plan=plan,
        name=sheet.name,
        places=by_name,
        problem=_problem(plan, places, many),
        _book=book,
        _sheet=sheet,
        _measure=book.measure(sheet),
        _first=first,
    )


def _problem(plan: SheetPlan, places: Sequence[Place], many: int) -> str:
    """Return why a sheet as a whole cannot be read, or nothing."""
    names = [each.column.name for each in places]
    for each in places:
        if names.count(each.column.name) > 1:
            return f"Kolom “{each.column.heading}” ada dua kali; hapus salah satunya."
    needed = [each for each in plan.columns if each.role is Role.CODE]
    needed = needed or [plan.columns[0]]
    if many and needed[0].name not in names:
        return (
            f"Kolom “{needed[0].heading}” tidak ada, sehingga baris lama dan baru "
            "tidak dapat dibedakan. Unduh buku kerja baru, lalu salin isinya ke sana."
        )
    return "" if many else "Judul kolomnya tidak dikenali."


def _merged(measure: Measure) -> dict[int, list[tuple[int, int]]]:
    """Return row → columns, from and to, that are merged there."""
    found: dict[int, list[tuple[int, int]]] = {}
    for each in measure.merges:
        for row in range(each.top, min(each.bottom, each.top + _MOST_ROWS) + 1):
            found.setdefault(row, []).append((each.left, each.right))
    return found


def _cell(value: Any) -> Raw:
    if isinstance(value, Formula):
        return Unusable(value.text, _FORMULA)
    if isinstance(value, str) and value in ERRORS:
        return Unusable(
            value, f"Sel ini galat ({value}); hapus, atau isi dengan nilainya."
        )
    raw: Raw = unescaped(value) if isinstance(value, str) else value
    return raw


def unescaped(text: str) -> str:
    r"""Return a text without the escapes that spreadsheets write and readers leave.

    >>> unescaped("_x005F_x0041_"), unescaped("satu_x000D_\ndua") == "satu\ndua"
    ('_x0041_', True)
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub("_", text.replace("_x000D_\n", "\n"))
