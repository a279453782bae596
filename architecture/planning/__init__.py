"""What may be done to the peta rencana.

Nobody writes into a plan that was set by regulation: what is decided in between is
proposed for the next review (Permenkominfo 4/2024 Ps 36).  `plans` begins, sets and
reviews a plan, `lines` holds what stands in it, with `marking` its milestones and
`sequence` what waits for what; `proposals` what waits for the plan.
"""

from architecture.planning.lines import (
    APPLICATIONS,
    APPROVED,
    LineDetails,
    add_line,
    check_open,
    details_of,
    find_line,
    lines,
    lines_to_come,
    reads_money,
    revise_line,
    runs_in,
    seen,
    wait_for,
)
from architecture.planning.marking import Milestone, milestones_of
from architecture.planning.plans import (
    PlanDetails,
    begin_review,
    create_plan,
    current,
    draft,
    find,
    lines_of_government,
    revise_plan,
    set_plan,
)
from architecture.planning.proposals import (
    Ending,
    propose,
    propose_again,
    propose_end,
    put_off,
    take_in,
    waiting,
)
from architecture.planning.sequence import clashing, span_of

__all__ = [
    "APPLICATIONS",
    "APPROVED",
    "Ending",
    "LineDetails",
    "Milestone",
    "PlanDetails",
    "add_line",
    "begin_review",
    "check_open",
    "clashing",
    "create_plan",
    "current",
    "details_of",
    "draft",
    "find",
    "find_line",
    "lines",
    "lines_of_government",
    "lines_to_come",
    "milestones_of",
    "propose",
    "propose_again",
    "propose_end",
    "put_off",
    "reads_money",
    "revise_line",
    "revise_plan",
    "runs_in",
    "seen",
    "set_plan",
    "span_of",
    "take_in",
    "wait_for",
    "waiting",
]
