"""Who changed what, when, from what to what; chained so that a gap shows."""

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from architecture.model.base import Base, Created


class Head(Base):
    """The last entry of a government; the row whose lock orders all writers."""

    __tablename__ = "history_heads"

    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True
    )
    sequence: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(default="")


class Entry(Base):
    """What one request, import or command changed in one government.

    `text` is the canonical form that `hash` was taken over, together with the hash
    of the entry before it.
    """

    __tablename__ = "history_entries"
    __table_args__ = (UniqueConstraint("government_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    sequence: Mapped[int]
    at: Mapped[Created]
    by: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    notes: Mapped[list["Note"]] = relationship(
        back_populates="entry", order_by="Note.id"
    )


class Note(Base):
    """One thing that was changed: which, what was done, and field → [old, new]."""

    __tablename__ = "history_notes"
    __table_args__ = (Index("ix_history_notes_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("history_entries.id"), index=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    deed: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)

    entry: Mapped[Entry] = relationship(back_populates="notes")


class UnsealedHistory(RuntimeError):
    """A defect: something was noted, but committed without `history.seal`."""


@event.listens_for(Session, "before_commit")
def _refuse_unsealed(session: Session) -> None:
    if session.info.get("notes") and not session.in_nested_transaction():
        raise UnsealedHistory("history.seal was not called before the commit")
