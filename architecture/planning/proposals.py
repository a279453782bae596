"""What waits for a plan: proposed by decisions, taken into a draft by its planner."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, Invalid
from architecture.model import Element, Organisation, Plan, PlanLine, PlanLineState
from architecture.planning.lines import (
    APPLICATIONS,
    LineDetails,
    add_line,
    check_open,
    lines,
)
from architecture.planning.plans import current

CODE = "USULAN-"


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
        code=f"{CODE}{_next(session, government):03d}",
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
    return len(found)


def _next(session: Session, government: int) -> int:
    """Return the next number of a proposal in any plan of the government."""
    query = (
        select(PlanLine.code)
        .join(PlanLine.plan)
        .where(Plan.government_id == government, PlanLine.code.startswith(CODE))
    )
    numbers = (code.removeprefix(CODE) for code in session.scalars(query))
    return max((int(text) for text in numbers if text.isdecimal()), default=0) + 1
