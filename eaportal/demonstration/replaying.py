"""Replay what happened to the demonstration's registrations, each deed at its time."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from architecture import checking, history
from architecture.conflicts import Finding, may_override, stopping_submission
from architecture.conflicts.severity import Moment
from architecture.errors import Refused
from architecture.model import (
    Account,
    AnswerKind,
    Application,
    Element,
    Organisation,
    Outcome,
    PlanLine,
    Post,
    Registration,
    RegistrationKind,
    Step,
    StepState,
    at,
)
from architecture.registration import deciding, drafting, submitting
from architecture.scope import Viewer
from eaportal.accounts import signing_in
from eaportal.demonstration import papers
from eaportal.demonstration.rows import (
    AnswerRow,
    Demonstration,
    Event,
    RegistrationRow,
)

MORNING = time(2, 30, tzinfo=UTC)
"""Half past nine in western Indonesia."""


class _Stage:
    """What the stories of one government need: who acts, where, on what."""

    def __init__(
        self,
        session: Session,
        offices: Mapping[str, Organisation],
        elements: Mapping[str, Element],
        lines: Mapping[str, PlanLine],
    ) -> None:
        self.session = session
        self.offices = offices
        self.elements = elements
        self.lines = lines
        accounts = session.scalars(
            select(Account).options(
                selectinload(Account.posts).joinedload(Post.organisation)
            )
        )
        self.accounts = {account.email: account for account in accounts}

    def viewer(self, event: Event) -> Viewer:
        """Return who acts in an event, with the posts of that day."""
        return signing_in.viewer_of(self.session, self.accounts[event.by], event.on)


def replay(
    session: Session,
    demonstration: Demonstration,
    offices: Mapping[str, Organisation],
    elements: Mapping[str, Element],
    lines: Mapping[str, PlanLine],
) -> None:
    """Let every story happen, all of them in the order of time; commit each deed."""
    stage = _Stage(session, offices, elements, lines)
    begun: dict[str, Registration] = {}
    deeds = [
        (event.on, place, row, event)
        for row in demonstration.registrations
        for place, event in enumerate(row.events)
    ]
    for day, place, row, event in sorted(deeds, key=lambda each: each[:2]):
        with at(datetime.combine(day, MORNING)):
            if place == 0:
                begun[row.key] = _begin(stage, row, event)
            else:
                _act(stage, row, begun[row.key], event)
            history.seal(session, by=event.by, cause="demo load")
            session.commit()


def _begin(stage: _Stage, row: RegistrationRow, event: Event) -> Registration:
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
    stage: _Stage, row: RegistrationRow, registration: Registration, event: Event
) -> None:
    session, viewer = stage.session, stage.viewer(event)
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
    stage: _Stage, row: RegistrationRow, registration: Registration, viewer: Viewer
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
