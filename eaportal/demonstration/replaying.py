"""Replay what happened in a demonstration government, each deed at its time."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import partial

from sqlalchemy.orm import Session

from architecture import checking, history
from architecture.conflicts import Finding, may_override, stopping_submission
from architecture.conflicts.severity import Moment
from architecture.errors import Refused
from architecture.model import (
    AnswerKind,
    Application,
    Case,
    Element,
    Organisation,
    Outcome,
    PlanLine,
    Registration,
    RegistrationKind,
    Step,
    StepState,
    at,
)
from architecture.registration import deciding, drafting, submitting
from architecture.scope import Viewer
from eaportal.demonstration import consolidating, papers
from eaportal.demonstration.rows import (
    AnswerRow,
    CaseEvent,
    CaseRow,
    Demonstration,
    Event,
    RegistrationRow,
)
from eaportal.demonstration.stage import Stage

MORNING = time(2, 30, tzinfo=UTC)
"""Half past nine in western Indonesia."""


def replay(
    session: Session,
    demonstration: Demonstration,
    offices: Mapping[str, Organisation],
    elements: Mapping[str, Element],
    lines: Mapping[str, PlanLine],
) -> None:
    """Let every story happen, all of them in the order of time; commit each deed."""
    stage = Stage(session, offices, elements, lines)
    begun: dict[str, Registration] = {}
    opened: dict[str, Case] = {}

    def registered(row: RegistrationRow, event: Event) -> None:
        if row.key in begun:
            _act(stage, row, begun[row.key], event)
        else:
            begun[row.key] = _begin(stage, row, event)

    def consolidated(row: CaseRow, event: CaseEvent) -> None:
        if row.key in opened:
            consolidating.act(stage, opened[row.key], event)
        else:
            opened[row.key] = consolidating.begin(stage, row, event)

    deeds: list[tuple[date, int, str, Callable[[], None]]] = [
        (event.on, place, event.by, partial(registered, row, event))
        for row in demonstration.registrations
        for place, event in enumerate(row.events)
    ]
    deeds += [
        (event.on, place, event.by, partial(consolidated, row, event))
        for row in demonstration.cases
        for place, event in enumerate(row.events)
    ]
    for day, _, by, happen in sorted(deeds, key=lambda each: each[:2]):
        with at(datetime.combine(day, MORNING)):
            happen()
            history.seal(session, by=by, cause="demo load")
            session.commit()


def _begin(stage: Stage, row: RegistrationRow, event: Event) -> Registration:
    account = stage.accounts[event.by].id
    replaced = stage.elements.get(row.replaces)
    registration = drafting.start(
        stage.session,
        stage.offices[row.organisation],
        RegistrationKind[row.kind],
        account=account,
        replaces=replaced if isinstance(replaced, Application) else None,
    )
    drafting.save(
        stage.session,
        registration,
        row.details,
        plan_line=stage.lines.get(row.plan_line),
        no_plan_reason=row.no_plan_reason,
    )
    for kind, name in row.documents:
        file = papers.written(kind, name, registration.name)
        drafting.attach(stage.session, registration, kind, file, account=account)
    return registration


def _act(
    stage: Stage, row: RegistrationRow, registration: Registration, event: Event
) -> None:
    session, viewer = stage.session, stage.viewer(event.by, event.on)
    session.expire_all()
    match event.action:
        case "submit":
            _answer(stage, row, registration, viewer)
            submitting.submit(session, registration)
        case "confirm":
            _answer(stage, row, registration, viewer)
            submitting.confirm(session, registration)
        case "withdraw":
            submitting.withdraw(session, registration, event.reason)
        case "skip":
            step = _step(registration, event.step)
            if step is not None:
                deciding.leave_out(session, step, event.reason, viewer=viewer)
        case _:
            step = _step(registration, event.step)
            if step is None:
                raise Refused(f"{row.key}: langkah {event.step} belum terbuka.")
            deciding.take(session, step, _verdict(registration, event), viewer=viewer)


def _answer(
    stage: Stage, row: RegistrationRow, registration: Registration, viewer: Viewer
) -> None:
    """Answer what would stop the submission, as the story says."""
    findings = checking.check(stage.session, registration)
    roles = [post.role for post in viewer.posts]
    for finding in stopping_submission(findings):
        stated = _stated(row, finding)
        if stated is not None:
            drafting.answer(
                stage.session,
                registration,
                finding.key,
                AnswerKind[stated.answer],
                stated.reason,
                account=viewer.account,
                overrides=may_override(finding.severity, Moment.SUBMISSION, roles),
            )
    stage.session.expire(registration, ["answers"])


def _stated(row: RegistrationRow, finding: Finding) -> AnswerRow | None:
    for each in row.answers:
        if each.kind == finding.kind and each.subject == finding.subject.code:
            return each
    return row.otherwise


def _step(registration: Registration, code: str) -> Step | None:
    return next(
        (
            step
            for step in deciding.of_round(registration)
            if step.code == code and step.state is StepState.OPEN
        ),
        None,
    )


def _verdict(registration: Registration, event: Event) -> deciding.Verdict:
    outcome = Outcome[event.outcome] if event.outcome else None
    overrides: dict[str, str] = {}
    if outcome in deciding.APPROVING:
        overrides = {
            each.key: event.reason for each in deciding.unreasoned(registration, {})
        }
    return deciding.Verdict(
        passed=event.action != "return" and event.passed,
        reason=event.reason,
        outcome=outcome,
        reused=_named(registration, event.reason),
        conditions=event.conditions,
        overrides=overrides,
    )


def _named(registration: Registration, reason: str) -> int:
    """Return what was found and the reason names, 0 if it names none of it."""
    found = deciding.reusable(registration).items()
    return next((key for key, about in found if about.name in reason), 0)
