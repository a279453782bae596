"""The working page: all that is known of a registration, and the step to be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import checking, letters, organisations
from architecture.conflicts import Finding, stopping_approval
from architecture.conflicts.gates import Answer, Gate, gates
from architecture.model import (
    NumberMode,
    Registration,
    State,
    Step,
    StepState,
    now,
)
from architecture.reference import documents
from architecture.reference.calendar import day_of, working_days
from architecture.registration import claiming
from architecture.registration.deciding import may_take
from architecture.registration.verdicts import Owed, of_round, owed
from eaportal import db
from eaportal.permissions import Permission, requires
from eaportal.registration import findings, progress
from eaportal.returning import noting
from eaportal.review.blueprint import KEY, compared_with, find, pages
from eaportal.review.forms import (
    SkipForm,
    StepForm,
    form_for,
    judges,
    skip_form,
    together_form,
)
from eaportal.review.words import outcomes, who


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as the page tells of it."""

    step: Step
    who: str
    age: int | None
    late: int
    reasons: Sequence[tuple[str, str]]
    document: str


@dataclass(frozen=True, slots=True)
class Task:
    """A step that the viewer can take now, with its form."""

    step: Step
    form: StepForm
    skip: SkipForm | None
    owed: Owed


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of sending a form: shown again, or told that it was too late."""

    step: int = 0
    skipping: bool = False
    form: StepForm | SkipForm | None = None
    late: str = ""
    together: Mapping[int, StepForm] = field(default_factory=dict)

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of what was written, so that it is not lost."""
        forms = [*([self.form] if self.form else []), *self.together.values()]
        return [each for form in forms for each in form.typed()]


@pages.get(f"/{KEY}")
@requires(Permission.REVIEW)
def show(key: int) -> ResponseReturnValue:
    """Show all that is known of a registration, and the form of the viewer's step."""
    registration = find(db.session, key)
    noting.note(registration)
    return page(registration)


def page(registration: Registration, answered: Answered | None = None) -> str:
    """Return the working page; `answered` is what came of a form that was sent."""
    answered = answered or Answered()
    found = checking.kept(db.session, registration)
    government = organisations.settings(db.session, registration.government_id)
    off = organisations.holidays(db.session, registration.government_id)
    known = checklist(registration, found)
    tasks = _tasks(registration, government.number_mode, answered, known)
    cards = findings.shown(db.session, g.viewer, found, registration)
    return render_template(
        "review/show.html",
        registration=registration,
        facts=progress.facts(db.session, registration, g.viewer),
        cards=cards[: findings.FOREMOST],
        more=cards[findings.FOREMOST :],
        compared=compared_with(registration, found),
        stopping={each.key for each in stopping_approval(found)},
        gates=known,
        gated=_gated(registration),
        kinds=documents.kinds(),
        rounds=_rounds(registration, off),
        tasks=tasks,
        together=_together(tasks, answered),
        outcomes=outcomes(registration.kind),
        own_office=g.viewer.works_in(registration.organisation_id),
        letters=letters.of_registration(db.session, registration),
        answered=answered,
        reviewing=registration.state is State.IN_REVIEW,
    )


def checklist(registration: Registration, found: Sequence[Finding]) -> list[Gate]:
    """Return the gates of Permenkominfo 4/2024 for a registration."""
    wish = checking.wish_of(db.session, registration)
    claimed = claiming.as_known(claiming.claim_of(registration))
    return gates(checking.proposal_of(db.session, wish), found, claimed)


def _gated(registration: Registration) -> dict[str, tuple[Answer, str]]:
    """Return the checklist as the last conclusion judged it: gate → answer, note."""
    kept: dict[str, Any] = {}
    for step in registration.steps:
        kept = step.checklist or kept
    return {code: (Answer[said["answer"]], said["note"]) for code, said in kept.items()}


def _tasks(
    registration: Registration,
    numbers: NumberMode,
    answered: Answered,
    known: Sequence[Gate],
) -> list[Task]:
    """Return the steps that the viewer can take now; what was sent stays typed."""
    tasks = []
    for step in of_round(registration):
        open_ = registration.state is State.IN_REVIEW and step.state is StepState.OPEN
        if not open_ or not may_take(g.viewer, step, registration):
            continue
        waiting = owed(registration, step, g.viewer)
        form, skip = None, None
        if answered.step == step.id and not answered.late:
            form = None if answered.skipping else answered.form
            skip = answered.form if answered.skipping else None
        tasks.append(
            Task(
                step=step,
                form=form
                if isinstance(form, StepForm)
                else form_for(
                    step,
                    registration,
                    waiting,
                    numbers=numbers,
                    before=step,
                    gates=known,
                    formdata=None,
                ),
                skip=_skip(step, skip),
                owed=waiting,
            )
        )
    return tasks


def _together(tasks: Sequence[Task], answered: Answered) -> list[Task]:
    """Return the steps that only judge, where there are several: one form for all."""
    several = [task for task in tasks if judges(task.step)]
    if len(several) < 2 and not answered.together:
        return []
    sent = {} if answered.late else answered.together
    return [
        Task(
            step=task.step,
            form=sent.get(task.step.id) or together_form(task.step, formdata=None),
            skip=None,
            owed=task.owed,
        )
        for task in several
    ]


def _skip(step: Step, sent: object) -> SkipForm | None:
    if isinstance(sent, SkipForm):
        return sent
    return skip_form(step, formdata=None) if step.external else None


def _rounds(
    registration: Registration, off: frozenset[date]
) -> list[tuple[int, list[Taken]]]:
    """Return the steps by round, the present one first."""
    names = {each["key"]: each["subject"]["name"] for each in registration.findings}
    rounds: dict[int, list[Taken]] = {}
    for step in registration.steps:
        rounds.setdefault(step.round, []).append(_taken(registration, step, names, off))
    return sorted(rounds.items(), reverse=True)


def _taken(
    registration: Registration,
    step: Step,
    names: Mapping[str, str],
    off: frozenset[date],
) -> Taken:
    age = None
    if step.opened_at is not None and step.state in {StepState.OPEN, StepState.DONE}:
        until = step.decided_at if step.state is StepState.DONE else None
        age = working_days(day_of(step.opened_at), day_of(until or now()), off)
    over = (age or 0) - step.target_days if step.target_days else 0
    document = ""
    if step.document_id:
        document = url_for("review.paper", key=registration.id, step=step.id)
    return Taken(
        step=step,
        who=who(step),
        age=age,
        late=max(0, over),
        reasons=[(names.get(key, key), text) for key, text in step.overrides.items()],
        document=document,
    )
