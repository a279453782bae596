"""Find the rules that a registration runs into, and say why.

Read `values` first (what comes in), then `finding` (what goes out), `kinds` and
`severity` (the words, as data), then `rules`, which names every rule.
"""

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import Adjustment, adjusted, kinds
from architecture.conflicts.rules import RULES, find, ordered, while_typing
from architecture.conflicts.severity import (
    Moment,
    Severity,
    may_override,
    stopping_approval,
    stopping_submission,
)
from architecture.conflicts.values import (
    DataSet,
    Ending,
    Ground,
    Judged,
    Known,
    National,
    Office,
    Proposal,
    Similar,
    Standing,
    Surroundings,
    Technology,
)

__all__ = [
    "RULES",
    "Adjustment",
    "DataSet",
    "Ending",
    "Finding",
    "Ground",
    "Judged",
    "Known",
    "Moment",
    "National",
    "Office",
    "Proposal",
    "Severity",
    "Similar",
    "Standing",
    "Subject",
    "SubjectType",
    "Surroundings",
    "Technology",
    "adjusted",
    "find",
    "kinds",
    "may_override",
    "ordered",
    "stopping_approval",
    "stopping_submission",
    "while_typing",
]
