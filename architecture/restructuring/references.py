"""Everything in the tables that refers to an office, and whether it follows a change.

A table that is added and refers to organisations has to stand here:
`tests/architecture/restructuring/test_references.py` fails until it does.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, select, true

from architecture.model import (
    Case,
    CaseAnswer,
    CaseState,
    CaseStep,
    Plan,
    PlanLine,
    PlanLineState,
    PlanState,
)

_SHIPPED = "names the government, which does not change"
_ALL: ColumnElement[bool] = true()
_PAST = "tells how it was until a day"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose rows go on at the office that follows.

    `columns` are those that are read; all of them where a row may be removed.
    """

    table: str
    label: str
    """What people call such a thing."""
    columns: tuple[str, ...] = ()
    still: ColumnElement[bool] = _ALL
    """Which rows follow; the others tell of what is over and stay as they are."""


FOLLOWING: Final = (
    Reference("elements", "Elemen", ("id", "organisation_id", "layer", "code", "name")),
    Reference("uses", "Pemakaian"),
    Reference("posts", "Jabatan"),
    Reference(
        "registrations", "Usulan", ("id", "organisation_id", "number", "name", "state")
    ),
    Reference(
        "consolidation_answers",
        "Tanggapan konsolidasi",
        still=CaseAnswer.case_id.in_(
            select(Case.id).where(Case.state == CaseState.OPEN)
        ),
    ),
    Reference(
        "consolidation_steps",
        "Langkah konsolidasi",
        ("id", "organisation_id", "text"),
        CaseStep.done_at.is_(None),
    ),
    Reference(
        "plan_lines",
        "Baris peta rencana",
        ("id", "organisation_id", "code", "name"),
        (PlanLine.state != PlanLineState.DONE)
        & PlanLine.plan_id.in_(select(Plan.id).where(Plan.state != PlanState.REPLACED)),
    ),
)
"""By `organisation_id`, in the order in which a preview tells of them."""

STAYING: Final[dict[tuple[str, str], str]] = {
    ("organisations", "parent_id"): "the tree itself: `steps` hangs units elsewhere",
    ("organisations", "successor_id"): "set by the change; followed when it is read",
    ("office_periods", "organisation_id"): _PAST,
    ("office_periods", "parent_id"): _PAST,
    ("owner_periods", "organisation_id"): _PAST,
    ("governments", "organisation_id"): _SHIPPED,
    ("handovers", "from_id"): "tells who had it when it was begun",
    ("handovers", "to_id"): "who goes on for it answers an open one (`handing`)",
}
"""Columns that go on naming the office, and why; `government_id` always does."""

BY_TABLE: Final[dict[str, Reference]] = {each.table: each for each in FOLLOWING}

Row = dict[str, Any]
"""Column → value as JSON keeps it."""
