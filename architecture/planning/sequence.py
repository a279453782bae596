"""Which initiative waits for which, within one plan; never in a circle."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, aliased

from architecture import history
from architecture.errors import Invalid
from architecture.model import Plan, PlanLine, PlanNeed
from architecture.roadmap import Span, circle, clashes, span


def span_of(line: PlanLine) -> Span | None:
    """Return the time of an initiative: its days, or its years."""
    years = {int(year) for year in (*line.targets, *line.budgets) if year.isdecimal()}
    return span(line.starts_on, line.ends_on, years)


def clashing(line: PlanLine) -> list[PlanLine]:
    """Return what an initiative waits for that ends only after it has begun."""
    own = span_of(line)
    return [each for each in line.needs if clashes(span_of(each), own)]


def write(
    session: Session, line: PlanLine, wanted: Collection[str]
) -> Mapping[str, tuple[Any, Any]]:
    """Say by their codes what an initiative waits for; return old and new.

    Raises `Invalid` for what is not in its plan, and where it would wait for itself.
    """
    before, after = [each.code for each in line.needs], sorted(set(wanted))
    if before == after:
        return {}
    _lock(session, line.plan_id)
    found = _of_plan(session, line.plan_id, after)
    missing = set(after) - {each.code for each in found}
    if missing:
        raise _refusal(f"Tidak ada pada rencana ini: {', '.join(sorted(missing))}.")
    _check(session, line, after)
    line.needs = list(found)
    session.flush()
    return {"needs": (before, after)}


def follow(session: Session, line: PlanLine) -> None:
    """Let an initiative that moved to another plan wait for what is there.

    What has the same code in the new plan stands for what it waited for; who waited
    for it in the plan that it left waits no more.
    """
    before = [each.code for each in line.needs]
    found = _of_plan(session, line.plan_id, before)
    line.needs = list(found)
    others = aliased(PlanLine)
    left = select(others.id).where(others.plan_id != line.plan_id)
    session.flush()
    session.execute(
        delete(PlanNeed).where(PlanNeed.needs_id == line.id, PlanNeed.line_id.in_(left))
    )
    after = [each.code for each in found]
    if before != after:
        history.note(
            session,
            line,
            "Ketergantungan inisiatif ikut pindah",
            {"needs": (before, after)},
            government=line.plan.government_id,
        )


def _lock(session: Session, plan: int) -> None:
    """Let nobody else tie lines of the plan until the commit: two may make a circle."""
    session.scalar(select(Plan.id).where(Plan.id == plan).with_for_update())


def _of_plan(session: Session, plan: int, codes: Collection[str]) -> Sequence[PlanLine]:
    if not codes:
        return []
    query = (
        select(PlanLine)
        .where(PlanLine.plan_id == plan, PlanLine.code.in_(sorted(codes)))
        .order_by(PlanLine.code)
    )
    return session.scalars(query).all()


def _check(session: Session, line: PlanLine, wanted: Sequence[str]) -> None:
    needed = aliased(PlanLine)
    query = (
        select(PlanLine.code, needed.code)
        .join(PlanNeed, PlanNeed.line_id == PlanLine.id)
        .join(needed, needed.id == PlanNeed.needs_id)
        .where(PlanLine.plan_id == line.plan_id, PlanLine.id != line.id)
    )
    needs: dict[str, set[str]] = defaultdict(set)
    for code, other in session.execute(query):
        needs[code].add(other)
    needs[line.code] = set(wanted)
    way = circle(needs, line.code)
    if way:
        raise _refusal(f"Saling menunggu: {' menunggu '.join(way)}.")


def _refusal(sentence: str) -> Invalid:
    return Invalid(sentence, problems={"needs": [sentence]})
