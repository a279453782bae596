"""The steps at Kominfo: who may take one, what it says, and what opens next.

Nobody decides a registration of the own office.  Steps of one position stand side by
side; the next ones open when all of them are done or left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from architecture import history
from architecture.conflicts import Finding, may_override, stopping_approval
from architecture.conflicts.severity import Moment, long_enough
from architecture.errors import Changed, Invalid, NotAllowed, WrongState
from architecture.model import (
    Document,
    Outcome,
    Registration,
    State,
    Step,
    StepState,
    now,
)
from architecture.registration import concluding
from architecture.registration.submitting import lock_government
from architecture.roles import Role
from architecture.scope import Viewer

APPROVING = frozenset({Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS})

CONCLUSIONS = (
    Outcome.APPROVED,
    Outcome.APPROVED_WITH_CONDITIONS,
    Outcome.REUSE,
    Outcome.REVISE,
    Outcome.REFUSED,
)
"""What a conclusion may say."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What somebody says in a step.

    `outcome`, `conditions` and `overrides` (finding key → reason) are for steps that
    conclude; number, day and document for considerations from outside; `number` too
    for a signature where letters are numbered elsewhere.
    """

    passed: bool
    reason: str = ""
    outcome: Outcome | None = None
    conditions: list[str] = field(default_factory=list)
    overrides: Mapping[str, str] = field(default_factory=dict)
    outside_number: str = ""
    outside_date: date | None = None
    document: Document | None = None


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
    registration = step.registration
    lock_government(session, registration.government_id)
    session.refresh(registration)
    session.refresh(step)
    _admit(viewer, step, registration, version)
    _check(verdict, step, registration, viewer)
    history.change(
        session,
        step,
        {
            "state": StepState.DONE,
            "passed": verdict.passed,
            "reason": verdict.reason.strip(),
            "outcome": verdict.outcome,
            "overrides": dict(verdict.overrides),
            "outside_number": verdict.outside_number.strip(),
            "outside_date": verdict.outside_date,
            "document_id": verdict.document.id if verdict.document else None,
        },
        deed=f"{step.title}: {'ya' if verdict.passed else 'tidak'}",
        government=registration.government_id,
    )
    step.decided_at, step.decided_by_id = now(), viewer.account
    if step.concludes:
        registration.conditions = [c.strip() for c in verdict.conditions if c.strip()]
    session.flush()
    _follow(session, registration, step, verdict, viewer)


def leave_out(session: Session, step: Step, reason: str, *, viewer: Viewer) -> None:
    """Leave out a consideration from outside, with a reason.

    Raises `NotAllowed`, `WrongState`, `Invalid`.
    """
    registration = step.registration
    lock_government(session, registration.government_id)
    session.refresh(registration)
    session.refresh(step)
    _admit(viewer, step, registration, None)
    if not step.external:
        raise WrongState("Langkah ini tidak dapat dilewati.")
    if not reason.strip():
        raise Invalid("Tuliskan mengapa pertimbangan ini tidak diperlukan.")
    history.change(
        session,
        step,
        {"state": StepState.SKIPPED, "reason": reason.strip()},
        deed=f"{step.title}: dilewati",
        government=registration.government_id,
    )
    step.decided_at, step.decided_by_id = now(), viewer.account
    session.flush()
    _advance(session, registration)


def unreasoned(registration: Registration, given: Mapping[str, str]) -> list[Finding]:
    """Return the findings that stop an approval and have no reason yet."""
    findings = [Finding.from_json(each) for each in registration.findings]
    reasoned = [
        each.key
        for each in findings
        if long_enough(each.severity, given.get(each.key, ""))
    ]
    return stopping_approval(findings, reasoned)


def _admit(
    viewer: Viewer, step: Step, registration: Registration, version: int | None
) -> None:
    if not may_take(viewer, step, registration):
        raise NotAllowed("Anda tidak dapat memutus langkah ini.")
    if registration.state is not State.IN_REVIEW:
        raise WrongState(f"Usulan ini {registration.state.value.lower()}.")
    if step.state is not StepState.OPEN:
        raise Changed(f"Langkah “{step.title}” sudah diputus orang lain.")
    if version is not None and version != step.version:
        raise Changed("Langkah ini sudah diubah orang lain. Muat ulang halaman.")


def _check(
    verdict: Verdict, step: Step, registration: Registration, viewer: Viewer
) -> None:
    wrong: dict[str, list[str]] = {}
    if not verdict.passed and not verdict.reason.strip():
        wrong["reason"] = ["Tuliskan alasannya."]
    if len(verdict.reason) > 4000:
        wrong["reason"] = ["Alasan paling panjang 4000 karakter."]
    if step.external:
        wrong |= _outside_problems(verdict)
    if step.concludes:
        wrong |= _conclusion_problems(verdict, registration, viewer)
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)


def _outside_problems(verdict: Verdict) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if not verdict.outside_number.strip():
        wrong["outside_number"] = ["Nomor surat wajib diisi."]
    if verdict.outside_date is None:
        wrong["outside_date"] = ["Tanggal surat wajib diisi."]
    elif verdict.outside_date > now().date():
        wrong["outside_date"] = ["Tanggal surat belum terjadi."]
    if verdict.document is None:
        wrong["file"] = ["Lampirkan surat pertimbangannya."]
    return wrong


def _conclusion_problems(
    verdict: Verdict, registration: Registration, viewer: Viewer
) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if verdict.outcome not in CONCLUSIONS:
        return {"outcome": ["Pilih kesimpulan."]}
    if not verdict.reason.strip():
        wrong["reason"] = ["Setiap keputusan disertai alasan."]
    conditions = [each for each in verdict.conditions if each.strip()]
    if verdict.outcome is Outcome.APPROVED_WITH_CONDITIONS and not conditions:
        wrong["conditions"] = ["Tuliskan paling sedikit satu syarat."]
    if verdict.outcome in APPROVING:
        wrong |= _override_problems(verdict, registration, viewer)
    return wrong


def _override_problems(
    verdict: Verdict, registration: Registration, viewer: Viewer
) -> dict[str, list[str]]:
    roles = [
        post.role
        for post in viewer.posts
        if post.government == registration.government_id
    ]
    findings = {each["key"]: Finding.from_json(each) for each in registration.findings}
    wrong: dict[str, list[str]] = {}
    for each in unreasoned(registration, verdict.overrides):
        wrong[each.key] = [
            f"Sebelum disetujui, tuliskan mengapa temuan tentang {each.subject.name} "
            "tidak menghalangi."
        ]
    for key in verdict.overrides:
        finding = findings.get(key)
        if finding and not may_override(finding.severity, Moment.APPROVAL, roles):
            wrong[key] = ["Jabatan Anda tidak dapat mengesampingkan temuan ini."]
    return wrong


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
                session, registration, viewer=viewer, number=verdict.outside_number
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
    if any(each.signs for each in of_round(registration)):
        registration.outcome = verdict.outcome
        _advance(session, registration)
    else:
        registration.outcome = verdict.outcome
        concluding.finish(session, registration)


def _reopen_conclusion(
    session: Session, registration: Registration, signature: Step
) -> None:
    """Let the conclusion be drawn again, because the signatory did not agree."""
    for step in of_round(registration):
        if step.concludes:
            step.state, step.opened_at = StepState.OPEN, now()
            step.reason = f"{step.reason}\n\nPenanda tangan: {signature.reason}".strip()
    signature.state, signature.opened_at = StepState.WAITING, None
    signature.passed = None
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
                step.state, step.opened_at = StepState.OPEN, now()
        session.flush()


def of_round(registration: Registration) -> list[Step]:
    """Return the steps of the present round."""
    return [each for each in registration.steps if each.round == registration.round]


def _first_position(registration: Registration) -> int:
    return min(each.position for each in of_round(registration))
