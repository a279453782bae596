"""The queries behind lists and pages of registrations; each narrows to the scope."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from architecture import scope
from architecture.model import (
    Holiday,
    Registration,
    State,
    Step,
    StepState,
    now,
)
from architecture.reference import calendar
from architecture.reference.calendar import day_of
from architecture.registration.deciding import may_take
from architecture.scope import Viewer

PAGE_SIZE = 25
AT_WORK = (State.WAITING_FOR_HEAD, State.IN_REVIEW, State.RETURNED, State.DRAFT)


@dataclass(frozen=True)
class Page:
    """One page of registrations, and how many there are."""

    rows: Sequence[Registration]
    number: int
    total: int

    @property
    def last(self) -> int:
        """Return the number of the last page; an empty list has one page."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Waiting:
    """A step that waits for somebody: since when, and how late in working days."""

    step: Step
    registration: Registration
    age: int
    """Working days since the step was opened."""

    @property
    def late(self) -> int:
        """Return by how many working days the target was passed; 0 if it was not."""
        target = self.step.target_days
        return max(0, self.age - target) if target else 0


def page(
    session: Session,
    viewer: Viewer,
    *,
    text: str = "",
    state: State | None = None,
    number: int = 1,
) -> Page:
    """Return one page of the registrations that the viewer may see, newest first."""
    query = _visible(viewer)
    for word in text.split()[:6]:
        query = query.where(
            or_(
                Registration.name.icontains(word, autoescape=True),
                Registration.number.icontains(word, autoescape=True),
            )
        )
    if state is not None:
        query = query.where(Registration.state == state)
    total = session.scalar(query.with_only_columns(func.count(Registration.id))) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    rows = session.scalars(
        query.options(joinedload(Registration.organisation))
        .order_by(Registration.updated_at.desc(), Registration.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, number, total)


def find(
    session: Session, viewer: Viewer, key: int, *, lock: bool = False
) -> Registration | None:
    """Return a registration with all that its page shows, if the viewer may see it.

    Behind the lock it is as whoever came first left it: a second click sees the first.
    """
    query = (
        _visible(viewer)
        .where(Registration.id == key)
        .options(
            joinedload(Registration.organisation),
            joinedload(Registration.government),
            joinedload(Registration.created_by),
            selectinload(Registration.replaces),
            selectinload(Registration.application),
            selectinload(Registration.steps).options(
                joinedload(Step.decided_by), joinedload(Step.document)
            ),
            selectinload(Registration.answers),
            selectinload(Registration.documents),
        )
    )
    if lock:
        query = query.with_for_update(of=Registration)
    return session.scalar(query.execution_options(populate_existing=lock))


def find_to_check(session: Session, viewer: Viewer, key: int) -> Registration | None:
    """Return a registration with what a check while typing needs in any case."""
    query = (
        _visible(viewer)
        .where(Registration.id == key)
        .options(
            joinedload(Registration.organisation),
            joinedload(Registration.government),
            joinedload(Registration.answers),
        )
    )
    return session.scalars(query).unique().one_or_none()


def waiting_for(
    session: Session, viewer: Viewer, *, today: date | None = None
) -> list[Waiting]:
    """Return the steps that this viewer can take now, the oldest first."""
    return [
        each
        for each in open_steps(session, viewer, today=today)
        if may_take(viewer, each.step, each.registration)
    ]


def open_steps(
    session: Session, viewer: Viewer, *, today: date | None = None
) -> list[Waiting]:
    """Return all open steps of registrations that the viewer may see, oldest first.

    The age counts working days of the registration's own government.
    """
    today = today or day_of(now())
    days_off = _days_off(session, viewer)
    national = days_off[0] or frozenset(calendar.holidays())
    query = (
        select(Step)
        .join(Step.registration)
        .where(
            Step.state == StepState.OPEN,
            Step.round == Registration.round,
            Registration.state == State.IN_REVIEW,
            scope.registrations(viewer),
        )
        .options(
            joinedload(Step.registration).joinedload(Registration.organisation),
        )
        .order_by(Step.opened_at, Step.id)
    )
    return [
        Waiting(
            step,
            step.registration,
            calendar.working_days(
                day_of(step.opened_at or now()),
                today,
                national | days_off[step.registration.government_id],
            ),
        )
        for step in session.scalars(query)
    ]


def _days_off(session: Session, viewer: Viewer) -> dict[int, frozenset[date]]:
    """Return the days off by government, the national ones under 0."""
    query = select(Holiday.government_id, Holiday.day).where(
        or_(
            Holiday.government_id.is_(None),
            Holiday.government_id.in_(sorted(viewer.governments)),
        )
    )
    found: defaultdict[int, frozenset[date]] = defaultdict(frozenset)
    for government, day in session.execute(query):
        found[government or 0] |= {day}
    return found


def waiting_for_head(session: Session, viewer: Viewer) -> Sequence[Registration]:
    """Return what waits for the confirmation of a head of these offices."""
    query = (
        select(Registration)
        .where(
            Registration.state == State.WAITING_FOR_HEAD,
            Registration.organisation_id.in_(sorted(viewer.offices())),
        )
        .options(joinedload(Registration.organisation))
        .order_by(Registration.submitted_at)
    )
    return session.scalars(query).all()


def at_work(session: Session, viewer: Viewer) -> Sequence[Registration]:
    """Return the drafts and returned registrations of the viewer's offices."""
    query = (
        select(Registration)
        .where(
            Registration.state.in_([State.DRAFT, State.RETURNED]),
            Registration.organisation_id.in_(sorted(viewer.offices())),
        )
        .options(joinedload(Registration.organisation))
        .order_by(Registration.updated_at.desc())
    )
    return session.scalars(query).all()


def counts(session: Session, viewer: Viewer) -> dict[State, int]:
    """Return how many registrations the viewer may see, by state."""
    query = (
        select(Registration.state, func.count())
        .where(scope.registrations(viewer))
        .group_by(Registration.state)
    )
    return dict(session.execute(query).all())


def _visible(viewer: Viewer) -> Select[Registration]:
    return select(Registration).where(scope.registrations(viewer))
