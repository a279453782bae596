"""Write the workbook of a government row by row, in bounded memory.

Cells are the same whenever the model is the same: nothing in them tells the hour.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy.orm import Session

from architecture import history
from architecture.exchange.book import gathering, guide, layout, past
from architecture.exchange.book.cells import Cell
from architecture.exchange.book.extent import Extent, sheets_of
from architecture.exchange.book.layout import Column, Role, SheetPlan, letters
from architecture.exchange.files.sheet import FORMATS, LAST_ROW, OPTIONS, height, tidy
from architecture.layers import Field, FieldKind
from architecture.reference.calendar import tanggal

_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ROOM = 1_000
"""So many rows beneath the last have drop-downs too, for what is added."""

_TALL = 30
_NUMBERS = {FieldKind.MONEY: "money", FieldKind.YEAR: "number"}
_SEVERAL = frozenset({FieldKind.CHOICES, FieldKind.WORDS})

Rows = Iterable[Sequence[Cell]]


def write(session: Session, extent: Extent, out: Path | IO[bytes]) -> dict[str, int]:
    """Write the workbook of an extent; return sheet → number of rows."""
    sheets = sheets_of(session, extent)
    since, _ = history.head_of(session, extent.government.id)  # before any row
    corner = f"{layout.SINCE} {since}"
    title = f"Arsitektur SPBE {extent.government.name}"
    if extent.day:
        corner = f"{layout.ON} {extent.day.isoformat()}"
        title = f"{title} pada {tanggal(extent.day)}"
    rules = guide.RULES
    if extent.known_on:
        corner = f"{layout.KNOWN_ON} {extent.known_on.isoformat()}"
        title = f"{title} seperti diketahui pada {tanggal(extent.known_on)}"
        rules = past.rules(extent.known_on)
    return write_sheets(
        ((each, _rows(session, extent, each)) for each in sheets),
        sheets,
        offices=list(extent.known.labels.values()),
        title=title,
        corner=corner,
        out=out,
        rules=rules,
    )


def write_sheets(
    filled: Iterable[tuple[SheetPlan, Rows]],
    sheets: Sequence[SheetPlan],
    *,
    offices: Sequence[str],
    title: str,
    corner: str,
    out: Path | IO[bytes],
    rules: Sequence[str] = guide.RULES,
) -> dict[str, int]:
    """Write these sheets with their rows, the guide before and the choices behind.

    `corner` says on the hidden sheet how far the history had come, by which is known
    what others change later; or for which day the workbook is.
    """
    import xlsxwriter  # slow to load, and rarely needed

    counts: dict[str, int] = {}
    with xlsxwriter.Workbook(
        str(out) if isinstance(out, Path) else out, dict(OPTIONS)
    ) as book:
        book.set_properties({"title": tidy(title)[:255], "created": _MADE})
        pages = _Pages(book, sheets, offices)
        pages.guide(title, rules)
        for sheet, rows in filled:
            counts[sheet.name] = pages.sheet(sheet, rows)
        pages.choices(corner)
    return counts


def _rows(session: Session, extent: Extent, sheet: SheetPlan) -> Iterator[list[Cell]]:
    if sheet.layer:
        for row in gathering.element_rows(session, extent, sheet.layer):
            yield gathering.element_cells(row, sheet, extent)
    elif sheet.name == layout.RELATIONS:
        for row in gathering.relation_rows(session, extent):
            yield gathering.relation_cells(row, sheet, extent)
    elif sheet.name == layout.USES:
        for row in gathering.use_rows(session, extent):
            yield gathering.use_cells(row, sheet, extent)
    elif extent.known_on:
        yield from past.office_rows(session, extent, extent.known_on)
    else:
        yield from gathering.office_rows(extent)


class _Pages:
    """Writes the sheets of one book."""

    def __init__(
        self, book: Any, sheets: Sequence[SheetPlan], offices: Sequence[str]
    ) -> None:
        self._book = book
        self._sheets = sheets
        self._offices = tuple(offices)
        lists = [self._offered(each) for sheet in sheets for each in sheet.columns]
        self._lists = list(dict.fromkeys(words for words in lists if words))
        self._looks = {name: book.add_format(dict(each)) for name, each in _FORMATS}

    def guide(self, title: str, rules: Sequence[str]) -> None:
        """Write what the workbook is and what every column means."""
        page = self._book.add_worksheet(layout.GUIDE)
        for number, column in enumerate(guide.COLUMNS):
            page.set_column(number, number, column.width)
        page.write_string(0, 0, tidy(title), self._looks["title"])
        for number, rule in enumerate(rules, 1):
            page.write_string(number, 0, rule, self._looks["about"])
        at = len(rules) + 2
        for number, column in enumerate(guide.COLUMNS):
            page.write_string(at, number, column.heading, self._looks["head"])
        last = at
        for last, row in enumerate(guide.rows(self._sheets), at + 1):
            page.set_row(last, height(row, guide.COLUMNS))
            for number, text in enumerate(row):
                page.write_string(last, number, tidy(text), self._looks["text"])
        page.freeze_panes(at + 1, 2)
        page.autofilter(at, 0, last, len(guide.COLUMNS) - 1)
        page.set_landscape()

    def sheet(self, sheet: SheetPlan, rows: Rows) -> int:
        """Write one sheet; return how many rows it has."""
        page = self._book.add_worksheet(sheet.name)
        for number, column in enumerate(sheet.columns):
            hidden = {"hidden": True} if column.role is Role.VERSION else {}
            page.set_column(number, number, column.width, None, hidden)
        page.set_row(0, _TALL)
        for number, column in enumerate(sheet.columns):
            look = "told" if column.role in _QUIET else "head"
            page.write_string(0, number, column.heading, self._looks[look])
        looks = [self._looks[_look(each)] for each in sheet.columns]
        last = 0
        for last, row in enumerate(rows, 1):
            if last > LAST_ROW:
                break
            page.set_row(last, _TALL)
            for number, (cell, look) in enumerate(zip(row, looks, strict=True)):
                self._cell(page, last, number, cell, look)
        self._help(page, sheet, last)
        return last

    def choices(self, corner: str) -> None:
        """Write the words of the drop-downs, a list a column, row by row."""
        page = self._book.add_worksheet(layout.CHOICES)
        page.hide()
        page.write_string(0, 0, corner)
        for row in range(max(map(len, self._lists), default=0)):
            for column, words in enumerate(self._lists):
                if row < len(words):
                    page.write_string(row + 1, column, tidy(words[row]))

    def _cell(self, page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
        match cell:
            case None:
                page.write_blank(row, column, None, look)
            case str():
                page.write_string(row, column, tidy(cell), look)
            case bool():
                page.write_string(row, column, "Ya" if cell else "Tidak", look)
            case date():
                page.write_datetime(row, column, cell, self._looks["day"])
            case _:
                page.write_number(row, column, cell, look)

    def _help(self, page: Any, sheet: SheetPlan, last: int) -> None:
        """Let the heading stay in sight, filter, and offer what may be chosen."""
        frozen = next(
            (n for n, each in enumerate(sheet.columns, 1) if each.name == "name"), 1
        )
        page.freeze_panes(1, frozen)
        page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
        page.set_landscape()
        page.repeat_rows(0)
        end = min(last + _ROOM, LAST_ROW)
        for number, column in enumerate(sheet.columns):
            words = self._offered(column)
            if words and column.field.kind not in _SEVERAL:
                rule = _rule(column, self._place(words))
                page.data_validation(1, number, end, number, rule)

    def _offered(self, column: Column) -> tuple[str, ...]:
        if column.role is Role.OFFICE:
            return self._offices
        return tuple(guide.options(column.field))

    def _place(self, words: tuple[str, ...]) -> str:
        """Return where the hidden sheet holds a list of words."""
        column = letters(self._lists.index(words))
        return f"={layout.CHOICES}!${column}$2:${column}${len(words) + 1}"


def _rule(column: Column, place: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": place,
        "error_title": column.heading[:32],
        "error_message": "Pilih salah satu dari daftar.",
        # an office may also be named by its code
        "error_type": "warning" if column.role is Role.OFFICE else "stop",
    }


_QUIET = frozenset({Role.CODE, Role.TOLD, Role.VERSION})


def _look(column: Column) -> str:
    if column.role in _QUIET:
        return "quiet"
    return _kind_look(column.field)


def _kind_look(field: Field) -> str:
    if field.kind is FieldKind.DATE:
        return "day"
    return _NUMBERS.get(field.kind, "text")


_QUIET_LOOK = {**FORMATS["text"], "font_color": "#5b6472", "bg_color": "#f4f6f9"}
_FORMATS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    *FORMATS.items(),
    ("quiet", _QUIET_LOOK),
    ("told", {**FORMATS["head"], "bg_color": "#5b6472"}),
)
