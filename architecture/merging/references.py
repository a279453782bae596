"""Everything in the tables that refers to an application, and what a merge does to it.

A table that is added and refers to elements or applications has to stand here:
`tests/architecture/merging/test_references.py` fails until it does.
"""

from dataclasses import dataclass
from typing import Final

from architecture.merging.values import Topic


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that is turned to the survivor as it is."""

    table: str
    column: str
    topic: Topic


TURNED: Final = (
    Reference("documents", "element_id", Topic.DOCUMENT),
    Reference("plan_lines", "element_id", Topic.PLAN_LINE),
    Reference("registrations", "application_id", Topic.REGISTRATION),
    Reference("registrations", "replaces_id", Topic.REGISTRATION),
    Reference("applications", "merged_into_id", Topic.MERGED),
    Reference("exchange_items", "element_id", Topic.EXCHANGE),
)

WEIGHED: Final = frozenset(
    {
        ("relations", "source_id"),
        ("relations", "target_id"),
        ("uses", "application_id"),
    }
)
"""Columns whose rows may be there already: `relating` and `using` fold such."""

STAYING: Final = {
    ("suspected_pairs", "one_id"): "derived: hidden now, gone with the next sweep",
    ("suspected_pairs", "other_id"): "derived: hidden now, gone with the next sweep",
    ("consolidation_members", "application_id"): "a case stays told as it was",
    ("consolidation_members", "into_id"): "a case stays told as it was",
    ("code_questions", "element_id"): "which code a record bears is asked of itself",
    ("comments", "element_id"): "what was said of a record stays with it",
    ("confirmations", "element_id"): "tells who looked at which record",
    ("planned_changes", "element_id"): "what was planned for a record stays with it",
    ("pins", "element_id"): "leads to the survivor when it is read (`returning`)",
    ("openings", "element_id"): "leads to the survivor when it is read (`returning`)",
    ("handovers", "element_id"): "tells who offered or claimed the record",
    ("owner_periods", "element_id"): "tells who owned it until a day",
    ("merges", "survivor_id"): "what was done stays told as it was",
    ("merges", "merged_id"): "what was done stays told as it was",
}
"""Columns that go on naming the merged application, and why.

Judgements name it by its key and stay too, for they speak of its texts; what they say
is said of the survivor as well (`judgements`).  Findings kept with a registration and
the content of letters are what was told then: `checking.kept` leads to the survivor.
"""
