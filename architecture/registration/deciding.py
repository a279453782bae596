"""The steps at Kominfo: who may take one, and what opens next.

Nobody decides a registration of the own office.  Steps of one position stand side by
side; the next ones open when all of them are done or left out.  What a step may say is
in `verdicts`.
"""

from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, Invalid, NotAllowed, WrongState
from architecture.locking import lock_government
from architecture.model import Outcome, Registration, State, Step, StepState, now
from architecture.registration import concluding, judgements
from architecture.registration.verdicts import (
    APPROVING,
    CONCLUSIONS,
    LONGEST,
    Verdict,
    checklist_of,
    of_round,
    problems,
    reusable,
    unreasoned,
)
from architecture.roles import Role
from architecture.scope import Viewer

__all__ = [
    "APPROVING",
    "CONCLUSIONS",
    "Verdict",
    "leave_out",
    "may_take",
    "of_round",
    "reusable",
    "take",
    "unreasoned",
]


def may_take(viewer: Viewer, step: Step, registration: Registration) -> bool:
    """Tell whether a post of the viewer lets him or her take this step.

    Posts in the office of the registration let nobody decide on it.
    """
    if viewer.works_in(registration.organisation_id):
        return False
    posts = viewer.holds([step.role], government=registration.government_id)
    if step.role is Role.VALIDATOR:
        return any(post.field is step.field for post in posts)
    return bool(posts)


def take(
    session: Session,
    step: Step,
    verdict: Verdict,
    *,
    viewer: Viewer,
    version: int | None = None,
) -> None:
    """Say yes or no in a step, and let what follows from it happen.

    Raises `NotAllowed`, `WrongState` or `Changed` if somebody was faster, `Invalid`.
    """
    registration = _locked(session, step)
    _admit(viewer, step, registration, version)
    wrong = problems(verdict, step, registration, viewer)
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)
    history.change(
        session,
        step,
        {
            "state": StepState.DONE,
            "passed": verdict.passed,
            "reason": verdict.reason.strip(),
            "outcome": verdict.outcome if step.concludes else None,
            "overrides": {
                key: reason.strip()
                for key, reason in verdict.overrides.items()
                if reason.strip()
            },
            "checklist": checklist_of(verdict) if step.concludes else {},
            "outside_number": verdict.outside_number.strip(),
            "outside_date": verdict.outside_date,
            "document_id": verdict.document.id if verdict.document else None,
        },
        deed=f"{step.title}: {_said(step, verdict)}",
        government=registration.government_id,
    )
    step.decided_at, step.decided_by_id = now(), viewer.account
    if step.concludes:
        _set_conditions(session, registration, step, verdict)
        _set_reused(session, registration, step, verdict)
        judgements.keep(session, registration, verdict, viewer=viewer)
    session.flush()
    _follow(session, registration, step, verdict, viewer)
    session.flush()


def leave_out(
    session: Session,
    step: Step,
    reason: str,
    *,
    viewer: Viewer,
    version: int | None = None,
) -> None:
    """Leave out a consideration from outside, with a reason.

    Raises `NotAllowed`, `WrongState` or `Changed`, `Invalid`.
    """
    registration = _locked(session, step)
    _admit(viewer, step, registration, version)
    if not step.external:
        raise WrongState("Langkah ini tidak dapat dilewati.")
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        sentence = (
            f"Alasan paling panjang {LONGEST} karakter."
            if reason
            else "Tuliskan mengapa pertimbangan ini tidak diperlukan."
        )
        raise Invalid(sentence, problems={"reason": [sentence]})
    history.change(
        session,
        step,
        {"state": StepState.SKIPPED, "reason": reason},
        deed=f"{step.title}: dilewati",
        government=registration.government_id,
    )
    step.decided_at, step.decided_by_id = now(), viewer.account
    session.flush()
    _advance(session, registration)


def _locked(session: Session, step: Step) -> Registration:
    """Queue up behind whoever decides in this government, then look anew."""
    registration = step.registration
    lock_government(session, registration.government_id)
    session.refresh(registration)
    session.refresh(step)
    return registration


