"""Elements as they are on a day: what they say then, and where they stand in life."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from architecture import coming, periods, timeline
from architecture.elements.fields import fields_of, set_values
from architecture.elements.values import from_json
from architecture.layers import Field, Status
from architecture.model import Element, Relation, now
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

Row = TypeVar("Row", bound=Element)

_ASKED_AT_ONCE = 500


def as_on(session: Session, rows: Sequence[Row], day: date) -> Sequence[Row]:
    """Return elements as they are on a day, in one query for each government.

    They leave the session, so nothing of it is ever written.  What was needed of them
    has to be loaded.
    """
    by_government: dict[int, list[Row]] = {}
    for row in rows:
        by_government.setdefault(row.government_id, []).append(row)
    for government, own in by_government.items():
        some = [row.id for row in own] if len(own) <= _ASKED_AT_ONCE else None
        known = timeline.overlays(session, government, day, elements=some)
        for row in own:
            values: Mapping[str, Any] = {}
            if row.id in known:
                fields = fields_of(session, government, row.layer)
                values = restored(fields, known[row.id])
            _turn(session, row, values, day)
        if day != day_of(now()):
            _owned(session, government, own, day)
    return rows


def relations_as_on(
    session: Session, viewer: Viewer, relations: Sequence[Relation], day: date
) -> list[Relation]:
    """Return relations with what is said of them on a day, and their ends as then.

    They and the viewer's own ends leave the session.  Both ends have to be loaded.
    """
    ends: dict[int, Element] = {}
    planned: dict[int, dict[str, Any]] = {}
    for each in relations:
        ends |= {each.source_id: each.source, each.target_id: each.target}
    for root in sorted({each.source.government_id for each in relations}):
        keys = [each.id for each in relations if each.source.government_id == root]
        planned |= timeline.relation_overlays(session, root, day, relations=keys)
    for each in relations:
        session.expunge(each)
        values = {**each.attributes, **planned.get(each.id, {})}
        each.attributes = {name: said for name, said in values.items() if said}
    own = [row for row in ends.values() if row.government_id in viewer.governments]
    as_on(session, own, day)
    return list(relations)


def _owned(session: Session, government: int, rows: list[Row], day: date) -> None:
    """Let elements tell whose they are on a day, as it is called then.

    Who may read what of them is decided by whose they are now: their ids stay.
    """
    if day > day_of(now()):
        ahead = coming.by(session, day)
        if not ahead:
            return
        owners = {row.id: ahead.owner(row.organisation_id, row.id) for row in rows}
    else:
        before = periods.owners_on(session, [row.id for row in rows], day)
        owners = {row.id: before.get(row.id, row.organisation_id) for row in rows}
    offices = periods.offices_on(session, government, set(owners.values()), day)
    for row in rows:
        row.organisation = offices[owners[row.id]]


def _turn(session: Session, row: Element, values: Mapping[str, Any], day: date) -> None:
    status = timeline.status_on(row.status, row.live_on, row.retires_on, day)
    if row in session:
        session.expunge(row)
    set_values(row, values)
    row.status = status


def owned_by(
    session: Session, offices: Iterable[int], day: date | None, of: Any = Element
) -> ColumnElement[bool]:
    """Return the condition that leaves what some offices own, or own on a day."""
    if day is not None and (ahead := coming.by(session, day)):
        return ahead.owned_by(session, frozenset(offices), of)
    past = day is not None and day < day_of(now())
    owner = periods.owner_on(day, of) if past and day else of.organisation_id
    condition: ColumnElement[bool] = owner.in_(sorted(offices))
    return condition


def restored(fields: Iterable[Field], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what JSON keeps of fields as their values; unknown fields are left out."""
    return {
        field.name: restored_one(field, kept[field.name])
        for field in fields
        if field.name in kept
    }


def restored_one(field: Field, kept: Any) -> Any:
    """Return what JSON keeps of a field as its value."""
    if field.choices and isinstance(kept, str):
        return field.members.get(kept, kept)
    return from_json(field, kept)


def standing(status: Status | None, day: date) -> ColumnElement[bool]:
    """Return the condition for elements of a status on a day; None: that are there."""
    there = timeline.there(day)
    if status is None:
        return there
    if status is Status.PHASING_OUT:
        return and_(there, Element.status == status)
    if status is Status.LIVE:
        return and_(there, Element.status != Status.PHASING_OUT)
    if status is Status.RETIRED:
        return timeline.gone(day)
    ahead = and_(~there, ~timeline.gone(day))
    built = Element.status == Status.IN_BUILD
    return and_(ahead, built if status is Status.IN_BUILD else ~built)
