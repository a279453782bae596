"""Workbooks of a small government, as a test writes, edits and reads them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from architecture import scope
from architecture.exchange.book.applying import Applied, apply
from architecture.exchange.book.extent import extent_of
from architecture.exchange.book.foreseeing import foresee
from architecture.exchange.book.plan import Plan, Reach
from architecture.exchange.book.writing import write
from architecture.model import Organisation
from architecture.scope import Viewer

Row = dict[str, Any]
TODAY = date(2026, 11, 28)


def exported(
    session: Session,
    government: Organisation,
    viewer: Viewer | None = None,
    offices: tuple[int, ...] = (),
    *,
    known_on: date | None = None,
) -> bytes:
    """Return the workbook of a government, with everything or as a person sees it."""
    session.flush()
    kept = BytesIO()
    seen = viewer or scope.full(government.id)
    extent = extent_of(session, seen, government, offices, known_on=known_on)
    write(session, extent, kept)
    return kept.getvalue()


def rows(file: bytes, sheet: str) -> list[Row]:
    """Return the rows of a sheet, heading → cell."""
    return _rows(load_workbook(BytesIO(file))[sheet])


def cells(file: bytes) -> dict[str, list[Row]]:
    """Return every sheet but the guide and the choices."""
    pages = load_workbook(BytesIO(file)).worksheets[1:-1]
    return {page.title: _rows(page) for page in pages}


def _rows(page: Worksheet) -> list[Row]:
    first, *others = page.iter_rows(values_only=True)
    return [dict(zip(first, each, strict=True)) for each in others]


def edited(file: bytes, *edits: Callable[[Workbook], None]) -> bytes:
    """Return the workbook as a person saved it after some edits."""
    book = load_workbook(BytesIO(file))
    for edit in edits:
        edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: str, code: str, **values: Any) -> Callable[[Workbook], None]:
    """Return the edit that writes cells of the row of a code; `_` is a blank."""

    def edit(book: Workbook) -> None:
        page = book[sheet]
        heads = [cell.value for cell in page[1]]
        [row] = [each for each in page.iter_rows(min_row=2) if each[0].value == code]
        for heading, value in values.items():
            row[heads.index(heading.replace("_", " "))].value = value

    return edit


def append(sheet: str, **values: Any) -> Callable[[Workbook], None]:
    """Return the edit that adds a row with these cells."""

    def edit(book: Workbook) -> None:
        page = book[sheet]
        named = {key.replace("_", " "): value for key, value in values.items()}
        page.append([named.get(cell.value) for cell in page[1]])

    return edit


def foreseen(
    session: Session,
    government: Organisation,
    file: bytes,
    *,
    viewer: Viewer | None = None,
    reach: Reach | None = None,
) -> Plan:
    """Return what the import of a workbook would do."""
    session.flush()
    seen = viewer or scope.full(government.id)
    return foresee(
        session,
        extent_of(session, seen, government),
        file,
        "kota.xlsx",
        reach or Reach(today=TODAY),
    )


def brought_in(
    session: Session, government: Organisation, file: bytes, **how: Any
) -> Applied:
    """Import a workbook as it is, and return what it came to."""
    plan = foreseen(session, government, file)
    assert not plan.refused or how, [each.reasons for each in plan.refused]
    return apply(session, government.id, plan, deed="Impor buku kerja", **how)
