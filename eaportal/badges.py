"""How a word of the domain looks as a badge: a tone and an icon, never colour alone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask

from architecture.conflicts.severity import Severity
from architecture.impact import Effect
from architecture.layers import Sharing, Status
from architecture.model import (
    CaseState,
    Fate,
    HandoverState,
    ImportState,
    JobState,
    LetterState,
    Outcome,
    PlanLineState,
    PlannedState,
    PlanState,
    RestructuringState,
    State,
    StepState,
    UseConfirmation,
    UseState,
)
from architecture.roadmap import Turn


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge shows; `tone` is a colour name of Tabler."""

    text: str
    tone: str = "secondary"
    icon: str = "tag"


SEVERITIES = {
    "info": ("azure", "info-circle"),
    "warning": ("yellow", "alert-triangle"),
    "serious": ("orange", "alert-circle"),
    "blocking": ("red", "ban"),
}
"""Severity, as `docs/schemas` names it → (tone, icon)."""

LOOKS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (Status.PLANNED, ("azure", "calendar")),
    (Status.IN_BUILD, ("purple", "tools")),
    (Status.LIVE, ("green", "circle-check")),
    (Status.PHASING_OUT, ("orange", "hourglass")),
    (Status.RETIRED, ("secondary", "archive")),
    (Sharing.NOTHING, ("secondary", "lock")),
    (Sharing.NAME_AND_FUNCTION, ("azure", "share")),
    (Sharing.PROFILE, ("green", "share")),
    (State.DRAFT, ("secondary", "pencil")),
    (State.WAITING_FOR_HEAD, ("yellow", "hourglass")),
    (State.IN_REVIEW, ("azure", "eye")),
    (State.RETURNED, ("orange", "arrow-back-up")),
    (State.DECIDED, ("green", "gavel")),
    (State.WITHDRAWN, ("secondary", "circle-x")),
    (Outcome.APPROVED, ("green", "circle-check")),
    (Outcome.APPROVED_WITH_CONDITIONS, ("teal", "list-check")),
    (Outcome.REUSE, ("azure", "recycle")),
    (Outcome.REVISE, ("orange", "pencil")),
    (Outcome.REFUSED, ("red", "ban")),
    (Outcome.WITHDRAWN, ("secondary", "circle-x")),
    (StepState.WAITING, ("secondary", "circle-dashed")),
    (StepState.OPEN, ("azure", "clock")),
    (StepState.DONE, ("green", "circle-check")),
    (StepState.SKIPPED, ("secondary", "minus")),
    (LetterState.ISSUED, ("azure", "file-text")),
    (LetterState.SIGNED, ("green", "writing-sign")),
    (LetterState.WITHDRAWN, ("red", "circle-x")),
    (UseState.IN_USE, ("green", "circle-check")),
    (UseState.ENDED, ("secondary", "archive")),
    (UseConfirmation.STATED, ("yellow", "help")),
    (UseConfirmation.CONFIRMED, ("green", "checks")),
    (UseConfirmation.DENIED, ("red", "x")),
    (PlanState.DRAFT, ("secondary", "pencil")),
    (PlanState.SET, ("green", "certificate")),
    (PlanState.REPLACED, ("secondary", "archive")),
    (PlanLineState.DRAFTED, ("secondary", "pencil")),
    (PlanLineState.PROPOSED, ("azure", "flag")),
    (PlanLineState.APPROVED, ("green", "certificate")),
    (PlanLineState.BUDGETED, ("teal", "report")),
    (PlanLineState.RUNNING, ("purple", "loader")),
    (PlanLineState.DONE, ("green", "checks")),
    (PlanLineState.POSTPONED, ("orange", "hourglass")),
    (ImportState.UPLOADED, ("secondary", "file-upload")),
    (ImportState.READ, ("azure", "table")),
    (ImportState.PREVIEWED, ("yellow", "eye")),
    (ImportState.APPLIED, ("green", "circle-check")),
    (ImportState.REFUSED, ("red", "ban")),
    (ImportState.CANCELLED, ("secondary", "circle-x")),
    (Turn.ADDED, ("green", "plus")),
    (Turn.CHANGED, ("azure", "pencil")),
    (Turn.RETIRED, ("secondary", "archive")),
    (PlannedState.PLANNED, ("azure", "calendar-due")),
    (PlannedState.CARRIED, ("green", "circle-check")),
    (PlannedState.WITHDRAWN, ("secondary", "circle-x")),
    (CaseState.OPEN, ("azure", "message")),
    (CaseState.DECIDED, ("purple", "gavel")),
    (CaseState.DONE, ("green", "checks")),
    (CaseState.DROPPED, ("secondary", "circle-x")),
    (Fate.KEEP, ("green", "circle-check")),
    (Fate.JOIN, ("azure", "git-merge")),
    (Fate.STOP, ("orange", "hourglass")),
    (Effect.STOPS, ("red", "ban")),
    (Effect.WEAKENED, ("orange", "alert-triangle")),
    (JobState.WAITING, ("secondary", "clock")),
    (JobState.RUNNING, ("azure", "loader")),
    (JobState.DONE, ("green", "circle-check")),
    (JobState.FAILED, ("red", "alert-triangle")),
    (HandoverState.OPEN, ("yellow", "hourglass")),
    (HandoverState.ACCEPTED, ("green", "circle-check")),
    (HandoverState.DECLINED, ("red", "circle-x")),
    (HandoverState.WITHDRAWN, ("secondary", "arrow-back-up")),
    (RestructuringState.DRAFT, ("secondary", "pencil")),
    (RestructuringState.SET, ("azure", "calendar-due")),
    (RestructuringState.DONE, ("green", "circle-check")),
    (RestructuringState.WITHDRAWN, ("secondary", "circle-x")),
    (RestructuringState.UNDONE, ("orange", "arrow-back-up")),
)
"""Word and its (tone, icon); words of two kinds may be the same text, so no mapping."""

_LOOKS = {(type(word), word.name): look for word, look in LOOKS}


def badge_of(value: Any) -> Badge:
    """Return the badge of a word of the domain, or of a severity by its name.

    >>> badge_of(Status.LIVE)
    Badge(text='Aktif', tone='green', icon='circle-check')
    >>> badge_of("blocking").text
    'Menghalangi'
    """
    if isinstance(value, Badge):
        return value
    if value in SEVERITIES:  # `Severity` is a text too
        return Badge(Severity(value).label, *SEVERITIES[value])
    if isinstance(value, StrEnum):
        tone, icon = _LOOKS.get((type(value), value.name), ("secondary", "tag"))
        return Badge(value.value, tone, icon)
    return Badge(str(value), "secondary", "tag")


def init_app(app: Flask) -> None:
    """Let the macros ask for badges."""
    app.jinja_env.globals["badge_of"] = badge_of
    app.jinja_env.globals["Badge"] = Badge
