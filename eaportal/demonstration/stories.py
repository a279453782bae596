"""Registrations and cases of the demonstration: what happened to them, and when."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from architecture.model import Fate
from architecture.reference.calendar import is_working_day
from eaportal.demonstration.cells import Unreadable
from eaportal.demonstration.rows import (
    AnswerRow,
    CaseEvent,
    CaseRow,
    Event,
    FateRow,
    RegistrationRow,
)

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

CASE_ACTIONS = frozenset({"open", "plan", "answer", "decide", "add", "do"})


def registration(stated: dict[str, Any], today: date) -> RegistrationRow:
    """Return a registration; its events are dated back from `today`, in order."""
    events = [_event(each, today) for each in stated["story"]]
    _check_order(f"Kisah pendaftaran {stated['key']}", [each.on for each in events])
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


def case(stated: dict[str, Any], today: date) -> CaseRow:
    """Return a case of consolidation; its days are counted from `today`."""
    events = [_case_event(each, today) for each in stated["story"]]
    _check_order(f"Kisah kasus {stated['key']}", [each.on for each in events])
    return CaseRow(
        key=stated["key"],
        title=stated["title"],
        state=stated["state"],
        applications=list(stated["applications"]),
        events=events,
    )


def _case_event(stated: dict[str, Any], today: date) -> CaseEvent:
    _check_action(stated["action"], CASE_ACTIONS)
    return CaseEvent(
        on=_office_day(today - timedelta(days=stated["days_ago"])),
        by=stated["by"],
        action=stated["action"],
        text=stated.get("text", ""),
        note=stated.get("note", ""),
        office=stated.get("office", ""),
        agrees=stated.get("agrees", True),
        due_on=_ahead(stated.get("due_in"), today),
        fates=[
            FateRow(
                application=each["application"],
                fate=_fate(each["fate"]),
                into=each.get("into", ""),
                until=_ahead(each.get("until_in"), today),
                reason=each.get("reason", ""),
            )
            for each in stated.get("fates", ())
        ],
    )


def _fate(name: str) -> Fate:
    if name not in Fate.__members__:
        raise Unreadable(f"Keputusan {name!r} tidak dikenal.")
    return Fate[name]


def _ahead(days: int | None, today: date) -> date | None:
    return None if days is None else _office_day(today + timedelta(days=days))


def _check_order(what: str, days: list[date]) -> None:
    if not days or any(b < a for a, b in pairwise(days)):
        raise Unreadable(f"{what} tidak urut waktunya.")


def _check_action(action: str, known: frozenset[str]) -> None:
    if action not in known:
        raise Unreadable(f"Tindakan {action!r} tidak dikenal.")


def _event(stated: dict[str, Any], today: date) -> Event:
    _check_action(stated["action"], ACTIONS)
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
