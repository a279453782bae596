"""How many applications a government has, by status and by office."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture import scope
from architecture.layers import Layer, Status
from architecture.model import Element, Organisation


def by_status(session: Session, governments: Iterable[int]) -> dict[Status, int]:
    """Return how many own applications and sites stand in each state of their life."""
    query = (
        select(Element.status, func.count())
        .where(
            Element.layer == Layer.APPLICATION,
            Element.government_id.in_(sorted(governments)),
            scope.by_itself(),
        )
        .group_by(Element.status)
    )
    found: dict[Status, int] = dict(session.execute(query).all())
    return {status: found[status] for status in Status if status in found}


def largest_owners(
    session: Session, governments: Iterable[int], *, limit: int = 5
) -> Sequence[tuple[Organisation, int]]:
    """Return the offices that own the most, with how many; the largest first."""
    many = func.count(Element.id)
    query = (
        select(Organisation, many)
        .join(Element, Element.organisation_id == Organisation.id)
        .where(
            Element.layer == Layer.APPLICATION,
            Element.government_id.in_(sorted(governments)),
            scope.by_itself(),
        )
        .group_by(Organisation.id)
        .order_by(many.desc(), Organisation.name)
        .limit(limit)
    )
    return [(office, count) for office, count in session.execute(query)]
