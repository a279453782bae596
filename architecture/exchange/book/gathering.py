"""Stream what stands in a government as rows of cells, in bounded memory.

The export writes these rows; an import compares with them.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from architecture import periods, scope, timeline
from architecture.elements import CLASSES
from architecture.elements.sureness import last_confirmed
from architecture.elements.values import from_json
from architecture.exchange.book import past
from architecture.exchange.book.cells import Cell, said, written
from architecture.exchange.book.extent import Extent
from architecture.exchange.book.layout import (
    CONFIRMED,
    Column,
    Role,
    SheetPlan,
    YesNo,
)
from architecture.layers import FieldClass, Layer
from architecture.model import Element, Organisation, Relation, Use
from architecture.reference.calendar import day_of

PORTION = 1_000
_OPEN, _ALL = "b", "s"
"""What a mark of a row was taken over: the open columns, or all of them."""


def element_query(extent: Extent, layer: Layer) -> Select[Any]:
    """Return the rows of a layer, every column by its name, in the order of codes."""
    table, own = Element.__table__, CLASSES[layer].__table__
    query = (
        select(
            *table.c,
            *(each for each in own.c if each.name != "id"),
            last_confirmed(table.c).label(CONFIRMED),
        )
        .select_from(table.join(own, own.c.id == table.c.id))
        .where(
            table.c.government_id == extent.government.id,
            scope.elements(extent.viewer, of=table.c),
        )
        .order_by(table.c.code)
    )
    if layer is Layer.APPLICATION:
        query = query.where(scope.by_itself(table.c))
    if extent.offices:
        query = query.where(table.c.organisation_id.in_(sorted(extent.offices)))
    return query


def element_rows(session: Session, extent: Extent, layer: Layer) -> Iterator[Any]:
    """Yield the rows of a layer as they stand in the database, or on a day."""
    if extent.known_on:
        yield from past.element_rows(session, extent, layer, extent.known_on)
        return
    query, day = element_query(extent, layer), extent.day
    if day is None:
        yield from session.execute(query.execution_options(yield_per=PORTION))
        return
    query = query.where(timeline.there(day, Element.__table__.c))
    planned = timeline.overlays(session, extent.government.id, day)
    owner = periods.ownership(session, extent.government.id, day)
    for row in session.execute(query.execution_options(yield_per=PORTION)):
        status = timeline.status_on(row.status, row.live_on, row.retires_on, day)
        told = {**planned.get(row.id, {}), "status": status.name}
        yield OnDay(row, told, owner(row.id, row.organisation_id))


class OnDay:
    """A row, what it says otherwise on a day (field → JSON), and whose it is then."""

    __slots__ = ("organisation_id", "row", "told")

    def __init__(self, row: Any, told: Mapping[str, Any], owner: int = 0) -> None:
        """Take the row, what differs from it, and whose it is."""
        self.row, self.told, self.organisation_id = row, told, owner

    def __getattr__(self, name: str) -> Any:
        """Return what the row says."""
        return getattr(self.row, name)


def element_cells(row: Any, sheet: SheetPlan, extent: Extent) -> list[Cell]:
    """Return the cells of an element, one a column of its sheet."""
    return [_cell(row, column, extent) for column in sheet.columns]


def element_value(row: Any, column: Column) -> Any:
    """Return the value of an element that a column of a field shows."""
    if isinstance(row, past.PastElement):
        return row.value(column)
    if isinstance(row, OnDay) and column.name in row.told:
        return kept_value(column, row.told[column.name])
    if column.field.custom:
        return from_json(column.field, (row.custom or {}).get(column.name))
    if column.name == "sensitive":
        return YesNo.YES if row.sensitive else YesNo.NO
    return getattr(row, column.name)


def kept_value(column: Column, kept: Any) -> Any:
    """Return the value that the history kept for a column."""
    if column.name == "sensitive":
        return YesNo.YES if kept else YesNo.NO
    return from_json(column.field, kept)


def _cell(row: Any, column: Column, extent: Extent) -> Cell:
    if column.role is Role.CODE:
        return str(row.code)
    if column.role is Role.VERSION:
        return None if row.version is None else int(row.version)
    if column.role is Role.OFFICE:
        return extent.known.labels.get(row.organisation_id, "")
    if column.role is Role.TOLD:
        at = getattr(row, CONFIRMED, None)
        return day_of(at) if at else None
    return written(column.field, element_value(row, column))


def relation_query(extent: Extent) -> Select[Any]:
    """Return the relations of a government whose both ends the viewer may see."""
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    home = aliased(Organisation)
    query = (
        select(
            Relation.id,
            Relation.verb,
            Relation.source_id,
            Relation.target_id,
            Relation.starts_on,
            Relation.ends_on,
            Relation.attributes,
            source.code.label("source"),
            source.name.label("source_name"),
            source.organisation_id,
            target.code.label("target"),
            target.name.label("target_name"),
            target.government_id.label("target_government"),
            home.code.label("target_home"),
        )
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .join(home, home.id == target.government_id)
        .where(
            source.government_id == extent.government.id,
            scope.elements(extent.viewer, of=target, national=True),
        )
        .order_by(Relation.id)
    )
    if extent.offices:
        query = query.where(source.organisation_id.in_(sorted(extent.offices)))
    return query


def relation_rows(session: Session, extent: Extent) -> Iterator[Any]:
    """Yield the relations as they stand in the database, or on a day."""
    if extent.known_on:
        yield from past.relation_rows(session, extent, extent.known_on)
        return
    query, day = relation_query(extent), extent.day
    if day is None:
        yield from session.execute(query.execution_options(yield_per=PORTION))
        return
    ends = (Relation.source_id, Relation.target_id)
    there = select(Element.id).where(timeline.there(day))
    query = query.where(timeline.held(day), *(each.in_(there) for each in ends))
    planned = timeline.relation_overlays(session, extent.government.id, day)
    for row in session.execute(query.execution_options(yield_per=PORTION)):
        yield OnDay(row, planned.get(row.id, {}))


def relation_cells(row: Any, sheet: SheetPlan, extent: Extent) -> list[Cell]:
    """Return the cells of a relation, one a column of its sheet."""
    whole = FieldClass.RESTRICTED in extent.classes
    cells: list[Cell] = []
    for column in sheet.columns:
        match column.name:
            case "relation":
                cells.append(int(row.id))
            case "version":
                cells.append(None)
            case "target":
                cells.append(end_code(row, extent))
            case "removed":
                cells.append(None)
            case "source" | "source_name" | "target_name":
                cells.append(getattr(row, column.name))
            case _:
                cells.append(written(column.field, relation_value(row, column)))
    return _marked(cells, sheet, whole=whole)


def relation_value(row: Any, column: Column) -> Any:
    """Return the value of a relation that a column shows."""
    if isinstance(row, OnDay) and column.name in row.told:
        return kept_value(column, row.told[column.name])
    if column.name in {"verb", "starts_on", "ends_on"}:
        return getattr(row, column.name)
    kept = (row.attributes or {}).get(column.name)
    return None if kept is None else from_json(column.field, kept)


def end_code(row: Any, extent: Extent) -> str:
    """Return the code of the element that a relation leads to, as a sheet says it."""
    own = row.target_government == extent.government.id
    return str(row.target) if own else f"{row.target_home}/{row.target}"


def use_query(extent: Extent) -> Select[Any]:
    """Return which offices of a government use which applications."""
    owner = aliased(Organisation)
    columns: list[Any] = [
        Use.id,
        Use.application_id,
        Use.organisation_id,
        Use.state,
        Use.note,
        Use.since,
        Element.code.label("application"),
        Element.name.label("application_name"),
        Element.government_id.label("target_government"),
        owner.code.label("target_home"),
    ]
    query = (
        select(*columns)
        .join(Organisation, Organisation.id == Use.organisation_id)
        .join(Element, Element.id == Use.application_id)
        .join(owner, owner.id == Element.government_id)
        .where(
            Organisation.government_id == extent.government.id,
            or_(
                Element.government_id == extent.government.id,
                scope.elements(extent.viewer, national=True),
            ),
        )
        .order_by(Use.id)
    )
    if extent.offices:
        query = query.where(Use.organisation_id.in_(sorted(extent.offices)))
    return query


def use_rows(session: Session, extent: Extent) -> Iterator[Any]:
    """Yield the uses as they stand in the database; of a past day none are known."""
    if extent.known_on:
        return
    query = use_query(extent).execution_options(yield_per=PORTION)
    yield from session.execute(query)


def use_cells(row: Any, sheet: SheetPlan, extent: Extent) -> list[Cell]:
    """Return the cells of a use, one a column of its sheet."""
    cells: list[Cell] = []
    for column in sheet.columns:
        match column.name:
            case "application":
                own = row.target_government == extent.government.id
                home = "" if own else f"{row.target_home}/"
                cells.append(f"{home}{row.application}")
            case "application_name":
                cells.append(row.application_name)
            case "version":
                cells.append(None)
            case "organisation":
                cells.append(extent.known.labels.get(row.organisation_id, ""))
            case _:
                cells.append(written(column.field, getattr(row, column.name)))
    return _marked(cells, sheet, whole=True)


def office_rows(extent: Extent) -> Iterator[list[Cell]]:
    """Yield the offices of a government, parents before children."""
    for each in extent.known.rows:
        yield [
            each.code,
            each.name,
            each.short_name or None,
            each.kind.value,
            extent.known.labels.get(each.parent_id or 0),
            each.starts_on,
            each.ends_on,
        ]


def mark_of(cells: Sequence[Cell], sheet: SheetPlan, *, whole: bool) -> str:
    """Return a mark that changes with what a row says, for rows without a version.

    `whole` false: restricted columns are left out, so the mark tells nothing of them.
    """
    kept = [
        said(cell)
        for cell, column in zip(cells, sheet.columns, strict=True)
        if column.role not in {Role.VERSION, Role.TOLD, Role.MARK}
        and (whole or column.field.cls is not FieldClass.RESTRICTED)
    ]
    digest = hashlib.sha256("\x1f".join(kept).encode()).hexdigest()
    return f"{_ALL if whole else _OPEN}{digest[:12]}"


def is_whole(mark: str) -> bool:
    """Tell whether a mark was taken over restricted columns too."""
    return mark.startswith(_ALL)


def _marked(cells: list[Cell], sheet: SheetPlan, *, whole: bool) -> list[Cell]:
    mark = mark_of(cells, sheet, whole=whole)
    return [
        mark if column.role is Role.VERSION else cell
        for cell, column in zip(cells, sheet.columns, strict=True)
    ]
