"""Rows as JSON keeps them: read and written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Column, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from architecture import history
from architecture.merging.values import Deed, DeedKind
from architecture.model import Base, Element
from architecture.model.base import Moment

_AT_ONCE = 500


def decoded(column: Column[Any], value: Any) -> Any:
    """Return the value of a column that `history.plain` wrote."""
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    kind = column.type.python_type
    if issubclass(kind, Enum):
        return kind[value]
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    return Decimal(value) if issubclass(kind, Decimal) else value


def table_of(name: str) -> Table:
    """Return the table of that name."""
    return Base.metadata.tables[name]


def read(
    session: Session, table: str, keys: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """Return rows by their ids, column → value as JSON keeps it."""
    of, wanted = table_of(table), sorted(set(keys))
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in session.execute(select(of).where(of.c.id.in_(some))).mappings():
            found[row["id"]] = {
                name: history.plain(value) for name, value in row.items()
            }
    return found


def changed(
    table: str, row: Mapping[str, Any], values: Mapping[str, Any], *, government: int
) -> Deed:
    """Return the deed that sets columns of a row; both are as JSON keeps them."""
    return Deed(
        kind=DeedKind.CHANGED,
        table=table,
        government=government,
        id=row["id"],
        values={name: (row[name], value) for name, value in values.items()},
    )


def removed(table: str, row: Mapping[str, Any], *, government: int) -> Deed:
    """Return the deed that removes a row."""
    return Deed(
        kind=DeedKind.REMOVED,
        table=table,
        government=government,
        id=row["id"],
        values={name: (value, None) for name, value in row.items()},
    )


def added(table: str, values: Mapping[str, Any], *, government: int) -> Deed:
    """Return the deed that adds a row; its id is given when it is done."""
    return Deed(
        kind=DeedKind.ADDED,
        table=table,
        government=government,
        values={name: (None, history.plain(value)) for name, value in values.items()},
    )


def reverse(deed: Deed) -> Deed:
    """Return the deed that takes another back."""
    kinds = {
        DeedKind.ADDED: DeedKind.REMOVED,
        DeedKind.REMOVED: DeedKind.ADDED,
        DeedKind.CHANGED: DeedKind.CHANGED,
    }
    return Deed(
        kind=kinds[deed.kind],
        table=deed.table,
        government=deed.government,
        id=deed.id,
        values={name: (new, old) for name, (old, new) in deed.values.items()},
    )


def do(session: Session, deed: Deed) -> Deed:
    """Carry out a deed; return it with the id of the row that was added."""
    table = table_of(deed.table)
    values = {name: decoded(table.c[name], new) for name, (_, new) in _new(deed)}
    if deed.kind is DeedKind.ADDED:
        return _add(session, table, deed, values)
    if deed.kind is DeedKind.REMOVED:
        session.execute(delete(table).where(table.c.id == deed.id))
    else:
        session.execute(update(table).where(table.c.id == deed.id).values(values))
    return deed


def touch(session: Session, applications: Sequence[int], moment: datetime) -> None:
    """Let whoever has a form of these open be told that they changed."""
    table = table_of(Element.__tablename__)
    session.execute(
        update(table)
        .where(table.c.id.in_(applications))
        .values(version=table.c.version + 1, updated_at=moment)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the subject of a note."""

    __tablename__: str
    id: int


def _new(deed: Deed) -> list[tuple[str, tuple[Any, Any]]]:
    known = table_of(deed.table).c
    return [(name, pair) for name, pair in deed.values.items() if name in known]


def _add(session: Session, table: Table, deed: Deed, values: dict[str, Any]) -> Deed:
    """Insert a row, under its old id if nothing else has taken that meanwhile."""
    if deed.id:
        taken = select(func.count()).where(table.c.id == deed.id)
        if session.scalar(taken):
            values.pop("id", None)
    key = session.scalar(insert(table).values(values).returning(table.c.id))
    return Deed(
        kind=deed.kind,
        table=deed.table,
        government=deed.government,
        id=int(key or 0),
        values={**deed.values, "id": (None, key)},
    )
