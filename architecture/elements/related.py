"""The queries behind relations: of one element, of one kind, and how many there are."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased, selectinload

from architecture import scope, timeline
from architecture.elements.dated import relations_as_on
from architecture.layers import Layer, Verb
from architecture.model import Element, Relation
from architecture.scope import Viewer

Side = tuple[Verb, bool, Layer]
"""How relations of an element are alike: verb, whether they lead out of it, to what."""


def relations_of(
    session: Session,
    viewer: Viewer,
    element: Element,
    *,
    way: tuple[Verb, bool] | None = None,
    on: date | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> list[Relation]:
    """Return the relations of an element of which the viewer may see both ends.

    `way` leaves those of one verb that lead out of it, or into it; `on` those that
    hold on a day between what is there then, both as they are on it.
    """
    query = (
        _seen_relations(viewer, element, select(Relation), on=on)
        .options(
            selectinload(Relation.source).joinedload(Element.organisation),
            selectinload(Relation.target).joinedload(Element.organisation),
        )
        .order_by(Relation.verb, Relation.id)
        .limit(limit)
        .offset(skip)
    )
    if way is not None:
        verb, outgoing = way
        end = Relation.source_id if outgoing else Relation.target_id
        query = query.where(Relation.verb == verb, end == element.id)
    found = list(session.scalars(query))
    return found if on is None else relations_as_on(session, viewer, found, on)


def neighbours(
    session: Session,
    viewer: Viewer,
    element: Element,
    *,
    way: tuple[Verb, bool] | None = None,
    on: date | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> list[tuple[Relation, Element]]:
    """Return each relation of an element with what stands at its other end."""
    several = relations_of(
        session, viewer, element, way=way, on=on, limit=limit, skip=skip
    )
    return [
        (
            relation,
            relation.target if relation.source_id == element.id else relation.source,
        )
        for relation in several
    ]


def sides_of(
    session: Session,
    viewer: Viewer,
    element: Element,
    on: date,
    *,
    then: bool = False,
) -> dict[Side, tuple[int, int]]:
    """Return side → how many relations the viewer sees, and how many hold that day.

    `then`: only those that hold between what is there on that day.
    """
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    out = case((Relation.source_id == element.id, 1), else_=0)
    layer = case((Relation.source_id == element.id, target.layer), else_=source.layer)
    holds = timeline.held(on)
    columns = select(
        Relation.verb,
        out,
        type_coerce(layer, Element.layer.type),
        func.count(),
        func.sum(case((holds, 1), else_=0)),
    )
    day = on if then else None
    query = _seen_relations(viewer, element, columns, (source, target), on=day)
    return {
        (verb, bool(outgoing), Layer(other)): (every, holding)
        for verb, outgoing, other, every, holding in session.execute(
            query.group_by(Relation.verb, out, layer)
        )
    }


def _seen_relations(
    viewer: Viewer,
    element: Element,
    columns: Select[Any],
    ends: tuple[Any, Any] | None = None,
    *,
    on: date | None = None,
) -> Select[Any]:
    source, target = ends or (aliased(Element, flat=True), aliased(Element, flat=True))
    query = (
        columns.join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(
            or_(Relation.source_id == element.id, Relation.target_id == element.id),
            scope.elements(viewer, of=source, national=True),
            scope.elements(viewer, of=target, national=True),
        )
    )
    if on is None:
        return query
    return query.where(
        timeline.held(on), there_for(viewer, on, source), there_for(viewer, on, target)
    )


def there_for(viewer: Viewer, on: date, of: Any) -> ColumnElement[bool]:
    """Leave what is there on a day; lives of what others own are not told by it."""
    own = of.government_id.in_(sorted(viewer.governments))
    return or_(~own, timeline.there(on, of))


def find_relation(
    session: Session, viewer: Viewer, key: int, *, lock: bool = False
) -> Relation | None:
    """Return a relation of the viewer's own government with both of its ends."""
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    query = (
        select(Relation)
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(
            Relation.id == key,
            source.government_id.in_(sorted(viewer.governments)),
            scope.elements(viewer, of=target, national=True),
        )
    )
    if lock:
        query = query.with_for_update(of=Relation)
    return session.scalar(query.execution_options(populate_existing=lock))


def relation_counts(
    session: Session, government: int, *, then: date | None = None
) -> dict[tuple[Layer, Verb, Layer], int]:
    """Return how many relations lead out of a government's elements, by kind.

    `then`: only those that hold on that day between what is there.
    """
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    query = (
        select(source.layer, Relation.verb, target.layer, func.count())
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(source.government_id == government)
        .group_by(source.layer, Relation.verb, target.layer)
    )
    if then is not None:
        query = query.where(
            timeline.held(then),
            timeline.there(then, source),
            timeline.there(then, target),
        )
    return {(one, verb, two): each for one, verb, two, each in session.execute(query)}
