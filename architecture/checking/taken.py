"""Who bears the name or has the address that a proposal asks for."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture.checking.known import known_registration, known_where, named
from architecture.conflicts import Known, Proposal
from architecture.conflicts.addresses import host
from architecture.model import Application, Registration, State


def same_names(session: Session, proposal: Proposal) -> tuple[Known, ...]:
    """Return the applications that bear its name or acronym."""
    names = {proposal.text("name").lower(), proposal.text("acronym").lower()} - {""}
    if not names:
        return ()
    query = known_where(
        Application.government_id == proposal.government.id,
        or_(
            func.lower(Application.name).in_(names),
            func.lower(Application.acronym).in_(names),
        ),
    ).limit(20)
    return tuple(named(session, query, proposal.government.id))


def same_addresses(session: Session, proposal: Proposal) -> tuple[Known, ...]:
    """Return what lies at the same host: applications, and registrations at work."""
    name = host(proposal.text("url"))
    if not name:
        return ()
    query = known_where(
        Application.government_id == proposal.government.id,
        Application.url.icontains(name, autoescape=True),
    ).limit(20)
    running = named(session, query, proposal.government.id)
    return (*running, *_asked_at(session, proposal, name))


def _asked_at(session: Session, proposal: Proposal, name: str) -> list[Known]:
    query = (
        select(Registration)
        .where(
            Registration.government_id == proposal.government.id,
            Registration.id != proposal.id,
            Registration.state.in_([State.IN_REVIEW, State.RETURNED]),
        )
        .options(joinedload(Registration.organisation))
        .order_by(Registration.id)
    )
    return [
        known_registration(each)
        for each in session.scalars(query)
        if name in str(each.details.get("url") or "").lower()
    ]
