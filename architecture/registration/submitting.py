"""How a registration goes to Kominfo: submitted, confirmed by the head, withdrawn."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import checking, engines, history
from architecture.conflicts import Finding, SubjectType, stopping_submission
from architecture.elements.values import nothing
from architecture.errors import Invalid, WrongState
from architecture.inventory.details import parsed
from architecture.layers import Licence
from architecture.locking import lock_government
from architecture.model import (
    Organisation,
    Outcome,
    Registration,
    RegistrationKind,
    State,
    Step,
    StepState,
    WorkflowStep,
    now,
)
from architecture.reference.workflow import Condition, Track, track_for
from architecture.referencing import told_unknown, unknown_codes
from architecture.registration.asking import own_of, stated_in
from architecture.registration.drafting import OPEN_TO_OFFICE
from architecture.roles import Role

_REGISTRATION = SubjectType.REGISTRATION

REQUIRED = ("name", "description", "function")
"""What no registration goes without, beside what the government requires in fields of
its own; everything else may be unknown."""


def shortcomings(session: Session, registration: Registration) -> dict[str, list[str]]:
    """Return what keeps the details from being judged, by field."""
    values, wrong = stated_in(session, registration)
    missing = [name for name in REQUIRED if not values.get(name)]
    missing += [
        field.name
        for field in own_of(session, registration)
        if field.required and values.get(field.name, nothing(field)) == nothing(field)
    ]
    for name in missing:
        wrong.setdefault(name, ["Wajib diisi sebelum usulan dikirim."])
    return wrong | gone_codes(session, registration)


def gone_codes(session: Session, registration: Registration) -> dict[str, list[str]]:
    """Return what is wrong with the codes: those that no release in force knows."""
    codes = parsed(registration.details)[0].get("reference_codes", [])
    unknown = unknown_codes(session, codes, registration.government_id)
    return {"reference_codes": [told_unknown(session, unknown)]} if unknown else {}


def obstacles(registration: Registration, findings: list[Finding]) -> list[Finding]:
    """Return the findings that still keep a registration from being submitted."""
    answered = {each.finding for each in registration.answers}
    overridden = {each.finding for each in registration.answers if each.overrides}
    return stopping_submission(findings, answered, overridden)


def submit(session: Session, registration: Registration) -> list[Finding]:
    """Hand the draft to the head of the office; return what was found.

    The findings are made anew and kept with the registration.  Raises `WrongState`,
    or `Invalid` with the problems by field (`findings` for what has no answer yet).
    """
    if registration.state not in OPEN_TO_OFFICE:
        raise WrongState("Usulan ini sudah dikirim.")
    findings = _judged(session, registration)
    _move(
        session,
        registration,
        "Usulan dikirim ke kepala OPD",
        state=State.WAITING_FOR_HEAD,
        submitted_at=now(),
    )
    return findings


def send_back(session: Session, registration: Registration, reason: str) -> None:
    """Let the head give the draft back to the operator.  Raises `Invalid`."""
    if registration.state is not State.WAITING_FOR_HEAD:
        raise WrongState("Usulan ini tidak sedang menunggu pengesahan.")
    if not reason.strip():
        raise Invalid(
            "Tuliskan apa yang perlu diperbaiki.",
            problems={"reason": ["Tuliskan apa yang perlu diperbaiki."]},
        )
    _move(
        session,
        registration,
        f"Dikembalikan kepala OPD: {reason.strip()}",
        state=State.RETURNED,
        outcome=None,
        outcome_reason=reason.strip(),
    )


def confirm(session: Session, registration: Registration) -> None:
    """Send what the head confirmed to Kominfo and open the first steps.

    What was found is made anew, under a lock, so that of two like proposals in the
    same minute the second is told of the first.  Raises `WrongState` or `Invalid`.
    """
    if registration.state is not State.WAITING_FOR_HEAD:
        raise WrongState("Usulan ini tidak sedang menunggu pengesahan.")
    lock_government(session, registration.government_id)
    findings = _without_drafts(session, _judged(session, registration))
    registration.findings = [each.to_json() for each in findings]
    first = registration.confirmed_at is None
    round_ = registration.round if first else registration.round + 1
    _move(
        session,
        registration,
        "Disahkan kepala OPD dan dikirim ke Kominfo",
        state=State.IN_REVIEW,
        confirmed_at=now(),
        round=round_,
        outcome=None,
        outcome_reason="",
    )
    lay_steps(session, registration)


def withdraw(session: Session, registration: Registration, reason: str) -> None:
    """Take a registration back before it is decided; drafts too.

    Raises `WrongState` once it was decided, `Invalid` without a reason.
    """
    if registration.state in {State.DECIDED, State.WITHDRAWN}:
        raise WrongState(f"Usulan ini sudah {registration.state.value.lower()}.")
    if not reason.strip():
        raise Invalid(
            "Tuliskan alasan penarikan.",
            problems={"reason": ["Tuliskan alasan penarikan."]},
        )
    _move(
        session,
        registration,
        "Usulan ditarik",
        state=State.WITHDRAWN,
        outcome=Outcome.WITHDRAWN,
        outcome_reason=reason.strip(),
        decided_at=now(),
    )
    for step in registration.steps:
        if step.state in {StepState.OPEN, StepState.WAITING}:
            step.state = StepState.SKIPPED


def track_of(registration: Registration) -> Track:
    """Return the way that the registration goes through Kominfo."""
    own = of_kominfo(registration.organisation)
    return track_for(registration.kind.name, own=own) or Track.OFFICE


def of_kominfo(organisation: Organisation) -> bool:
    """Tell whether an office is Kominfo or lies below it."""
    each: Organisation | None = organisation
    while each is not None:
        if each.is_kominfo:
            return True
        each = each.parent
    return False


def lay_steps(session: Session, registration: Registration) -> None:
    """Copy the government's steps for this round, and open the first ones.

    Whatever Kominfo wants or lists itself is for the coordination: its own reviewers
    may decide none of it.
    """
    query = (
        select(WorkflowStep)
        .where(
            WorkflowStep.government_id == registration.government_id,
            WorkflowStep.track == track_of(registration),
        )
        .order_by(WorkflowStep.position, WorkflowStep.id)
    )
    steps = [each for each in session.scalars(query) if _applies(each, registration)]
    if not steps:
        raise WrongState("Instansi ini belum mengatur langkah telaah.")
    first = steps[0].position
    own = of_kominfo(registration.organisation)
    for each in steps:
        opened = each.position == first
        session.add(
            Step(
                registration_id=registration.id,
                round=registration.round,
                code=each.code,
                title=each.title,
                help=each.help,
                role=Role.COORDINATOR if own else each.role,
                field=each.field,
                position=each.position,
                external=each.external,
                signs=each.signs,
                concludes=each.concludes,
                target_days=each.target_days,
                state=StepState.OPEN if opened else StepState.WAITING,
                opened_at=now() if opened else None,
            )
        )
    session.flush()
    session.expire(registration, ["steps"])


def _applies(step: WorkflowStep, registration: Registration) -> bool:
    match step.condition:
        case None:
            return True
        case Condition.CLOSED_SOURCE:
            values, _ = parsed(registration.details)
            return values.get("licence") is Licence.PROPRIETARY
        case Condition.KHUSUS:
            return registration.kind in {
                RegistrationKind.BUILD,
                RegistrationKind.TAKE_OVER,
                RegistrationKind.BUY,
            }


def _judged(session: Session, registration: Registration) -> list[Finding]:
    wrong = shortcomings(session, registration)
    findings = checking.check(session, registration)
    left = obstacles(registration, findings)
    if left:
        wrong["findings"] = [
            f"Jawab dahulu temuan tentang {each.subject.name}." for each in left
        ]
    if wrong:
        raise Invalid("Usulan belum dapat dikirim.", problems=wrong)
    registration.findings = [each.to_json() for each in findings]
    registration.found_with = engines.in_force(session).title
    return findings


def _without_drafts(session: Session, findings: list[Finding]) -> list[Finding]:
    """Leave out what is about drafts of the office: Kominfo is told of none."""
    asked = {f.subject.id for f in findings if f.subject.type is _REGISTRATION}
    query = select(Registration.id).where(
        Registration.id.in_(asked), Registration.confirmed_at.is_(None)
    )
    drafts = set(session.scalars(query)) if asked else set()
    return [
        each
        for each in findings
        if each.subject.type is not _REGISTRATION or each.subject.id not in drafts
    ]


def _move(
    session: Session, registration: Registration, deed: str, **values: object
) -> None:
    history.change(
        session,
        registration,
        values,
        deed=deed,
        government=registration.government_id,
    )
    registration.updated_at = now()
    session.flush()
