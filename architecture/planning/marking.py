"""The milestones of an initiative: what is to be reached by which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture.errors import Invalid
from architecture.model import PlanLine, PlanMilestone, now
from architecture.reference.calendar import day_of

MOST = 12
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """What is to be reached by a day, and the day when it was."""

    name: str
    due_on: date
    reached_on: date | None = None


def milestones_of(line: PlanLine) -> tuple[Milestone, ...]:
    """Return the milestones of an initiative, the earliest first."""
    return tuple(
        Milestone(name=each.name, due_on=each.due_on, reached_on=each.reached_on)
        for each in line.milestones
    )


def write(
    session: Session, line: PlanLine, wanted: Sequence[Milestone]
) -> Mapping[str, tuple[Any, Any]]:
    """Replace the milestones of an initiative; return old and new as history has it.

    Raises `Invalid`.
    """
    before = milestones_of(line)
    after = sorted(wanted, key=lambda each: (each.due_on, each.name))
    if sorted(before, key=lambda each: (each.due_on, each.name)) == after:
        return {}
    _check(after)
    line.milestones = [
        PlanMilestone(
            name=each.name.strip(), due_on=each.due_on, reached_on=each.reached_on
        )
        for each in after
    ]
    session.flush()
    return {"milestones": (_told(before), _told(after))}


def _check(wanted: Sequence[Milestone]) -> None:
    if len(wanted) > MOST:
        raise Invalid(f"Paling banyak {MOST} tonggak tiap inisiatif.")
    today = day_of(now())
    for each in wanted:
        if not each.name.strip():
            raise Invalid("Tulis apa yang tercapai pada setiap tonggak.")
        if len(each.name) > LONGEST:
            raise Invalid(f"Nama tonggak paling panjang {LONGEST} karakter.")
        if each.reached_on and each.reached_on > today:
            raise Invalid(f"Tonggak “{each.name}” belum mungkin tercapai.")


def _told(several: Sequence[Milestone]) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "due_on": each.due_on, "reached_on": each.reached_on}
        for each in several
    ]
