"""What was found: a value with its reasons, the norm, and what to do about it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from architecture.conflicts.severity import Severity


class SubjectType(StrEnum):
    """What a finding is about; the value stands in JSON."""

    APPLICATION = "application"
    NATIONAL_APPLICATION = "national_application"
    REGISTRATION = "registration"
    PLAN_LINE = "plan_line"
    DATA_SET = "data_set"
    INFRASTRUCTURE = "infrastructure"
    DUTY = "duty"
    TECHNOLOGY = "technology"
    FAMILY = "family"
    FIELD = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about; `id` is 0 where nothing is stored under it.

    `owner` and `government` are names, empty where the viewer may not know them.
    """

    type: SubjectType
    code: str
    name: str
    id: int = 0
    owner: str = ""
    government: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that a registration runs into.

    `key` stays the same as long as the finding is about the same thing, so answers
    attach to it; `case` is the situation in `data/kinds.json` that gave severity,
    norm and advice; `score` is a probability where there is one.
    """

    key: str
    kind: str
    case: str
    severity: Severity
    subject: Subject
    reasons: tuple[str, ...]
    norm: str
    advice: str
    score: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the document that `docs/schemas/finding.schema.json` describes."""
        document = asdict(self)
        document["severity"] = self.severity.value
        document["subject"]["type"] = self.subject.type.value
        document["reasons"] = list(self.reasons)
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Finding":
        """Return the finding of such a document; `KeyError` where a part is missing."""
        subject = dict(document["subject"])
        subject["type"] = SubjectType(subject["type"])
        return cls(
            key=document["key"],
            kind=document["kind"],
            case=document["case"],
            severity=Severity(document["severity"]),
            subject=Subject(**subject),
            reasons=tuple(document["reasons"]),
            norm=document["norm"],
            advice=document["advice"],
            score=document["score"],
        )
