"""What is planned, who may see it, and what an element says on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from architecture import elements, scope, timeline
from architecture.elements.values import from_json, shown
from architecture.layers import Field
from architecture.model import Element, PlannedChange, PlannedState, Relation
from architecture.scope import Viewer


def of(session: Session, viewer: Viewer, element: Element) -> Sequence[PlannedChange]:
    """Return what is planned for an element and its relations, the nearest first."""
    return _listed(
        session,
        viewer,
        select(PlannedChange).where(
            PlannedChange.element_id == element.id,
            PlannedChange.state == PlannedState.PLANNED,
        ),
    )


def listed(
    session: Session, viewer: Viewer, government: int, state: PlannedState
) -> Sequence[PlannedChange]:
    """Return all planned changes of a government in a state, the nearest first."""
    return _listed(
        session,
        viewer,
        select(PlannedChange).where(
            PlannedChange.government_id == government, PlannedChange.state == state
        ),
    )


def find(session: Session, viewer: Viewer, key: int) -> PlannedChange | None:
    """Return a planned change that the viewer may see."""
    rows = _listed(
        session, viewer, select(PlannedChange).where(PlannedChange.id == key)
    )
    return rows[0] if rows else None


def field_of(session: Session, planned: PlannedChange) -> Field | None:
    """Return the field that changes; None if it is there no more."""
    layer = planned.element.layer
    fields: Sequence[Field] = elements.fields_of(session, planned.government_id, layer)
    if planned.relation_id is not None:
        relation = session.get(Relation, planned.relation_id)
        if relation is None:
            return None
        fields = elements.relation_fields(session, planned.government_id, relation.verb)
    return next((each for each in fields if each.name == planned.field), None)


def said_on(
    session: Session,
    element: Element,
    day: date,
    *,
    fields: Sequence[Field] | None = None,
) -> dict[str, Any]:
    """Return what an element says on a day, field → value."""
    if fields is None:
        fields = elements.fields_of(session, element.government_id, element.layer)
    known = timeline.overlays(
        session, element.government_id, day, elements=[element.id]
    ).get(element.id, {})
    return elements.stated_of(element, fields) | restored(fields, known)


def told(field: Field, kept: Any) -> str:
    """Return what JSON keeps of a field as people read it."""
    return shown(field, restored_one(field, kept))


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


def _listed(
    session: Session, viewer: Viewer, query: Select[PlannedChange]
) -> Sequence[PlannedChange]:
    """Narrow to elements of the viewer's own governments, with all that is told."""
    own = sorted(viewer.governments)
    return session.scalars(
        query.join(PlannedChange.element)
        .where(Element.government_id.in_(own), scope.elements(viewer))
        .options(joinedload(PlannedChange.element).joinedload(Element.organisation))
        .order_by(PlannedChange.starts_on, PlannedChange.id)
    ).all()
