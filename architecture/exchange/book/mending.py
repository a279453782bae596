"""Return the rows that could not be taken as a workbook to mend."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.exchange.book import layout
from architecture.exchange.book.cells import Cell, Raw, Unusable, said
from architecture.exchange.book.extent import EVERY, Extent, sheets_of
from architecture.exchange.book.layout import Column, Role, SheetPlan
from architecture.exchange.book.plan import Outcome, Plan
from architecture.exchange.book.state import portions
from architecture.exchange.book.writing import write_sheets
from architecture.layers import Field
from architecture.model import Element

_ENDS = frozenset({"source", "target", "application"})
"""The columns in which a row names another."""

_KEPT = (str, int, float, bool, date, type(None))

_WHY = Column(
    field=Field(
        name="why",
        label=layout.MEND,
        help="Mengapa baris ini ditolak. Kolom ini tidak diimpor.",
    ),
    role=Role.TOLD,
    heading=layout.MEND,
    width=60,
)


def rows_to_mend(session: Session, extent: Extent, plan: Plan) -> bytes:
    """Return a workbook of the refused rows with the reason before each.

    It has the columns of the file, so once mended it can be imported like any other.
    """
    by_sheet: dict[str, list[Outcome]] = {}
    for each in plan.refused:
        by_sheet.setdefault(each.sheet, []).append(each)
    sheets = [
        _narrowed(each, plan.headings[each.name])
        for each in sheets_of(session, extent, EVERY)
        if each.name in by_sheet
    ]
    kept = BytesIO()
    write_sheets(
        ((each, _rows(each, by_sheet[each.name])) for each in sheets),
        sheets,
        offices=list(extent.known.labels.values()),
        title=f"Baris yang perlu diperbaiki: {extent.government.name}",
        corner="" if plan.since is None else f"{layout.SINCE} {plan.since}",
        out=kept,
    )
    return kept.getvalue()


def name_by_code(
    session: Session, refused: Sequence[Outcome], created: Mapping[str, int]
) -> None:
    """Let refused rows call what was written without them by its code.

    What a new row was called in the file is known to nobody once the row is written.
    """
    named = {ref for each in refused for ref in _refs(each).values()}
    codes: dict[int, str] = {}
    for some in portions(sorted(created[ref] for ref in named & created.keys())):
        query = select(Element.id, Element.code).where(Element.id.in_(some))
        codes |= dict(session.execute(query).all())
    for each in refused:
        known = {
            name: codes[created[ref]]
            for name, ref in _refs(each).items()
            if ref in created
        }
        each.cells = {**each.cells, **known}


def _refs(outcome: Outcome) -> dict[str, str]:
    return {
        name: said(cell).upper()
        for name, cell in outcome.cells.items()
        if name in _ENDS
    }


def _narrowed(sheet: SheetPlan, there: Mapping[str, str]) -> SheetPlan:
    columns = tuple(each for each in sheet.columns if each.name in there)
    return SheetPlan(
        name=sheet.name, columns=(_WHY, *columns), layer=sheet.layer, about=sheet.about
    )


def _rows(sheet: SheetPlan, outcomes: Sequence[Outcome]) -> Iterator[list[Cell]]:
    for each in outcomes:
        cells = [_cell(each.cells.get(column.name)) for column in sheet.columns[1:]]
        yield [" ".join(each.reasons), *cells]


def _cell(raw: Raw) -> Cell:
    if isinstance(raw, Unusable):
        return raw.text
    return raw if isinstance(raw, _KEPT) else said(raw)
