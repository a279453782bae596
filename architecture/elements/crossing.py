"""The relations between two sets of elements, for a matrix, and a press in it."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from architecture import timeline
from architecture.elements.relating import amend, relate, unrelate
from architecture.layers import Verb
from architecture.model import Element, Relation, now
from architecture.reference.calendar import day_of


def cells(
    session: Session, rows: Sequence[int], columns: Sequence[int], on: date
) -> dict[tuple[int, int], list[tuple[Verb, bool, int]]]:
    """Return (row, column) → the relations of that cell that hold on a day.

    Each is a verb, whether it leads from the row to the column, and its id.  The ids
    must be of elements that the viewer may see.
    """
    forth = and_(Relation.source_id.in_(rows), Relation.target_id.in_(columns))
    back = and_(Relation.source_id.in_(columns), Relation.target_id.in_(rows))
    query = select(Relation).where(or_(forth, back), timeline.held(on))
    found: dict[tuple[int, int], list[tuple[Verb, bool, int]]] = {}
    near, far = set(rows), set(columns)
    for each in session.scalars(query.order_by(Relation.id)):
        if each.source_id in near and each.target_id in far:
            key = (each.source_id, each.target_id)
            found.setdefault(key, []).append((each.verb, True, each.id))
        if each.target_id in near and each.source_id in far:
            key = (each.target_id, each.source_id)
            found.setdefault(key, []).append((each.verb, False, each.id))
    return found


def toggle(
    session: Session, source: Element, verb: Verb, target: Element, *, on: date
) -> bool:
    """Relate two elements, or take the relation away; tell whether they are related.

    What holds today and is taken away today was a mistake and goes.  From a day ahead
    on it ends the day before; what would only begin by then goes too.  What would end
    just before goes on.
    """
    known = _between(session, source.id, verb, target.id)
    today = day_of(now())
    holding = [each for each in known if _holds(each, on)]
    for relation in holding:
        if on <= today or (relation.starts_on or today) >= on:
            unrelate(session, relation)
        else:
            _end(session, relation, on - timedelta(days=1))
    if holding:
        return False
    ending = [each for each in known if each.ends_on == on - timedelta(days=1)]
    if ending and on > today:
        _end(session, ending[0], None)
        return True
    begins = on if on > today or known else None
    relate(session, source, verb, target, starts_on=begins)
    return True


def _end(session: Session, relation: Relation, day: date | None) -> None:
    begins = relation.starts_on
    amend(session, relation, starts_on=begins, ends_on=day, attributes={})


def _holds(relation: Relation, on: date) -> bool:
    first, end = timeline.relation_life(relation.starts_on, relation.ends_on)
    return first <= on < end


def _between(
    session: Session, source: int, verb: Verb, target: int
) -> Sequence[Relation]:
    """Return the relations of one kind between two elements."""
    query = select(Relation).where(
        Relation.source_id == source,
        Relation.verb == verb,
        Relation.target_id == target,
    )
    return session.scalars(query).all()
