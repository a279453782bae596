"""What the history says of a plan, at the element; of a relation at both its ends."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from architecture import history
from architecture.model import Element, PlannedChange, PlannedState, Relation

PLANNED = "planned"
"""How the values of a note call a plan: what it was and what it is, or None."""

MADE, CHANGED, WITHDRAWN = (
    "Perubahan direncanakan",
    "Rencana diubah",
    "Rencana ditarik",
)


def told(session: Session, planned: PlannedChange) -> dict[str, Any] | None:
    """Return all that a plan says, as the history keeps it; None if it is not open."""
    if planned.state is not PlannedState.PLANNED:
        return None
    said: dict[str, Any] = {
        "plan": planned.id,
        "relation": planned.relation_id,
        "field": planned.field,
        "value": planned.value,
        "starts_on": planned.starts_on.isoformat(),
        "note": planned.note,
    }
    relation = _relation(session, planned)
    if relation is None:
        return said
    verb = relation.verb.name
    ends = {"source": relation.source_id, "target": relation.target_id}
    return said | ends | {"verb": verb}


def note(
    session: Session, planned: PlannedChange, deed: str, old: Mapping[str, Any] | None
) -> None:
    """Note that a plan is made, changed or taken back; `old` is what it said before."""
    values = {PLANNED: (old, told(session, planned))}
    root = planned.government_id
    history.note(session, planned.element, deed, values, government=root)
    relation = _relation(session, planned)
    if relation is not None:
        target = session.get_one(Element, relation.target_id)
        history.note(session, target, deed, values, government=root)


def _relation(session: Session, planned: PlannedChange) -> Relation | None:
    if planned.relation_id is None:
        return None
    return session.get(Relation, planned.relation_id)
