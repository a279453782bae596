"""Walking relations that hold on a day, as far as the viewer may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from architecture import timeline
from architecture.impact.carrying import CARRIES
from architecture.layers import Verb
from architecture.mapping.reading import seen
from architecture.maps.choices import Way
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


@dataclass(frozen=True, slots=True)
class Along:
    """Which verbs are followed, from source to target (`forth`) and from there back."""

    forth: frozenset[Verb]
    back: frozenset[Verb]

    def turned(self) -> "Along":
        """Return the way that leads from the other end."""
        return Along(self.back, self.forth)


ALL = Along(frozenset(Verb), frozenset(Verb))

DOWN = Along(
    frozenset(verb for verb, each in CARRIES.items() if each.to_source)
    - {Verb.EXCHANGES},
    frozenset(verb for verb, each in CARRIES.items() if each.to_target)
    - {Verb.EXCHANGES, Verb.PART_OF},
)
"""To what carries an element, as a stop says it: a part stands on its whole, and who
exchanges data carries nobody.
"""

WAYS = {Way.BOTH: ALL, Way.DOWN: DOWN, Way.UP: DOWN.turned()}


def walked(
    session: Session,
    viewer: Viewer,
    start: int,
    on: date,
    *,
    hops: int,
    along: Along = ALL,
) -> Walk:
    """Walk from an element, breadth-first, two queries a hop.

    From what is hidden nobody walks on.
    """
    near, edge = {start}, {start}
    known = seen(session, viewer, edge)
    links: dict[int, Link] = {}
    for _ in range(hops):
        rows = session.execute(_related(edge, on, along)).all()
        ends = {(source, target) for _, source, _, target in rows}
        known |= seen(session, viewer, set().union(*ends) - near)
        told = {each for each in ends if _is_told(known, *each)}
        links |= {
            key: Link(str(source), verb, str(target))
            for key, source, verb, target in rows
            if (source, target) in told
        }
        found = set().union(*told) - near
        near |= found
        edge = found & known.keys()
        if not edge or len(links) >= ENOUGH:
            break
    return Walk(frozenset(near), tuple(links.values()), known)


def _related(
    edge: Collection[int], on: date, along: Along
) -> Select[int, int, Verb, int]:
    ways = (Relation.source_id, along.forth), (Relation.target_id, along.back)
    return (
        select(Relation.id, Relation.source_id, Relation.verb, Relation.target_id)
        .where(
            or_(
                *(
                    and_(end.in_(sorted(edge)), Relation.verb.in_(sorted(verbs)))
                    for end, verbs in ways
                )
            ),
            timeline.held(on),
        )
        .order_by(Relation.id)
        .limit(ENOUGH)
    )


def _is_told(seen: Mapping[int, bool], source: int, target: int) -> bool:
    """Tell whether the viewer may see both ends, or owns one of them."""
    both = source in seen and target in seen
    return both or seen.get(source, False) or seen.get(target, False)
