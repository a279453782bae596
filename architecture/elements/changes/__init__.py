"""Many changes at once, checked as a whole and applied or not applied as a whole.

Imports of workbooks and of ArchiMate files, edits of a selection and what is undone all
become a `ChangeSet`.  `check` says what is wrong with it, `apply` does it in batches:
statements grow with the batches, not with the rows.
"""

from sqlalchemy.orm import Session

from architecture.elements.changes.judging import Judged
from architecture.elements.changes.values import (
    Applied,
    Change,
    ChangeSet,
    NewElement,
    NewRelation,
    Problem,
    Ref,
    RelationRevision,
    RemovedRelation,
    Revision,
)
from architecture.elements.changes.writing import Writer
from architecture.errors import Invalid

__all__ = [
    "Applied",
    "Change",
    "ChangeSet",
    "NewElement",
    "NewRelation",
    "Problem",
    "Ref",
    "RelationRevision",
    "RemovedRelation",
    "Revision",
    "apply",
    "check",
]


def check(session: Session, government: int, changes: ChangeSet) -> list[Problem]:
    """Return what is wrong with the changes; they can be applied if that is nothing."""
    return Judged(session, government, changes).problems


def apply(
    session: Session, government: int, changes: ChangeSet, *, deed: str
) -> Applied:
    """Do all of it, or raise `Invalid` with the first problem and do nothing.

    `deed` is how the history calls it.  The caller commits.
    """
    judged = Judged(session, government, changes)
    if judged.problems:
        first = judged.problems[0]
        raise Invalid(first.text, problems={first.field: [first.text]})
    return Writer(judged).written(deed)
