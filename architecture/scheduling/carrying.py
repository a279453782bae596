"""Carry into the rows what has become true; the worker does it on the day."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from architecture import elements, history
from architecture.elements.changing import put
from architecture.elements.dated import restored_one
from architecture.elements.values import as_json
from architecture.errors import Invalid, Refused, WrongState
from architecture.layers import FieldClass, Status
from architecture.model import Element, PlannedChange, PlannedState, Relation, now
from architecture.reference.calendar import tanggal
from architecture.scheduling.listing import field_of
from architecture.scheduling.planning import refuse_merged

AT_ONCE = 500
"""So many changes are carried in one transaction."""


def due(session: Session, today: date) -> bool:
    """Tell whether there is anything to carry on a day."""
    if session.scalar(_due(today).with_only_columns(PlannedChange.id).limit(1)):
        return True
    return session.scalar(
        _ending(today).with_only_columns(Element.id).limit(1)
    ) is not (None)


def carry(session: Session, today: date) -> int:
    """Carry into the rows what is true from today on; return how many changes.

    What was carried already is not carried again.  What cannot be is left with its
    problem.  So is the end of what was to be retired by now.
    """
    changes = session.scalars(
        _due(today)
        .options(joinedload(PlannedChange.element))
        .order_by(PlannedChange.starts_on, PlannedChange.id)
        .limit(AT_ONCE)
        .with_for_update(of=PlannedChange)
    ).all()
    for each in changes:
        try:
            _carry(session, each)
        except Refused as refusal:
            each.problem = _sentence(refusal)
    ending = session.scalars(_ending(today).limit(AT_ONCE)).all()
    for element in ending:
        history.change(
            session,
            element,
            {"status": Status.RETIRED},
            deed=f"Tidak aktif sejak {tanggal(element.retires_on or today)}",
            government=element.government_id,
        )
        element.updated_at = now()
    return len(changes) + len(ending)


def _carry(session: Session, planned: PlannedChange) -> None:
    element = planned.element
    refuse_merged(element)
    field = field_of(session, planned)
    if field is None:
        raise WrongState("Isian atau hubungan ini tidak ada lagi.")
    deed = f"Rencana berlaku sejak {tanggal(planned.starts_on)}"
    if planned.note and field.cls is not FieldClass.RESTRICTED:
        deed = f"{deed}: {planned.note}"
    if planned.relation_id is not None:
        _carry_relation(session, planned)
    else:
        fields = elements.fields_of(session, element.government_id, element.layer)
        planned.before = as_json(elements.value_of(element, field))
        value = {field.name: restored_one(field, planned.value)}
        put(session, element, value, fields=fields, deed=deed)
    planned.state, planned.ended_at, planned.problem = PlannedState.CARRIED, now(), ""


def _carry_relation(session: Session, planned: PlannedChange) -> None:
    relation = session.get_one(Relation, planned.relation_id)
    planned.before = relation.attributes.get(planned.field, "")
    elements.amend(
        session,
        relation,
        starts_on=relation.starts_on,
        ends_on=relation.ends_on,
        attributes={planned.field: planned.value},
    )


def _due(today: date) -> Select[PlannedChange]:
    return select(PlannedChange).where(
        PlannedChange.state == PlannedState.PLANNED,
        PlannedChange.starts_on <= today,
        PlannedChange.problem == "",
    )


def _ending(today: date) -> Select[Element]:
    return select(Element).where(
        Element.status.in_((Status.LIVE, Status.PHASING_OUT)),
        Element.retires_on <= today,
    )


def _sentence(refusal: Refused) -> str:
    problems = refusal.problems if isinstance(refusal, Invalid) else {}
    several = [each for texts in problems.values() for each in texts]
    return " ".join(several) or refusal.sentence
