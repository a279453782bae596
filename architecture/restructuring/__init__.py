"""Offices change from a date: renamed, moved, merged, split, ended (a new SOTK).

`drafting` puts a change together and sets it for its day, `foreseeing` says what it
will do, `applying` does it on the day, `undoing` takes it back.  `steps` moves rows on
a `board` and `settling` folds what is twice there, so that what is foreseen is what is
done; `references` says of every column that names an office whether it follows.
"""

from architecture.restructuring.applying import apply, due
from architecture.restructuring.drafting import (
    add_step,
    choose,
    draft,
    drop_step,
    find,
    listed,
    reopen,
    settle_on,
    waiting,
    withdraw,
)
from architecture.restructuring.foreseeing import (
    Assignable,
    assignable,
    foresee,
    offices_after,
)
from architecture.restructuring.undoing import stands_on, undo
from architecture.restructuring.values import (
    Follower,
    Foreseen,
    Group,
    Standing,
    StepDetails,
    Target,
    grouped,
)

__all__ = [
    "Assignable",
    "Follower",
    "Foreseen",
    "Group",
    "Standing",
    "StepDetails",
    "Target",
    "add_step",
    "apply",
    "assignable",
    "choose",
    "draft",
    "drop_step",
    "due",
    "find",
    "foresee",
    "grouped",
    "listed",
    "offices_after",
    "reopen",
    "settle_on",
    "stands_on",
    "undo",
    "waiting",
    "withdraw",
]
