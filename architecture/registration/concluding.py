"""What a decision leads to: an application, a line for the plan, a letter."""

from contextlib import suppress
from typing import Any

from sqlalchemy.orm import Session

from architecture import elements, history, inventory, judging, letters, planning
from architecture.classifying import asking
from architecture.errors import WrongState
from architecture.inventory.details import parsed
from architecture.layers import Status, Verb
from architecture.model import (
    Application,
    Outcome,
    Registration,
    RegistrationKind,
    State,
    StepState,
    now,
)
from architecture.reference.calendar import day_of
from architecture.referencing import unknown_codes
from architecture.registration.asking import stated_in
from architecture.registration.verdicts import APPROVING, of_round
from architecture.roles import Role
from architecture.scope import Viewer


def send_back(session: Session, registration: Registration, reason: str) -> None:
    """Give the registration back to its office to be mended; the round is over."""
    history.change(
        session,
        registration,
        {
            "state": State.RETURNED,
            "outcome": Outcome.REVISE,
            "outcome_reason": reason.strip(),
        },
        deed="Dikembalikan untuk diperbaiki",
        government=registration.government_id,
    )
    registration.updated_at = now()
    for step in of_round(registration):
        if step.state in {StepState.OPEN, StepState.WAITING}:
            step.state = StepState.SKIPPED


def sign(
    session: Session,
    registration: Registration,
    *,
    viewer: Viewer,
    number: str,
    role: Role,
) -> None:
    """Finish what the signatory agreed to, with a numbered letter."""
    finish(session, registration)
    letters.issue(session, registration, viewer=viewer, number=number, role=role)


def finish(session: Session, registration: Registration) -> None:
    """Put the outcome on record, and what was approved into the inventory."""
    history.change(
        session,
        registration,
        {"state": State.DECIDED, "decided_at": now()},
        deed=f"Diputus: {registration.outcome.value if registration.outcome else ''}",
        government=registration.government_id,
    )
    registration.updated_at = now()
    if registration.outcome in APPROVING:
        _carry_out(session, registration)
        _hand_over(session, registration)
    elif registration.outcome is Outcome.REUSE and registration.application_id:
        _use_instead(session, registration)
    session.flush()


def _use_instead(session: Session, registration: Registration) -> None:
    """Note that the office uses what it was sent to; what is noted already stays."""
    application = session.get_one(Application, registration.application_id)
    note = f"Keputusan atas {registration.number}"
    with suppress(WrongState):  # retired meanwhile, its own, or in use already
        inventory.start_use(session, application, registration.organisation, note=note)


def _carry_out(session: Session, registration: Registration) -> None:
    values, _ = stated_in(session, registration)
    replaced = registration.replaces
    if replaced is not None and _enhances(registration, replaced, values):
        registration.application_id = replaced.id
        deed = f"Pengembangan disetujui ({registration.number})"
        history.note(session, replaced, deed, government=registration.government_id)
        propose(session, registration)
        return
    application = _new_application(session, registration, values)
    registration.application_id = application.id
    if registration.kind is RegistrationKind.ENHANCE and replaced is not None:
        elements.relate(session, application, Verb.REPLACES, replaced)
    propose(session, registration)


def _hand_over(session: Session, registration: Registration) -> None:
    """Let what was judged of the registration hold for the application it became."""
    if registration.application_id and registration.application_id != (
        registration.replaces_id
    ):
        session.flush()
        judging.hand_over(session, registration, registration.application_id)


def _new_application(
    session: Session, registration: Registration, values: dict[str, Any]
) -> Application:
    runs = registration.kind is RegistrationKind.EXISTING
    if registration.kind is RegistrationKind.WEBSITE:
        values.setdefault("type", "WEBSITE")
    codes = values.get("reference_codes", [])
    gone = unknown_codes(session, codes, registration.government_id)
    kept = [code for code in codes if code not in gone]
    made = inventory.add(
        session,
        registration.organisation,
        values | {"reference_codes": kept},
        status=Status.LIVE if runs else Status.PLANNED,
        live_on=None if runs else values.get("planned_live"),
        deed=f"Dicatat dari usulan {registration.number}",
        whole=False,
    )
    if gone:
        asking.hand_over(session, registration, made, codes)
    return made


def propose(session: Session, registration: Registration) -> None:
    """Propose what was approved for the next review, unless it was planned already.

    What runs already needs no plan.
    """
    if registration.plan_line_id or registration.kind is RegistrationKind.EXISTING:
        return
    values, _ = parsed(registration.details)
    day = values.get("planned_live") or values.get("planned_start") or day_of(now())
    cost = values.get("cost_build")
    line = planning.propose(
        session,
        registration.government_id,
        name=registration.name,
        organisation=registration.organisation,
        element=session.get(Application, registration.application_id),
        source=f"Dari {registration.number}. {registration.no_plan_reason}".strip(),
        year=day.year,
        budgets={str(day.year): str(cost)} if cost else {},
    )
    if line is not None:
        registration.plan_line_id = line.id


def _enhances(
    registration: Registration, replaced: Application, values: dict[str, Any]
) -> bool:
    """Tell an enhancement, which keeps the name, from a replacement."""
    name = str(values.get("name", ""))
    same = name.casefold().split() == replaced.name.casefold().split()
    return registration.kind is RegistrationKind.ENHANCE and same
