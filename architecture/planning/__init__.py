"""What may be done to the peta rencana.

Nobody writes into a plan that was set by regulation: what is decided in between is
proposed for the next review (Permenkominfo 4/2024 Ps 36).  `plans` begins, sets and
reviews a plan, `lines` holds what stands in it, `proposals` what waits for it.
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
    revise_line,
    runs_in,
    seen,
)
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

__all__ = [
    "APPLICATIONS",
    "APPROVED",
    "Ending",
    "LineDetails",
    "PlanDetails",
    "add_line",
    "begin_review",
    "check_open",
    "create_plan",
    "current",
    "details_of",
    "draft",
    "find",
    "find_line",
    "lines",
    "lines_of_government",
    "lines_to_come",
    "propose",
    "propose_again",
    "propose_end",
    "put_off",
    "revise_line",
    "revise_plan",
    "runs_in",
    "seen",
    "set_plan",
    "take_in",
    "waiting",
]
