"""The lines of a plan: read them, and write them while it is a draft."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from architecture import history, scope
from architecture.errors import Changed, CodeTaken, Invalid, WrongState
from architecture.layers import FieldClass
from architecture.model import (
    Element,
    Organisation,
    Plan,
    PlanLine,
    PlanLineState,
    PlanState,
)
from architecture.planning import marking, sequence
from architecture.planning.marking import Milestone, milestones_of
from architecture.reference import muatan as muatan_words
from architecture.scope import Viewer

APPLICATIONS = "APPLICATION"
"""The muatan of a peta rencana that applications belong to."""

APPROVED = frozenset(PlanLineState) - {
    PlanLineState.DRAFTED,
    PlanLineState.PROPOSED,
    PlanLineState.POSTPONED,
}
"""What the regulation set, however far it has come."""


@dataclass(frozen=True, kw_only=True)
class LineDetails:
    """What is stated about an initiative; targets and budgets run by year.

    `needs` are the codes of initiatives of the same plan that it waits for.
    """

    code: str
    muatan: str
    name: str
    indicator: str = ""
    targets: Mapping[str, Any] = field(default_factory=dict)
    budgets: Mapping[str, Any] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    programme: str = ""
    source_of_funds: str = ""
    note: str = ""
    milestones: tuple[Milestone, ...] = ()
    needs: tuple[str, ...] = ()


COLUMNS = tuple(
    name
    for name in LineDetails.__dataclass_fields__
    if name not in {"milestones", "needs"}
)
"""What of it stands in the row itself."""


def add_line(
    session: Session,
    plan: Plan,
    details: LineDetails,
    *,
    organisation: Organisation | None,
    state: PlanLineState,
    element: Element | None = None,
) -> PlanLine:
    """Add an initiative; what is drafted goes into a draft only.

    Raises `WrongState` for a plan that was set, `Invalid`, `CodeTaken`.
    """
    if state is PlanLineState.DRAFTED:
        check_open(plan)
    _check(session, plan, details)
    line = PlanLine(
        **_stated(details),
        plan_id=plan.id,
        number=_next_number(session, plan, details.muatan),
        organisation_id=organisation.id if organisation else None,
        state=state,
        element_id=element.id if element else None,
    )
    session.add(line)
    session.flush()
    values = {
        "code": (None, line.code),
        "name": (None, line.name),
        **marking.write(session, line, details.milestones),
        **sequence.write(session, line, details.needs),
    }
    history.note(
        session, line, "Inisiatif ditambahkan", values, government=plan.government_id
    )
    return line


def revise_line(
    session: Session,
    line: PlanLine,
    details: LineDetails,
    *,
    organisation: Organisation | None,
    state: PlanLineState,
    seen_before: str = "",
) -> None:
    """Replace what is stated about an initiative of a draft.

    Raises `WrongState` for a plan that was set, `Changed` where somebody else wrote
    since `seen_before`, `Invalid`, `CodeTaken`.
    """
    check_open(line.plan)
    if seen_before and seen_before != seen(line):
        raise Changed(
            "Baris ini diubah orang lain sejak halaman dibuka. Periksa isinya sekarang."
        )
    _check(session, line.plan, details, own=line)
    if details.muatan != line.muatan:
        line.number = _next_number(session, line.plan, details.muatan)
    stated = _stated(details) | {
        "state": state,
        "organisation_id": organisation.id if organisation else None,
    }
    history.change(
        session,
        line,
        stated,
        deed="Inisiatif diubah",
        government=line.plan.government_id,
    )
    session.flush()
    _note_along(
        session,
        line,
        {
            **marking.write(session, line, details.milestones),
            **sequence.write(session, line, details.needs),
        },
    )


def wait_for(session: Session, line: PlanLine, codes: Collection[str]) -> None:
    """Say what an initiative of a draft waits for.  `WrongState`, `Invalid`."""
    check_open(line.plan)
    _note_along(session, line, sequence.write(session, line, codes))


def _note_along(session: Session, line: PlanLine, along: Mapping[str, Any]) -> None:
    if along:
        government = line.plan.government_id
        history.note(session, line, "Inisiatif diubah", along, government=government)


def details_of(line: PlanLine) -> LineDetails:
    """Return what is stated about an initiative."""
    return LineDetails(
        **{name: getattr(line, name) for name in COLUMNS},
        milestones=milestones_of(line),
        needs=tuple(each.code for each in line.needs),
    )


def seen(line: PlanLine) -> str:
    """Return a digest of a line, to tell whether somebody wrote in the meantime."""
    said = (sorted(asdict(details_of(line)).items()), line.organisation_id, line.state)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def check_open(plan: Plan) -> None:
    """Refuse to write into a plan that was set by regulation."""
    if plan.state is not PlanState.DRAFT:
        raise WrongState(
            "Peta rencana yang sudah ditetapkan tidak ditulisi; mulai dahulu reviunya."
        )


def lines(session: Session, plan: Plan, *, along: bool = False) -> Sequence[PlanLine]:
    """Return the lines of a plan with their offices, by muatan and number.

    `along` reads their milestones too, and what they wait for.
    """
    query = (
        select(PlanLine)
        .where(PlanLine.plan_id == plan.id)
        .options(joinedload(PlanLine.organisation))
        .order_by(PlanLine.muatan, PlanLine.number, PlanLine.id)
    )
    if along:
        query = query.options(
            selectinload(PlanLine.milestones), selectinload(PlanLine.needs)
        )
    order = list(muatan_words.muatan())
    return sorted(
        session.scalars(query),
        key=lambda line: (order.index(line.muatan), line.number, line.id),
    )


def reads_money(viewer: Viewer, government: int, line: PlanLine) -> bool:
    """Tell whether a viewer may read the budget of a line, as of an application."""
    office = line.organisation_id or government
    return FieldClass.RESTRICTED in scope.classes_for(viewer, government, office)


def runs_in(line: PlanLine, year: int) -> bool:
    """Tell whether an initiative has a target or a budget in a year."""
    return str(year) in line.targets or str(year) in line.budgets


def lines_to_come(session: Session, plan: Plan) -> Sequence[PlanLine]:
    """Return the lines of a plan that are neither done nor postponed."""
    return [
        line
        for line in lines(session, plan)
        if line.state not in {PlanLineState.DONE, PlanLineState.POSTPONED}
    ]


def find_line(session: Session, government: int, key: int) -> PlanLine | None:
    """Return a line of a government's plans."""
    query = (
        select(PlanLine)
        .join(PlanLine.plan)
        .where(PlanLine.id == key, Plan.government_id == government)
        .options(selectinload(PlanLine.plan))
    )
    return session.scalar(query)


def _stated(details: LineDetails) -> dict[str, Any]:
    stated = {name: getattr(details, name) for name in COLUMNS}
    return stated | {
        "targets": dict(details.targets),
        "budgets": dict(details.budgets),
    }


def _check(
    session: Session, plan: Plan, details: LineDetails, own: PlanLine | None = None
) -> None:
    if details.muatan not in muatan_words.muatan():
        raise Invalid(f"Muatan “{details.muatan}” tidak dikenal.")
    taken = select(PlanLine.id).where(
        PlanLine.plan_id == plan.id, PlanLine.code == details.code
    )
    if own is not None:
        taken = taken.where(PlanLine.id != own.id)
    if session.scalar(taken):
        sentence = f"Kode baris “{details.code}” sudah dipakai."
        raise CodeTaken(sentence, field="code")


def _next_number(session: Session, plan: Plan, muatan: str) -> int:
    query = select(func.max(PlanLine.number)).where(
        PlanLine.plan_id == plan.id, PlanLine.muatan == muatan
    )
    return (session.scalar(query) or 0) + 1
