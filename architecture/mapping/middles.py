"""What may stand in the middle of a map when nobody has said so yet."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session, joinedload

from architecture import scope
from architecture.layers import Layer
from architecture.model import Element, Relation
from architecture.scope import Viewer


def most_connected(
    session: Session,
    viewer: Viewer,
    government: int,
    layers: Collection[Layer],
    *,
    limit: int,
) -> Sequence[Element]:
    """Return the elements of a government with the most relations, most first."""
    ends = union_all(
        *(
            select(end.label("element"))
            .join(Element, Element.id == end)
            .where(
                Element.government_id == government, Element.layer.in_(sorted(layers))
            )
            for end in (Relation.source_id, Relation.target_id)
        )
    ).subquery()
    counts = (
        select(ends.c.element, func.count().label("relations"))
        .group_by(ends.c.element)
        .subquery()
    )
    query = (
        select(Element)
        .join(counts, counts.c.element == Element.id)
        .where(scope.elements(viewer))
        .options(joinedload(Element.organisation), joinedload(Element.government))
        .order_by(counts.c.relations.desc(), Element.sort_name, Element.id)
        .limit(limit)
    )
    return session.scalars(query).all()
