"""Walking relations that hold on a day, as far as the viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture import timeline
from architecture.mapping.reading import seen
from architecture.maps.content import Link
from architecture.model import Relation
from architecture.scope import Viewer

ENOUGH = 2000
"""So many relations are followed at the most; beyond that the map is cut anyway."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What was reached, over which relations, and what of it the viewer may see.

    `seen` holds id → whether it is of the own government; the others are unnamed.
    """

    near: frozenset[int]
    links: tuple[Link, ...]
    seen: Mapping[int, bool]


def walked(
    session: Session, viewer: Viewer, start: int, on: date, *, hops: int
) -> Walk:
    """Walk from an element, breadth-first, two queries a hop.

    From what is hidden nobody walks on.
    """
    near, edge = {start}, {start}
    known = seen(session, viewer, edge)
    links: dict[int, Link] = {}
    for _ in range(hops):
        query = (
            select(Relation)
            .where(
                or_(
                    Relation.source_id.in_(sorted(edge)),
                    Relation.target_id.in_(sorted(edge)),
                ),
                timeline.held(on),
            )
            .order_by(Relation.id)
            .limit(ENOUGH)
        )
        relations = session.scalars(query).all()
        ends = {(row.source_id, row.target_id) for row in relations}
        known |= seen(session, viewer, set().union(*ends) - near)
        told = {each for each in ends if _is_told(known, *each)}
        links |= {
            row.id: Link(str(row.source_id), row.verb, str(row.target_id))
            for row in relations
            if (row.source_id, row.target_id) in told
        }
        found = set().union(*told) - near
        near |= found
        edge = found & known.keys()
        if not edge or len(links) >= ENOUGH:
            break
    return Walk(frozenset(near), tuple(links.values()), known)


def _is_told(seen: Mapping[int, bool], source: int, target: int) -> bool:
    """Tell whether the viewer may see both ends, or owns one of them."""
    both = source in seen and target in seen
    return both or seen.get(source, False) or seen.get(target, False)
