"""What the history says of a row, and what changed since a place in it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from architecture.model import Entry, Note


def of(
    session: Session,
    subject: Any,
    *,
    governments: Collection[int] | None = None,
    limit: int = 100,
) -> Sequence[Note]:
    """Return what was done to a row, the newest first, with the entries loaded.

    `governments` are those whose histories the reader may know: that another one uses
    an application, and why, stands in the history of that one.
    """
    query = (
        select(Note)
        .join(Note.entry)
        .options(contains_eager(Note.entry))
        .where(Note.subject == subject.__tablename__, Note.subject_id == subject.id)
        .order_by(Note.id.desc())
        .limit(limit)
    )
    if governments is not None:
        query = query.where(Entry.government_id.in_(sorted(governments)))
    return session.scalars(query).all()


def changed_since(
    session: Session, government: int, sequence: int, subjects: Iterable[str]
) -> set[int]:
    """Return the ids of rows of those tables that changed after a sequence."""
    query = (
        select(Note.subject_id)
        .join(Note.entry)
        .where(
            Entry.government_id == government,
            Entry.sequence > sequence,
            Note.subject.in_(list(subjects)),
        )
        .distinct()
    )
    return set(session.scalars(query))
