"""Plan what will be said of elements and relations from a day on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import elements, history, timeline
from architecture.elements.changing import checked
from architecture.elements.relating import checked as relation_values
from architecture.elements.values import as_json, nothing
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import Field
from architecture.model import (
    Application,
    Element,
    PlannedChange,
    PlannedState,
    Relation,
    now,
)
from architecture.reference.calendar import day_of, tanggal
from architecture.scheduling import noting
from architecture.scheduling.listing import field_of, said_on

LATEST_YEAR = 2100

STALE = "Rencana ini sudah diubah orang lain. Muat ulang halaman, lalu periksa lagi."


def plan(
    session: Session,
    element: Element,
    stated: Mapping[str, Any],
    *,
    on: date,
    note: str = "",
    by: str = "",
    shown: Mapping[str, Any] | None = None,
) -> list[PlannedChange]:
    """Plan that an element says this from a day on; return what differs by then.

    What is planned for the same field and day already is replaced.  `shown` is what
    the person was shown: what is stated just so was left alone, whatever else is said
    of it by then.  Raises `Invalid` with the problems by field, or if the day is not
    ahead.
    """
    refuse_merged(element)
    check_day(on)
    fields = elements.fields_of(session, element.government_id, element.layer)
    by_name = {field.name: field for field in fields}
    then = said_on(session, element, on, fields=fields)
    seen = shown or {}
    new = {
        name: raw
        for name, raw in stated.items()
        if not _same(then, name, raw) and not _same(seen, name, raw)
    }
    values = checked(session, fields, new, element=element)
    now_said = {name for name in new if name in by_name and name not in values}
    values |= {name: elements.value_of(element, by_name[name]) for name in now_said}
    _refuse_empty(fields, values)
    found = []
    for name, value in values.items():
        left_alone = name in seen and history.plain(value) == history.plain(seen[name])
        if not left_alone and history.plain(value) != history.plain(then[name]):
            found.append(
                _put(session, element, by_name[name], value, on=on, note=note, by=by)
            )
    return found


def plan_relation(
    session: Session,
    relation: Relation,
    stated: Mapping[str, Any],
    *,
    on: date,
    note: str = "",
    by: str = "",
    shown: Mapping[str, Any] | None = None,
) -> list[PlannedChange]:
    """Plan what is said of a relation from a day on; return what differs by then.

    `shown` is what the person was shown, as with `plan`.  Raises `Invalid` if the
    relation does not hold on that day.
    """
    check_day(on)
    _check_holds(relation, on)
    source = relation.source
    values = relation_values(session, source.government_id, relation.verb, stated)
    known = timeline.relation_overlays(
        session, source.government_id, on, relations=[relation.id]
    )
    then = relation.attributes | known.get(relation.id, {})
    fields = elements.relation_fields(session, source.government_id, relation.verb)
    return [
        _put(
            session,
            source,
            field,
            values[field.name],
            on=on,
            note=note,
            by=by,
            relation=relation,
        )
        for field in fields
        if field.name in values
        and not _is_same(field, values[field.name], then.get(field.name))
        and not (shown and _is_same(field, values[field.name], shown.get(field.name)))
    ]


def change(
    session: Session,
    planned: PlannedChange,
    *,
    value: Any,
    on: date,
    note: str,
    version: int | None = None,
) -> None:
    """Plan another value, day or note; what was planned for that day before goes.

    Raises `Changed`, `WrongState`, `Invalid`.
    """
    _check_open(planned, version)
    check_day(on)
    field = field_of(session, planned)
    if field is None:
        raise WrongState("Isian ini tidak ada lagi; tarik rencananya.")
    fields = elements.fields_of(session, planned.government_id, planned.element.layer)
    if planned.relation_id is None:
        stated = {field.name: value}
        root = planned.government_id
        values = checked(session, fields, stated, government=root)
        kept = as_json(values[field.name])
        _refuse_empty(fields, {field.name: kept})
    else:
        relation = session.get_one(Relation, planned.relation_id)
        _check_holds(relation, on)
        stated = {field.name: value}
        kept = relation_values(session, planned.government_id, relation.verb, stated)[
            field.name
        ]
    for other in _open(session, planned, on):
        withdraw(session, other)
    old = noting.told(session, planned)
    planned.value, planned.starts_on = kept, on
    planned.note, planned.problem = note.strip(), ""
    session.flush()
    if noting.told(session, planned) != old:
        noting.note(session, planned, noting.CHANGED, old)


def withdraw(
    session: Session, planned: PlannedChange, *, version: int | None = None
) -> None:
    """Take back what was planned.  Raises `Changed`, `WrongState`."""
    _check_open(planned, version)
    old = noting.told(session, planned)
    planned.state, planned.ended_at = PlannedState.WITHDRAWN, now()
    session.flush()
    noting.note(session, planned, noting.WITHDRAWN, old)


def refuse_merged(element: Element) -> None:
    """Raise `WrongState` for a record that another stands for."""
    if isinstance(element, Application) and element.merged_into_id:
        raise WrongState(
            f"{element.name} sudah digabung; ubah catatan yang mewakilinya."
        )


def _put(
    session: Session,
    element: Element,
    field: Field,
    value: Any,
    *,
    on: date,
    note: str,
    by: str,
    relation: Relation | None = None,
) -> PlannedChange:
    row = session.scalar(
        select(PlannedChange).where(
            PlannedChange.element_id == element.id,
            PlannedChange.relation_id == relation.id
            if relation
            else PlannedChange.relation_id.is_(None),
            PlannedChange.field == field.name,
            PlannedChange.starts_on == on,
            PlannedChange.state == PlannedState.PLANNED,
        )
    )
    old = noting.told(session, row) if row else None
    if row is None:
        row = PlannedChange(
            government_id=element.government_id,
            element_id=element.id,
            relation_id=relation.id if relation else None,
            field=field.name,
            starts_on=on,
            state=PlannedState.PLANNED,
        )
        session.add(row)
    row.value, row.note, row.by, row.problem = as_json(value), note.strip(), by, ""
    session.flush()
    noting.note(session, row, noting.CHANGED if old else noting.MADE, old)
    return row


def _open(
    session: Session, planned: PlannedChange, on: date
) -> Sequence[PlannedChange]:
    """Return what else is planned for the same field on a day."""
    query = select(PlannedChange).where(
        PlannedChange.id != planned.id,
        PlannedChange.element_id == planned.element_id,
        PlannedChange.relation_id.is_not_distinct_from(planned.relation_id),
        PlannedChange.field == planned.field,
        PlannedChange.starts_on == on,
        PlannedChange.state == PlannedState.PLANNED,
    )
    return session.scalars(query).all()


def _same(then: Mapping[str, Any], name: str, raw: Any) -> bool:
    return name in then and (raw == then[name] or as_json(raw) == as_json(then[name]))


def _is_same(field: Field, one: Any, other: Any) -> bool:
    """Tell whether two kept values say the same; nothing is nothing."""
    empty = as_json(nothing(field))
    return bool((one or empty) == (other or empty))


def _check_holds(relation: Relation, on: date) -> None:
    first, end = timeline.relation_life(relation.starts_on, relation.ends_on)
    if not first <= on < end:
        sentence = f"Relasi ini tidak berlaku pada {tanggal(on)}."
        raise Invalid(sentence, problems={"starts_on": [sentence]})


def _refuse_empty(fields: Iterable[Field], values: Mapping[str, Any]) -> None:
    wrong = {
        field.name: [f"{field.label} wajib diisi."]
        for field in fields
        if (field.required or field.name == "name")
        and field.name in values
        and values[field.name] in ("", None, [])
    }
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)


def check_day(on: date) -> None:
    """Raise `Invalid` for a day that is not ahead, or is beyond all sense."""
    if on <= day_of(now()):
        sentence = "Tanggal berlaku harus sesudah hari ini."
    elif on.year > LATEST_YEAR:
        sentence = f"Tahun {on.year} tidak masuk akal."
    else:
        return
    raise Invalid(sentence, problems={"starts_on": [sentence]})


def _check_open(planned: PlannedChange, version: int | None) -> None:
    if planned.state is not PlannedState.PLANNED:
        raise WrongState(f"Rencana ini {planned.state.value.lower()}.")
    if version is not None and version != planned.version:
        raise Changed(STALE)