def _admit(
    viewer: Viewer, step: Step, registration: Registration, version: int | None
) -> None:
    if not may_take(viewer, step, registration):
        raise NotAllowed("Anda tidak dapat memutus langkah ini.")
    if step.decided_by_id == viewer.account and step.state is StepState.DONE:
        raise Changed(
            f"Langkah “{step.title}” sudah Anda putus; keputusan itu yang berlaku."
        )
    if registration.state is not State.IN_REVIEW or step.round != registration.round:
        raise WrongState(
            "Usulan ini tidak sedang ditelaah; keadaannya sekarang: "
            f"{registration.state.value}."
        )
    if step.state is StepState.WAITING:
        raise WrongState(f"Langkah “{step.title}” belum tiba gilirannya.")
    if step.state is not StepState.OPEN:
        raise Changed(f"Langkah “{step.title}” sudah diputus orang lain.")
    if version is not None and version != step.version:
        raise Changed(
            f"Langkah “{step.title}” berubah sejak halaman ini dibuka. "
            "Periksa lagi, lalu putuskan."
        )


def _said(step: Step, verdict: Verdict) -> str:
    if step.concludes and verdict.outcome is not None:
        return verdict.outcome.value
    if step.signs:
        return "disetujui" if verdict.passed else "tidak disetujui"
    return "sesuai" if verdict.passed else "tidak sesuai"


def _set_conditions(
    session: Session, registration: Registration, step: Step, verdict: Verdict
) -> None:
    conditions = verdict.stated_conditions
    if verdict.outcome is not Outcome.APPROVED_WITH_CONDITIONS:
        conditions = []
    if conditions == registration.conditions:
        return
    history.note(
        session,
        step,
        f"{step.title}: syarat",
        {"conditions": (registration.conditions, conditions)},
        government=registration.government_id,
    )
    registration.conditions = conditions


def _set_reused(
    session: Session, registration: Registration, step: Step, verdict: Verdict
) -> None:
    """Keep what is to be used instead; another conclusion takes its place."""
    subject = None
    if verdict.outcome is Outcome.REUSE:
        subject = reusable(registration).get(verdict.reused or 0)
    wanted = subject.id if subject else None
    if wanted == registration.application_id:
        return
    history.note(
        session,
        step,
        f"{step.title}: aplikasi yang dipakai",
        {"application": (registration.application_id, wanted)},
        government=registration.government_id,
    )
    registration.application_id = wanted


def _follow(
    session: Session,
    registration: Registration,
    step: Step,
    verdict: Verdict,
    viewer: Viewer,
) -> None:
    if step.signs:
        if verdict.passed:
            concluding.sign(
                session,
                registration,
                viewer=viewer,
                number=verdict.outside_number,
                role=step.role,
            )
        else:
            _reopen_conclusion(session, registration, step)
        return
    if step.concludes:
        _conclude(session, registration, verdict)
        return
    if not verdict.passed and step.position == _first_position(registration):
        concluding.send_back(session, registration, verdict.reason)
        return
    _advance(session, registration)


def _conclude(session: Session, registration: Registration, verdict: Verdict) -> None:
    if verdict.outcome is Outcome.REVISE:
        concluding.send_back(session, registration, verdict.reason)
        return
    registration.outcome_reason = verdict.reason.strip()
    registration.outcome = verdict.outcome
    if any(each.signs for each in of_round(registration)):
        _advance(session, registration)
    else:
        concluding.finish(session, registration)


def _reopen_conclusion(
    session: Session, registration: Registration, signature: Step
) -> None:
    """Let the conclusion be drawn again, because the signatory did not agree.

    What the signatory said stays on the waiting signature until it opens again.
    """
    for step in of_round(registration):
        if step.concludes:
            step.state, step.opened_at = StepState.OPEN, now()
    signature.state, signature.opened_at = StepState.WAITING, None
    registration.outcome = None
    session.flush()


def _advance(session: Session, registration: Registration) -> None:
    steps = of_round(registration)
    if any(step.state is StepState.OPEN for step in steps):
        return
    waiting = [step for step in steps if step.state is StepState.WAITING]
    if waiting:
        following = min(step.position for step in waiting)
        for step in waiting:
            if step.position == following:
                _open(step)
        session.flush()


def _open(step: Step) -> None:
    step.state, step.opened_at = StepState.OPEN, now()
    step.passed, step.reason = None, ""
    step.decided_at = step.decided_by_id = None


def _first_position(registration: Registration) -> int:
    return min(each.position for each in of_round(registration))
