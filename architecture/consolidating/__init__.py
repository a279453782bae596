"""Consolidation: what could be joined, the cases about it, and their letters.

`report` says what a government runs twice and what it costs; `cases` opens, answers and
decides; `steps` follows what was decided, `planned` proposes it for the peta rencana;
`telling` says it where one of the applications is shown.  The letter is of `letters`.
"""

from architecture.consolidating.cases import (
    Plan,
    answer,
    case_of,
    cases,
    decide,
    drop,
    finish,
    offices_of,
    open_case,
    plan,
    take_back,
    unheard,
    waiting_for,
)
from architecture.consolidating.planned import (
    ending,
    propose_lines,
    take_lines_back,
    unplanned,
)
from architecture.consolidating.report import Group, Report, report
from architecture.consolidating.sections import (
    Section,
    function_of,
    narrowed,
    sections,
)
from architecture.consolidating.steps import add_step, do_step
from architecture.consolidating.telling import Told, of_group, running, sees, told_of

__all__ = [
    "Group",
    "Plan",
    "Report",
    "Section",
    "Told",
    "add_step",
    "answer",
    "case_of",
    "cases",
    "decide",
    "do_step",
    "drop",
    "ending",
    "finish",
    "function_of",
    "narrowed",
    "of_group",
    "offices_of",
    "open_case",
    "plan",
    "propose_lines",
    "report",
    "running",
    "sections",
    "sees",
    "take_back",
    "take_lines_back",
    "told_of",
    "unheard",
    "unplanned",
    "waiting_for",
]
