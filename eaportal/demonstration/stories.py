"""Registrations of the demonstration: what they state and what happened to them."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from architecture.reference.calendar import is_working_day
from eaportal.demonstration.cells import Unreadable
from eaportal.demonstration.rows import AnswerRow, Event, RegistrationRow

ACTIONS = frozenset(
    {
        "draft",
        "submit",
        "confirm",
        "step",
        "skip",
        "return",
        "conclude",
        "sign",
        "withdraw",
    }
)


def registration(stated: dict[str, Any], today: date) -> RegistrationRow:
    """Return a registration; its events are dated back from `today`, in order."""
    events = [_event(each, today) for each in stated["story"]]
    if not events or any(b.on < a.on for a, b in pairwise(events)):
        raise Unreadable(f"Kisah pendaftaran {stated['key']} tidak urut waktunya.")
    otherwise = stated["otherwise"]
    return RegistrationRow(
        key=stated["key"],
        kind=stated["kind"],
        organisation=stated["organisation"],
        state=stated["state"],
        outcome=stated["outcome"] or "",
        details=stated["details"],
        answers=[AnswerRow(**each) for each in stated["answers"]],
        otherwise=(AnswerRow(kind="", subject="", **otherwise) if otherwise else None),
        documents=[(each["kind"], each["name"]) for each in stated["documents"]],
        plan_line=stated["plan_line"],
        no_plan_reason=stated["no_plan_reason"],
        replaces=stated["replaces"],
        events=events,
    )


def _event(stated: dict[str, Any], today: date) -> Event:
    if stated["action"] not in ACTIONS:
        raise Unreadable(f"Tindakan {stated['action']!r} tidak dikenal.")
    return Event(
        on=_office_day(today - timedelta(days=stated["days_ago"])),
        by=stated["by"],
        action=stated["action"],
        step=stated.get("step", ""),
        passed=stated.get("passed", True),
        reason=stated.get("reason", ""),
        outcome=stated.get("outcome", ""),
        conditions=list(stated.get("conditions", ())),
    )


def _office_day(day: date) -> date:
    """Return the last day up to this one on which offices worked."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
