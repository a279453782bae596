"""What a form about a selection offers: kinds that it has, relations that it holds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from architecture import elements, scope
from architecture.elements.changes.values import batches
from architecture.elements.listing import whole
from architecture.layers import Layer, Verb
from architecture.model import Element, Relation
from architecture.scope import Viewer

OFFERED = 60


@dataclass(frozen=True, slots=True)
class Held:
    """A relation that so many of a selection have with one other element."""

    verb: Verb
    outgoing: bool
    other: Element
    number: int


def kinds_of(
    session: Session, viewer: Viewer, layer: Layer, keys: Sequence[int]
) -> set[StrEnum]:
    """Return the kinds of objects that a selection holds; none for some layers."""
    table: Any = elements.changing.CLASSES[layer].__table__
    if "kind" not in table.c:
        return set()
    return {
        kind
        for some in batches(keys)
        for kind in session.scalars(
            select(table.c.kind).where(table.c.id.in_(_own(viewer, some))).distinct()
        )
    }


def held(session: Session, viewer: Viewer, keys: Sequence[int]) -> list[Held]:
    """Return with what a selection is related, what most of it holds first."""
    found: Counter[tuple[Verb, bool, int]] = Counter()
    for some in batches(keys):
        for near, far, outgoing in (
            (Relation.source_id, Relation.target_id, True),
            (Relation.target_id, Relation.source_id, False),
        ):
            query = (
                select(Relation.verb, far, func.count(near.distinct()))
                .where(near.in_(_own(viewer, some)))
                .group_by(Relation.verb, far)
            )
            for verb, other, number in session.execute(query):
                found[verb, outgoing, other] += number
    first = found.most_common(OFFERED)
    seen = select(Element.id).where(
        Element.id.in_([other for (_, _, other), _ in first]),
        scope.elements(viewer, national=True),
    )
    others = {each.id: each for each in whole(session, session.scalars(seen).all())}
    return [
        Held(verb, outgoing, others[other], number)
        for (verb, outgoing, other), number in first
        if other in others
    ]


def _own(viewer: Viewer, some: Sequence[int]) -> Select[int]:
    """Return those of these elements that are of the viewer's governments.

    Ids come from an address, where anybody may write those of others.
    """
    return select(Element.id).where(
        Element.id.in_(some), Element.government_id.in_(sorted(viewer.governments))
    )
