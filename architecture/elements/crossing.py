"""The relations between two sets of elements, for a matrix."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from architecture.layers import Verb
from architecture.model import Relation


def cells(
    session: Session, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], list[tuple[Verb, bool, int]]]:
    """Return (row, column) → the relations of that cell.

    Each is a verb, whether it leads from the row to the column, and its id.  The ids
    must be of elements that the viewer may see.
    """
    forth = and_(Relation.source_id.in_(rows), Relation.target_id.in_(columns))
    back = and_(Relation.source_id.in_(columns), Relation.target_id.in_(rows))
    query = select(Relation).where(or_(forth, back)).order_by(Relation.id)
    found: dict[tuple[int, int], list[tuple[Verb, bool, int]]] = {}
    near, far = set(rows), set(columns)
    for each in session.scalars(query):
        if each.source_id in near and each.target_id in far:
            key = (each.source_id, each.target_id)
            found.setdefault(key, []).append((each.verb, True, each.id))
        if each.target_id in near and each.source_id in far:
            key = (each.target_id, each.source_id)
            found.setdefault(key, []).append((each.verb, False, each.id))
    return found


def between(
    session: Session, source: int, verb: Verb, target: int
) -> Sequence[Relation]:
    """Return the relations of one kind between two elements."""
    query = select(Relation).where(
        Relation.source_id == source,
        Relation.verb == verb,
        Relation.target_id == target,
    )
    return session.scalars(query).all()
