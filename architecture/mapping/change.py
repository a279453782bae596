"""What changes between the day asked for and a later one, as comparing tells it."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture import comparing, planning, scope, timeline
from architecture.comparing import Comparison, Line
from architecture.layers import Layer, Verb
from architecture.mapping.asking import Asked
from architecture.mapping.tops import Tops, tops
from architecture.maps.content import Item, Map, Office
from architecture.maps.views import change as maps
from architecture.maps.views.change import Frame, Turned
from architecture.model import Element, Relation
from architecture.roadmap import Turn
from architecture.scope import Viewer

ENOUGH = 2000
"""So many keys are looked up for what replaces what; more are not drawn anyway."""


def change(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = maps.LIMIT
) -> Map:
    """Return what begins, ends and alters, each in the lane of its office.

    Without a later day it is the end of the plan in force, or a year ahead.
    """
    end = _later(session, asked)
    found = comparing.compare(
        session,
        viewer,
        asked.government.id,
        asked.on,
        end,
        organisations=asked.offices,
    )
    above = tops(session, asked)
    turned = [_turned(line, asked, above, end) for line in found.lines]
    return maps.change(
        turned,
        Frame(
            scope=above.scope(asked),
            days=(asked.on, end),
            same=_same(session, viewer, asked, above, found),
            replaced=_replaced(session, found.lines),
            links=len(found.links),
            source=asked.source,
        ),
        limit=limit,
    )


def _later(session: Session, asked: Asked) -> date:
    if asked.compare and asked.compare > asked.on:
        return asked.compare
    plan = planning.current(session, asked.government.id)
    if plan and date(plan.to_year, 12, 31) > asked.on:
        return date(plan.to_year, 12, 31)
    following = min(asked.on.year + 1, 9999)
    day = 28 if (asked.on.month, asked.on.day) == (2, 29) else asked.on.day
    return date(following, asked.on.month, day)


def _turned(line: Line, asked: Asked, above: Tops, end: date) -> Turned:
    thing = line.element
    kind = "element" if thing.layer is Layer.APPLICATION else "other"
    return Turned(
        item=Item(
            key=str(thing.id),
            name=thing.name,
            layer=thing.layer,
            code=thing.code,
            url=asked.addresses[kind].format(thing.id),
        ),
        turn=line.turn.name,
        office=_lane(above, thing.organisation.id, asked, end),
        on=line.on,
        said=tuple(
            f"{told.label}: {told.old or 'kosong'} menjadi {told.new or 'kosong'}"
            for told in line.changes
        ),
    )


def _lane(above: Tops, organisation: int, asked: Asked, end: date) -> Office:
    """Return an office as a lane, which leads to the comparison of its own."""
    top = above.of(organisation)
    key = top.key.removeprefix("office-")
    said = f"dari={asked.on}&sampai={end}" + (f"&opd={key}" if key else "")
    return Office(top.key, top.name, url=asked.addresses["compared"].format(said))


def _same(
    session: Session, viewer: Viewer, asked: Asked, above: Tops, found: Comparison
) -> Mapping[str, int]:
    """Return how many elements of each office say the same on both days."""
    query = (
        select(Element.organisation_id, func.count())
        .where(
            Element.government_id == asked.government.id,
            scope.elements(viewer),
            scope.by_itself(),
            timeline.there(asked.on),
            timeline.there(found.end),
        )
        .group_by(Element.organisation_id)
    )
    if asked.offices:
        query = query.where(Element.organisation_id.in_(sorted(asked.offices)))
    counts: Counter[str] = Counter()
    for office, many in session.execute(query):
        counts[above.of(office).key] += many
    for line in found.lines:
        if line.turn is Turn.CHANGED:
            counts[above.of(line.element.organisation.id).key] -= 1
    return counts


def _replaced(session: Session, lines: Collection[Line]) -> list[tuple[str, str]]:
    """Return what ends with what stands in its place, where both are told of."""
    keys = sorted(line.element.id for line in lines)[:ENOUGH]
    query = select(Relation.source_id, Relation.target_id).where(
        Relation.verb == Verb.REPLACES,
        Relation.source_id.in_(keys),
        Relation.target_id.in_(keys),
    )
    return [(str(old), str(new)) for new, old in session.execute(query)]
