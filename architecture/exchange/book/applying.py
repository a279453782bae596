"""Carry out the plan of a workbook: all of it, or the rows that a person chose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from architecture import inventory
from architecture.elements.changes import apply as apply_changes
from architecture.errors import WrongState
from architecture.exchange.book.foreseeing import change_set, use_changes
from architecture.exchange.book.mending import name_by_code
from architecture.exchange.book.plan import Action, Outcome, Plan
from architecture.exchange.postponing import is_planned, schedule
from architecture.inventory import UseStated


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many rows were created, updated and removed, and which stay as they were."""

    created: int
    updated: int
    removed: int
    unchanged: int
    kept: int
    refused: int


def theirs(_outcome: Outcome) -> bool:
    """Leave every conflict as the others made it."""
    return False


def ours(_outcome: Outcome) -> bool:
    """Take the file in every conflict."""
    return True


def apply(
    session: Session,
    government: int,
    plan: Plan,
    *,
    deed: str,
    take: Callable[[Outcome], bool] = theirs,
    good_only: bool = False,
    on: date | None = None,
) -> Applied:
    """Write what the plan says; in a conflict the file where `take` says so.

    Rows left out call by its code from now on what was written without them.
    `on` is the day from which a plan that was postponed to it holds.

    Raises `WrongState` if rows are refused and not left out on purpose, and `Invalid`
    if the model went on since the plan was made.  The caller commits.
    """
    if plan.refused and not good_only:
        raise WrongState(
            f"{len(plan.refused)} baris ditolak, tidak ada yang ditulis. Perbaiki "
            "barisnya, atau pilih baris yang baik saja."
        )
    chosen = plan.chosen(take)
    if on is not None:
        later = [each for each in chosen if is_planned(each.change)]
        schedule(session, (each.change for each in later), on, deed=deed)
        chosen = [each for each in chosen if not is_planned(each.change)]
    applied = apply_changes(session, government, change_set(chosen), deed=deed)
    stated = [
        UseStated(
            application_id=each.application
            if isinstance(each.application, int)
            else applied.created[each.application],
            organisation_id=each.organisation_id,
            values=each.values,
        )
        for each in use_changes(chosen)
    ]
    inventory.record_uses(session, stated, government=government)
    name_by_code(session, plan.refused, applied.created)
    return counted(plan, take)


def counted(plan: Plan, take: Callable[[Outcome], bool] = theirs) -> Applied:
    """Return what carrying out a plan comes to."""
    done = plan.chosen(take)
    many = {
        action: sum(each.action is action for each in done)
        for action in (Action.NEW, Action.CHANGED, Action.REMOVED)
    }
    taken = sum(each.action is Action.CONFLICT for each in done)
    return Applied(
        created=many[Action.NEW],
        updated=many[Action.CHANGED] + taken,
        removed=many[Action.REMOVED],
        unchanged=plan.total(Action.SAME),
        kept=len(plan.conflicts) - taken,
        refused=len(plan.refused),
    )
