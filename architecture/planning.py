"""What may be done to the peta rencana.

Nobody writes into a plan that was set by regulation: what is decided in between is
proposed for the next review (Permenkominfo 4/2024 Ps 36).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from architecture import history
from architecture.errors import CodeTaken, Invalid
from architecture.model import (
    Element,
    Organisation,
    Plan,
    PlanLine,
    PlanLineState,
    PlanState,
)
from architecture.reference import muatan as muatan_words

APPLICATIONS = "APPLICATION"
"""The muatan of a peta rencana that applications belong to."""

APPROVED = frozenset(PlanLineState) - {PlanLineState.PROPOSED, PlanLineState.POSTPONED}
"""What the regulation set, however far it has come."""


@dataclass(frozen=True, kw_only=True)
class LineDetails:
    """What is stated about an initiative; targets and budgets run by year."""

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


def create_plan(
    session: Session,
    government: Organisation,
    title: str,
    *,
    from_year: int,
    to_year: int,
    regulation: str = "",
    set_on: date | None = None,
) -> Plan:
    """Make a plan; it is set if a regulation is named.  Raises `Invalid`."""
    if not from_year <= to_year <= from_year + 9:
        raise Invalid("Tahun akhir peta rencana tidak sesuai dengan tahun awalnya.")
    plan = Plan(
        government_id=government.id,
        title=title.strip(),
        from_year=from_year,
        to_year=to_year,
        regulation=regulation.strip(),
        set_on=set_on,
        state=PlanState.SET if regulation.strip() else PlanState.DRAFT,
    )
    session.add(plan)
    session.flush()
    history.note(session, plan, "Peta rencana dibuat", government=government.id)
    return plan


def add_line(
    session: Session,
    plan: Plan,
    details: LineDetails,
    *,
    organisation: Organisation | None,
    state: PlanLineState,
    element: Element | None = None,
) -> PlanLine:
    """Add an initiative.  Raises `Invalid` for an unknown muatan, `CodeTaken`."""
    if details.muatan not in muatan_words.muatan():
        raise Invalid(f"Muatan “{details.muatan}” tidak dikenal.")
    taken = select(PlanLine.id).where(
        PlanLine.plan_id == plan.id, PlanLine.code == details.code
    )
    if session.scalar(taken):
        raise CodeTaken(f"Kode baris “{details.code}” sudah dipakai.")
    line = PlanLine(
        plan_id=plan.id,
        code=details.code,
        muatan=details.muatan,
        number=_next_number(session, plan, details.muatan),
        name=details.name,
        indicator=details.indicator,
        targets=dict(details.targets),
        budgets=dict(details.budgets),
        starts_on=details.starts_on,
        ends_on=details.ends_on,
        organisation_id=organisation.id if organisation else None,
        programme=details.programme,
        source_of_funds=details.source_of_funds,
        state=state,
        note=details.note,
        element_id=element.id if element else None,
    )
    session.add(line)
    session.flush()
    values = {"code": (None, line.code), "name": (None, line.name)}
    history.note(
        session, line, "Inisiatif ditambahkan", values, government=plan.government_id
    )
    return line


def propose(
    session: Session,
    government: int,
    *,
    name: str,
    organisation: Organisation,
    element: Element | None,
    source: str,
    year: int,
    budgets: Mapping[str, Any] | None = None,
) -> PlanLine | None:
    """Propose an initiative on applications for the plan's next review.

    Returns None where the government keeps no plan yet.
    """
    plan = current(session, government)
    if plan is None:
        return None
    query = select(func.count()).where(
        PlanLine.plan_id == plan.id, PlanLine.code.startswith("USULAN-")
    )
    number = (session.scalar(query) or 0) + 1
    details = LineDetails(
        code=f"USULAN-{number:03d}",
        muatan=APPLICATIONS,
        name=name,
        targets={str(year): "Aplikasi aktif"},
        budgets=budgets or {},
        note=source,
    )
    return add_line(
        session,
        plan,
        details,
        organisation=organisation,
        state=PlanLineState.PROPOSED,
        element=element,
    )


def current(session: Session, government: int) -> Plan | None:
    """Return the plan in force: the latest that was set, else the latest draft."""
    query = (
        select(Plan)
        .where(
            Plan.government_id == government,
            Plan.state.in_([PlanState.SET, PlanState.DRAFT]),
        )
        .order_by((Plan.state == PlanState.SET).desc(), Plan.from_year.desc(), Plan.id)
    )
    return session.scalars(query.limit(1)).first()


def lines(session: Session, plan: Plan) -> Sequence[PlanLine]:
    """Return the lines of a plan with their offices, by muatan and number."""
    query = (
        select(PlanLine)
        .where(PlanLine.plan_id == plan.id)
        .options(joinedload(PlanLine.organisation))
        .order_by(PlanLine.muatan, PlanLine.number, PlanLine.id)
    )
    order = list(muatan_words.muatan())
    return sorted(
        session.scalars(query),
        key=lambda line: (order.index(line.muatan), line.number, line.id),
    )


def runs_in(line: PlanLine, year: int) -> bool:
    """Tell whether an initiative has a target or a budget in a year."""
    return str(year) in line.targets or str(year) in line.budgets


def lines_of_government(session: Session, government: int) -> Sequence[PlanLine]:
    """Return the lines of the plan in force that are about applications to come."""
    plan = current(session, government)
    return lines_to_come(session, plan) if plan else []


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


def _next_number(session: Session, plan: Plan, muatan: str) -> int:
    query = select(func.max(PlanLine.number)).where(
        PlanLine.plan_id == plan.id, PlanLine.muatan == muatan
    )
    return (session.scalar(query) or 0) + 1
