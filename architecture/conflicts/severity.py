"""How grave a finding is, and what that stops: the one table is a data file."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from architecture.roles import Role

if TYPE_CHECKING:
    from architecture.conflicts.finding import Finding


class Severity(StrEnum):
    """How grave a finding is; the value stands in JSON."""

    INFO = "info"
    WARNING = "warning"
    SERIOUS = "serious"
    BLOCKING = "blocking"

    @property
    def label(self) -> str:
        """Return its Indonesian name."""
        return table()[self].title

    @property
    def rank(self) -> int:
        """Return a number that grows with gravity."""
        return list(Severity).index(self)


class Moment(StrEnum):
    """When a finding may stand in the way."""

    SUBMISSION = "submission"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What a severity means: what it stops, and who may pass it with a reason.

    `needs_answer` is lifted by an answer of the office (to use, to connect, different
    because …); what it stops beyond that only a reason of the roles named lifts, of at
    least `reason_minimum` characters; the `…_reason` say what it must explain.
    """

    severity: Severity
    title: str
    meaning: str
    needs_answer: bool
    stops_submission: bool
    submission_override: frozenset[Role]
    submission_reason: str
    stops_approval: bool
    approval_override: frozenset[Role]
    approval_reason: str
    reason_minimum: int

    def reason_for(self, moment: Moment) -> str:
        """Return what the reason for passing it at that moment must explain."""
        if moment is Moment.APPROVAL:
            return self.approval_reason
        return self.submission_reason

    def overridden_by(self, moment: Moment) -> frozenset[Role]:
        """Return the roles that may pass it with a reason at that moment."""
        if moment is Moment.APPROVAL:
            return self.approval_override
        return self.submission_override


@cache
def table() -> Mapping[Severity, Consequence]:
    """Return what each severity means, the least grave first.

    >>> table()[Severity.SERIOUS].needs_answer
    True
    """
    path = files(__package__) / "data" / "severities.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["severities"]
    found = {each.severity: each for each in map(_consequence, rows)}
    return MappingProxyType({severity: found[severity] for severity in Severity})


def _consequence(row: Mapping[str, Any]) -> Consequence:
    return Consequence(
        severity=Severity(row["code"]),
        title=row["title"],
        meaning=row["meaning"],
        needs_answer=row["needs_answer"],
        stops_submission=row["stops_submission"],
        submission_override=frozenset(Role[r] for r in row["submission_override"]),
        submission_reason=row["submission_reason"],
        stops_approval=row["stops_approval"],
        approval_override=frozenset(Role[r] for r in row["approval_override"]),
        approval_reason=row["approval_reason"],
        reason_minimum=row["reason_minimum"],
    )


def may_override(severity: Severity, moment: Moment, roles: Iterable[Role]) -> bool:
    """Tell whether one of these roles may pass such a finding with a reason.

    >>> may_override(Severity.BLOCKING, Moment.SUBMISSION, [Role.OPERATOR])
    False
    >>> may_override(Severity.BLOCKING, Moment.SUBMISSION, [Role.HEAD])
    True
    """
    return not table()[severity].overridden_by(moment).isdisjoint(roles)


def long_enough(severity: Severity, reason: str) -> bool:
    """Tell whether a reason says enough for a finding of this severity."""
    return len(reason.strip()) >= table()[severity].reason_minimum


def stopping_submission(
    findings: Iterable["Finding"],
    answered: Collection[str] = (),
    overridden: Collection[str] = (),
) -> list["Finding"]:
    """Return what still keeps a registration from being submitted.

    `answered` are the keys that the office answered, `overridden` those that a role
    allowed to do so passed with a reason.
    """
    return [
        each
        for each in findings
        if each.key not in overridden
        and (
            table()[each.severity].stops_submission
            or (table()[each.severity].needs_answer and each.key not in answered)
        )
    ]


def stopping_approval(
    findings: Iterable["Finding"], reasoned: Collection[str] = ()
) -> list["Finding"]:
    """Return what still keeps a registration from being approved.

    `reasoned` are the keys for which a role allowed to do so gave its reason.
    """
    return [
        each
        for each in findings
        if table()[each.severity].stops_approval and each.key not in reasoned
    ]
