"""A wish: what is to be checked, as the rules take it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from architecture import planning
from architecture.conflicts import Office, Proposal
from architecture.duplicates import TEXTS
from architecture.inventory.details import parsed, plain
from architecture.model import Organisation, PlanLine, Registration, RegistrationKind


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be checked, stored or only typed so far."""

    kind: RegistrationKind
    organisation: Organisation
    details: Mapping[str, Any]
    id: int = 0
    documents: tuple[str, ...] | None = None
    replaces: int = 0
    application: int = 0
    plan_line: PlanLine | None = None
    no_plan_reason: str = ""


def wish_of(session: Session, registration: Registration) -> Wish:
    """Return a registration as something to be checked."""
    documents = tuple(each.kind for each in registration.documents)
    wish = typed(session, registration, registration.details)
    return replace(wish, documents=documents)


def typed(
    session: Session, registration: Registration, details: Mapping[str, Any]
) -> Wish:
    """Return what somebody types into a registration; documents may follow."""
    line = (
        planning.find_line(
            session, registration.government_id, registration.plan_line_id
        )
        if registration.plan_line_id
        else None
    )
    return Wish(
        kind=registration.kind,
        organisation=registration.organisation,
        details=details,
        id=registration.id,
        replaces=registration.replaces_id or 0,
        application=registration.application_id or 0,
        plan_line=line,
        no_plan_reason=registration.no_plan_reason,
    )


def proposal_of(session: Session, wish: Wish) -> Proposal:
    """Return what the rules judge."""
    root = session.get_one(
        Organisation, wish.organisation.government_id or wish.organisation.id
    )
    values, wrong = parsed(wish.details)
    return Proposal(
        kind=wish.kind.name,
        office=Office(
            wish.organisation.id, wish.organisation.code, wish.organisation.name
        ),
        government=Office(root.id, root.code, root.name),
        details=plain(values),
        id=wish.id,
        urusan=tuple(wish.organisation.urusan),
        documents=wish.documents,
        replaces=wish.replaces,
        application=wish.application,
        plan_line=wish.plan_line.code if wish.plan_line else "",
        unread=tuple(
            wrong[name][0] for name in TEXTS if name in wrong and name != "url"
        ),
        no_plan_reason=wish.no_plan_reason,
    )
