"""The peta rencana of a government as the value that documents are made from."""

from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy.orm import Session

from architecture import planning
from architecture.documents.roadmap import Line, Roadmap
from architecture.model import Organisation, Plan, PlanLine
from architecture.reference import muatan
from architecture.reference.calendar import tanggal


def roadmap_of(session: Session, government: Organisation, *, on: date) -> Roadmap:
    """Return the plan in force with its lines; one without lines if there is none."""
    plan = planning.current(session, government.id)
    lines = planning.lines(session, plan, along=True) if plan else []
    return Roadmap(
        government=government.name,
        from_year=plan.from_year if plan else on.year,
        to_year=plan.to_year if plan else on.year,
        lines=[_line(line, plan) for line in lines if plan],
        on=on,
        title=plan.title if plan else "",
        regulation=plan.regulation if plan else "",
        source="eaportal",
    )


def _line(line: PlanLine, plan: Plan) -> Line:
    approved = line.state in planning.APPROVED
    return Line(
        muatan=muatan.muatan()[line.muatan].name,
        number=line.number,
        name=line.name,
        code=line.code,
        indicator=line.indicator,
        targets={int(year): str(text) for year, text in line.targets.items()},
        budgets={int(year): _amount(text) for year, text in line.budgets.items()},
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        office=line.organisation.name if line.organisation else "",
        programme=line.programme,
        source_of_funds=line.source_of_funds,
        state=line.state.value,
        approved=approved,
        basis=plan.regulation if approved else "",
        note=line.note,
        needs=[each.code for each in line.needs],
        milestones=[_told(mark) for mark in planning.milestones_of(line)],
    )


def _told(mark: planning.Milestone) -> str:
    day = f"{mark.name}, {tanggal(mark.due_on)}"
    return f"{day} (tercapai {tanggal(mark.reached_on)})" if mark.reached_on else day


def _amount(text: object) -> Decimal:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return Decimal(0)
