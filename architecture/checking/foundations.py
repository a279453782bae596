"""What a proposal says it stands on: applications, infrastructure, technology."""

import re

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import rulebook
from architecture.checking.known import known_where, named
from architecture.conflicts import Ground, Known, Proposal, Technology
from architecture.conflicts.technical import STACK
from architecture.model import Application, Infrastructure

MOST = 20
"""So many names of things to stand on are looked up."""

_FROM = re.compile(r"\bdari\s+([^,;.()]{2,60})", re.IGNORECASE)


def standing_on(
    session: Session, proposal: Proposal
) -> tuple[tuple[Known, ...], tuple[Ground, ...]]:
    """Return the applications and the infrastructure that a proposal names.

    They are named under what it depends on and where it runs; of what data come from,
    applications are meant where their name follows “dari”.
    """
    stated = [*proposal.names("depends_on"), *proposal.names("hosting")]
    stated += _FROM.findall(proposal.text("data_used"))
    words = sorted({each.strip().casefold()[:120] for each in stated} - {""})[:MOST]
    if not words:
        return (), ()
    government = proposal.government.id
    applications = known_where(
        Application.government_id == government,
        or_(
            func.lower(Application.code).in_(words),
            Application.sort_name.in_(words),
            func.lower(Application.acronym).in_(words),
        ),
    ).limit(MOST)
    infrastructure = (
        select(Infrastructure)
        .where(
            Infrastructure.government_id == government,
            or_(
                func.lower(Infrastructure.code).in_(words),
                Infrastructure.sort_name.in_(words),
            ),
        )
        .options(joinedload(Infrastructure.organisation))
        .order_by(Infrastructure.id)
        .limit(MOST)
    )
    return (
        tuple(named(session, applications, government)),
        tuple(map(_ground, session.scalars(infrastructure))),
    )


def _ground(each: Infrastructure) -> Ground:
    return Ground(
        key=each.id,
        code=each.code,
        name=each.name,
        owner=each.organisation.name,
        ownership=each.ownership,
        used_percent=each.used_percent,
        status=each.status,
        retires_on=each.retires_on,
    )


def technologies(session: Session, proposal: Proposal) -> tuple[Technology, ...]:
    """Return the list of technology, where the proposal names any."""
    if not any(proposal.text(name) for name in STACK):
        return ()
    return rulebook.listed(session, proposal.government.id)
