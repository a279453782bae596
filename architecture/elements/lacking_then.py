"""What elements lack on another day.

What they say then stands in plans and not in columns, so those with plans are judged
one by one; there are few.  All others are counted by the database, as today.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from architecture import timeline
from architecture.elements import lacking
from architecture.elements.dated import as_on
from architecture.elements.fields import fields_of, kind_of
from architecture.elements.lacking import UNRELATED, State, Tally, When
from architecture.elements.listing import Page, whole
from architecture.elements.related import Side, there_for
from architecture.layers import Layer
from architecture.model import Element, Relation
from architecture.scope import Viewer

AT_ONCE = 500


def tallies(
    session: Session, viewer: Viewer, government: int, day: date
) -> list[Tally]:
    """Return how complete what is there on a day is, by layer and office."""
    counted = lacking.tallies(session, viewer, government, When(day, then=True))
    found = {(each.layer, each.organisation): each for each in counted}
    for layer in Layer:
        for element, state, sides in _judged(session, viewer, government, layer, day):
            key = (layer, element.organisation_id)
            one = _alone(session, element, state, sides)
            found[key] = _sum(found[key], one) if key in found else one
    return list(found.values())


def shares(
    session: Session, viewer: Viewer, government: int, layer: Layer, day: date
) -> dict[int, tuple[int, int]]:
    """Return id → how much is asked of what is there on a day, and is there."""
    found = lacking.shares(session, viewer, government, layer, When(day, then=True))
    for element, state, _ in _judged(session, viewer, government, layer, day):
        found[element.id] = state.asked, state.stated
    return found


def page_lacking(
    session: Session,
    viewer: Viewer,
    government: int,
    layer: Layer,
    gap: str,
    *,
    day: date,
    organisations: frozenset[int] = frozenset(),
    number: int = 1,
) -> Page[Element]:
    """Return a page of what is there on a day and lacks something then, by name."""
    also = [
        element.id
        for element, state, sides in _judged(session, viewer, government, layer, day)
        if (gap == UNRELATED and not sides)
        or any(each.name == gap for each in state.missing)
    ]
    return lacking.page_lacking(
        session,
        viewer,
        government,
        layer,
        gap,
        when=When(day, then=True),
        also=also,
        organisations=organisations,
        number=number,
    )


def _judged(
    session: Session, viewer: Viewer, government: int, layer: Layer, day: date
) -> Iterator[tuple[Element, State, Collection[Side]]]:
    """Yield what says something else on the day: as it is then, and what it lacks."""
    when = When(day, then=True)
    query = lacking.living(viewer, government, layer, when).where(
        Element.id.in_(lacking.saying_otherwise(government, when))
    )
    keys = session.scalars(query.order_by(Element.id)).all()
    fields = fields_of(session, government, layer)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        sides = _sides(session, viewer, some, day)
        for element in as_on(session, whole(session, some), day):
            mine = sides.get(element.id, set())
            yield element, lacking.state_of(element, fields, mine), mine


def _sides(
    session: Session, viewer: Viewer, keys: Sequence[int], day: date
) -> dict[int, set[Side]]:
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    query = (
        select(source.id, source.layer, Relation.verb, target.id, target.layer)
        .select_from(Relation)
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(
            or_(Relation.source_id.in_(keys), Relation.target_id.in_(keys)),
            timeline.held(day),
            there_for(viewer, day, source),
            there_for(viewer, day, target),
        )
    )
    found: dict[int, set[Side]] = {}
    for one, its_layer, verb, other, other_layer in session.execute(query):
        found.setdefault(one, set()).add((verb, True, other_layer))
        found.setdefault(other, set()).add((verb, False, its_layer))
    return found


def _alone(
    session: Session, element: Element, state: State, sides: Collection[Side]
) -> Tally:
    fields = fields_of(session, element.government_id, element.layer)
    missing = {each.name for each in state.missing}
    kind = kind_of(element)
    gaps = lacking.gaps(fields, element.layer)
    asked = {each.name: int(lacking.is_asked(each, kind)) for each in gaps}
    stated = {name: many * (name not in missing) for name, many in asked.items()}
    asked[UNRELATED], stated[UNRELATED] = 1, int(bool(sides))
    return Tally(element.layer, element.organisation_id, 1, asked, stated)


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.layer,
        one.organisation,
        one.elements + other.elements,
        {name: one.asked[name] + other.asked[name] for name in one.asked},
        {name: one.stated[name] + other.stated[name] for name in one.stated},
    )
