"""What waits for a plan: proposed by decisions, taken into a draft by its planner."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, Invalid, WrongState
from architecture.model import (
    Application,
    Element,
    Organisation,
    Plan,
    PlanLine,
    PlanLineState,
)
from architecture.planning.lines import (
    APPLICATIONS,
    LineDetails,
    add_line,
    check_open,
    lines,
)
from architecture.planning.plans import current
from architecture.planning.sequence import follow

CODE = "USULAN-"


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What is proposed about an application that ends, and what it rests on."""

    name: str
    until: date
    target: str
    source: str


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
    details = LineDetails(
        code=_code(session, government),
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


def propose_end(
    session: Session, plan: Plan, application: Application, *, ending: Ending
) -> PlanLine:
    """Propose in a draft that an application ends.  Raises `WrongState`."""
    check_open(plan)
    details = LineDetails(
        code=_code(session, plan.government_id),
        muatan=APPLICATIONS,
        name=ending.name,
        targets={str(ending.until.year): ending.target},
        ends_on=ending.until,
        note=ending.source,
    )
    return add_line(
        session,
        plan,
        details,
        organisation=application.organisation,
        state=PlanLineState.PROPOSED,
        element=application,
    )


def put_off(session: Session, line: PlanLine) -> None:
    """Take a proposal back while it waits.  Raises `WrongState` once it is taken in."""
    _turn(session, line, PlanLineState.PROPOSED, PlanLineState.POSTPONED, line.plan_id)


def propose_again(session: Session, plan: Plan, line: PlanLine) -> None:
    """Propose in a draft what was put off.  Raises `WrongState` for what was not."""
    check_open(plan)
    _turn(session, line, PlanLineState.POSTPONED, PlanLineState.PROPOSED, plan.id)


def _turn(
    session: Session,
    line: PlanLine,
    before: PlanLineState,
    after: PlanLineState,
    plan: int,
) -> None:
    session.scalar(select(PlanLine.id).where(PlanLine.id == line.id).with_for_update())
    session.refresh(line, ["state"])
    if line.state is not before:
        raise WrongState(f"Keadaan baris {line.code}: {line.state.value.lower()}.")
    again = after is PlanLineState.PROPOSED
    history.change(
        session,
        line,
        {"state": after, "plan_id": plan},
        deed="Usulan rencana diajukan lagi" if again else "Usulan rencana ditarik",
        government=line.plan.government_id,
    )
    session.flush()
    follow(session, line)


def waiting(session: Session, plan: Plan) -> Sequence[PlanLine]:
    """Return what waits for a draft: in itself, and in the plan that it reviews."""
    found = list(lines(session, plan))
    force = current(session, plan.government_id)
    if force is not None and force is not plan:
        found += lines(session, force)
    return [line for line in found if line.state is PlanLineState.PROPOSED]


def take_in(session: Session, plan: Plan, wanted: Collection[int]) -> int:
    """Take proposals into a draft, all that are named or none; return how many.

    Raises `WrongState` for a plan that was set, `Invalid` where nothing is named,
    `Changed` where one does not wait any more.
    """
    check_open(plan)
    if not wanted:
        raise Invalid("Pilih usulan yang dimasukkan.")
    found = [line for line in waiting(session, plan) if line.id in set(wanted)]
    if len(found) != len(set(wanted)):
        raise Changed("Sebagian usulan itu sudah tidak menunggu. Periksa daftarnya.")
    for line in found:
        history.change(
            session,
            line,
            {"plan_id": plan.id, "state": PlanLineState.DRAFTED},
            deed="Usulan dimasukkan ke rancangan",
            government=plan.government_id,
        )
    session.flush()
    for line in found:
        follow(session, line)
    return len(found)


def _code(session: Session, government: int) -> str:
    return f"{CODE}{_next(session, government):03d}"


def _next(session: Session, government: int) -> int:
    """Return the next number of a proposal in any plan of the government."""
    query = (
        select(PlanLine.code)
        .join(PlanLine.plan)
        .where(Plan.government_id == government, PlanLine.code.startswith(CODE))
    )
    numbers = (code.removeprefix(CODE) for code in session.scalars(query))
    return max((int(text) for text in numbers if text.isdecimal()), default=0) + 1
