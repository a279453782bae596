"""The model on a day: what is there, and what it says then.

The model on a day is the rows with what is planned up to that day; for a day that is
past, without what was carried into them since.  Where an element stands in its life
follows from its dates.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select
from sqlalchemy.orm import Session

from architecture.layers import Status
from architecture.model import Element, PlannedChange, PlannedState, Relation

_FIRST, _NEVER = date.min, date.max
_AHEAD = (Status.PLANNED, Status.IN_BUILD)


def life(
    status: Status, live_on: date | None, retires_on: date | None
) -> tuple[date, date]:
    """Return the first day of an element, and the day on which it is gone.

    What is planned without a date is never there; what is retired without one never
    was, as far as anybody knows.

    >>> life(Status.LIVE, None, date(2027, 1, 1))
    (datetime.date(1, 1, 1), datetime.date(2027, 1, 1))
    """
    if live_on is None and status in _AHEAD:
        return _NEVER, _NEVER
    if retires_on is None and status is Status.RETIRED:
        return _FIRST, _FIRST
    return live_on or _FIRST, retires_on or _NEVER


def relation_life(starts_on: date | None, ends_on: date | None) -> tuple[date, date]:
    """Return the first day of a relation, and the day on which it is gone.

    `ends_on` is its last day, as with everything that runs from one day to another.

    >>> relation_life(None, date(2026, 12, 31))
    (datetime.date(1, 1, 1), datetime.date(2027, 1, 1))
    """
    end = ends_on or _NEVER
    return starts_on or _FIRST, end if end == _NEVER else end + timedelta(days=1)


def status_on(
    status: Status, live_on: date | None, retires_on: date | None, day: date
) -> Status:
    """Return where an element stands on a day, by its life.

    >>> status_on(Status.LIVE, None, date(2027, 1, 1), date(2027, 3, 1)).value
    'Tidak aktif'
    >>> status_on(Status.PLANNED, date(2027, 1, 1), None, date(2027, 3, 1)).value
    'Aktif'
    """
    first, end = life(status, live_on, retires_on)
    if day < first:
        return status if status is Status.IN_BUILD else Status.PLANNED
    if day >= end:
        return Status.RETIRED
    return status if status is Status.PHASING_OUT else Status.LIVE


def there(day: date, of: Any = Element) -> ColumnElement[bool]:
    """Return the condition that leaves the elements that are there on a day.

    `of` is the table or an alias of it.
    """
    dated, undated = of.live_on.is_not(None), of.live_on.is_(None)
    begun = or_(and_(dated, of.live_on <= day), and_(undated, of.status.not_in(_AHEAD)))
    return and_(begun, not_(gone(day, of)))


def gone(day: date, of: Any = Element) -> ColumnElement[bool]:
    """Return the condition that leaves the elements that have ended by a day."""
    dated, undated = of.retires_on.is_not(None), of.retires_on.is_(None)
    return or_(
        and_(dated, of.retires_on <= day), and_(undated, of.status == Status.RETIRED)
    )


def held(day: date, of: Any = Relation) -> ColumnElement[bool]:
    """Return the condition that leaves the relations that hold on a day."""
    begun = or_(of.starts_on.is_(None), of.starts_on <= day)
    return and_(begun, or_(of.ends_on.is_(None), of.ends_on >= day))


def overlays(
    session: Session,
    government: int,
    day: date,
    *,
    elements: Iterable[int] | None = None,
) -> dict[int, dict[str, Any]]:
    """Return what elements say otherwise on a day: id → field → as JSON keeps it."""
    query = holding(government, day)
    if elements is not None:
        query = query.where(PlannedChange.element_id.in_(sorted(elements)))
    return _merged(session, query, PlannedChange.element_id)


def relation_overlays(
    session: Session,
    government: int,
    day: date,
    *,
    relations: Iterable[int] | None = None,
) -> dict[int, dict[str, Any]]:
    """Return what relations say otherwise on a day: id → attribute → JSON."""
    query = select(PlannedChange).where(
        PlannedChange.relation_id.is_not(None), *_held_on(government, day)
    )
    if relations is not None:
        query = query.where(PlannedChange.relation_id.in_(sorted(relations)))
    return _merged(session, query, PlannedChange.relation_id)


def holding(government: int, day: date) -> Select[PlannedChange]:
    """Return the changes by which elements say something else on a day."""
    return select(PlannedChange).where(
        PlannedChange.relation_id.is_(None), *_held_on(government, day)
    )


def _held_on(government: int, day: date) -> list[ColumnElement[bool]]:
    """Leave what is planned up to a day, and what was carried after it."""
    ahead = and_(
        PlannedChange.state == PlannedState.PLANNED, PlannedChange.starts_on <= day
    )
    since = and_(
        PlannedChange.state == PlannedState.CARRIED, PlannedChange.starts_on > day
    )
    return [PlannedChange.government_id == government, or_(ahead, since)]


def _merged(session: Session, query: Any, key: Any) -> dict[int, dict[str, Any]]:
    """Let the last planned change hold, and of carried ones what the first found."""
    found: dict[int, dict[str, Any]] = {}
    columns = (
        key.label("key"),
        PlannedChange.state,
        PlannedChange.field,
        PlannedChange.value,
        PlannedChange.before,
    )
    ordered = query.order_by(PlannedChange.starts_on, PlannedChange.id)
    rows = session.execute(ordered.with_only_columns(*columns)).all()
    for row in rows:
        if row.state is PlannedState.PLANNED:
            found.setdefault(row.key, {})[row.field] = row.value
    for row in reversed(rows):
        if row.state is PlannedState.CARRIED:
            found.setdefault(row.key, {})[row.field] = row.before
    return found
