"""What is planned, who may see it, and what an element says on a day."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from architecture import elements, scope, timeline
from architecture.elements.dated import restored, restored_one
from architecture.elements.listing import Page, last_page
from architecture.elements.values import shown
from architecture.layers import Field, Verb
from architecture.model import Element, PlannedChange, PlannedState, Relation
from architecture.scope import Viewer

PAGE_SIZE = 50

_WHOLE = (
    selectinload(PlannedChange.element).selectin_polymorphic(
        list(elements.CLASSES.values())
    ),
    selectinload(PlannedChange.element).joinedload(Element.organisation),
)
"""A planned change with its element, all its columns and its office."""


def of(session: Session, viewer: Viewer, element: Element) -> Sequence[PlannedChange]:
    """Return what is planned for an element and its relations, the nearest first."""
    reaching = select(Relation.id).where(Relation.target_id == element.id)
    return _listed(
        session,
        viewer,
        select(PlannedChange).where(
            or_(
                PlannedChange.element_id == element.id,
                PlannedChange.relation_id.in_(reaching),
            ),
            PlannedChange.state == PlannedState.PLANNED,
        ),
    )


def page(
    session: Session,
    viewer: Viewer,
    government: int,
    state: PlannedState,
    *,
    organisations: Collection[int] = (),
    number: int = 1,
) -> Page[PlannedChange]:
    """Return a page of the planned changes of a government; the nearest come first.

    What was carried or withdrawn begins with the last.  A page beyond the last is the
    last.
    """
    query = (
        select(PlannedChange)
        .join(PlannedChange.element)
        .where(
            PlannedChange.government_id == government,
            PlannedChange.state == state,
            scope.elements(viewer),
        )
    )
    if organisations:
        query = query.where(Element.organisation_id.in_(sorted(organisations)))
    total = session.scalar(query.with_only_columns(func.count(PlannedChange.id))) or 0
    number = min(number, last_page(total, PAGE_SIZE))
    order: list[Any] = [PlannedChange.starts_on, PlannedChange.id]
    if state is not PlannedState.PLANNED:
        order = [each.desc() for each in order]
    cut = query.order_by(*order).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = session.scalars(cut.options(*_WHOLE)).all()
    return Page(rows, number, PAGE_SIZE, total)


def find(session: Session, viewer: Viewer, key: int) -> PlannedChange | None:
    """Return a planned change that the viewer may see."""
    rows = _listed(
        session, viewer, select(PlannedChange).where(PlannedChange.id == key)
    )
    return rows[0] if rows else None


def field_of(session: Session, planned: PlannedChange) -> Field | None:
    """Return the field that changes; None if it is there no more."""
    return fields_changing(session, [planned])[planned.id]


def fields_changing(
    session: Session, several: Iterable[PlannedChange]
) -> dict[int, Field | None]:
    """Return the field of each planned change by its id, in one query for relations."""
    rows = list(several)
    wanted = {each.relation_id for each in rows if each.relation_id is not None}
    query = select(Relation.id, Relation.verb).where(Relation.id.in_(sorted(wanted)))
    verbs = dict(session.execute(query).all()) if wanted else {}
    found: dict[int, Field | None] = {}
    for each in rows:
        fields: Sequence[Field] = ()
        if each.relation_id is None:
            layer = each.element.layer
            fields = elements.fields_of(session, each.government_id, layer)
        elif each.relation_id in verbs:
            verb = verbs[each.relation_id]
            fields = elements.relation_fields(session, each.government_id, verb)
        found[each.id] = next((f for f in fields if f.name == each.field), None)
    return found


def ties(
    session: Session, viewer: Viewer, several: Iterable[PlannedChange]
) -> dict[int, tuple[Verb, str, str]]:
    """Return relation → its verb and the names of its ends, where both are seen."""
    wanted = {each.relation_id for each in several if each.relation_id is not None}
    if not wanted:
        return {}
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    query = (
        select(Relation.id, Relation.verb, source.name, target.name)
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(
            Relation.id.in_(sorted(wanted)),
            scope.elements(viewer, of=source, national=True),
            scope.elements(viewer, of=target, national=True),
        )
    )
    return {key: (verb, one, two) for key, verb, one, two in session.execute(query)}


def stored_of(
    session: Session, several: Iterable[PlannedChange]
) -> dict[int, dict[str, Any]]:
    """Return relation → what is said of it today, as JSON keeps it."""
    wanted = {each.relation_id for each in several if each.relation_id is not None}
    query = select(Relation.id, Relation.attributes).where(
        Relation.id.in_(sorted(wanted))
    )
    return dict(session.execute(query).all()) if wanted else {}


def said_before(
    session: Session, several: Iterable[PlannedChange]
) -> dict[int, tuple[Any, bool]]:
    """Return plan → what is said until its day, and whether another plan says it.

    What was carried knows what it replaced.  Where no plan comes before, it is what
    stands there today, which is for the caller to look up.
    """
    rows = list(several)
    query = select(
        PlannedChange.element_id,
        PlannedChange.relation_id,
        PlannedChange.field,
        PlannedChange.starts_on,
        PlannedChange.value,
    ).where(
        PlannedChange.element_id.in_(sorted({each.element_id for each in rows})),
        PlannedChange.state == PlannedState.PLANNED,
    )
    earlier: dict[Any, list[tuple[date, Any]]] = {}
    for element, relation, field, day, value in session.execute(query) if rows else ():
        earlier.setdefault((element, relation, field), []).append((day, value))
    found: dict[int, tuple[Any, bool]] = {}
    for each in rows:
        key = (each.element_id, each.relation_id, each.field)
        before = [one for one in earlier.get(key, ()) if one[0] < each.starts_on]
        if each.state is PlannedState.CARRIED:
            found[each.id] = each.before, True
        elif before:
            found[each.id] = max(before, key=itemgetter(0))[1], True
        else:
            found[each.id] = None, False
    return found


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


def said_of(session: Session, relation: Relation, day: date) -> dict[str, Any]:
    """Return what is said of a relation on a day, as JSON keeps it."""
    root = relation.source.government_id
    known = timeline.relation_overlays(session, root, day, relations=[relation.id])
    return {**relation.attributes, **known.get(relation.id, {})}


def mark(session: Session, element: Element) -> str:
    """Return what changes with every plan for an element: made, moved, taken back."""
    query = select(func.count(), func.sum(PlannedChange.version)).where(
        PlannedChange.element_id == element.id
    )
    many, versions = session.execute(query).one()
    return f"{many}.{versions or 0}"


def told(field: Field, kept: Any) -> str:
    """Return what JSON keeps of a field as people read it."""
    return shown(field, restored_one(field, kept))


def _listed(
    session: Session, viewer: Viewer, query: Select[PlannedChange]
) -> Sequence[PlannedChange]:
    """Narrow to elements of the viewer's own governments, with all that is told."""
    own = sorted(viewer.governments)
    return session.scalars(
        query.join(PlannedChange.element)
        .where(Element.government_id.in_(own), scope.elements(viewer))
        .options(*_WHOLE)
        .order_by(PlannedChange.starts_on, PlannedChange.id)
    ).all()
