"""The letters that tell an office what was decided."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.consolidation import Case
from architecture.model.documents import Document
from architecture.model.registrations import Registration


class LetterState(StrEnum):
    """Where a letter stands."""

    ISSUED = "Terbit"
    SIGNED = "Ditandatangani"
    WITHDRAWN = "Dicabut"


class Letter(Base):
    """A numbered letter about a registration or a case of consolidation.

    `content` is the one value that DOCX and PDF are made from.

    `token` is what the QR carries; whoever has it may verify the letter.  One that was
    withdrawn is replaced at most once.
    """

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("government_id", "number"),
        CheckConstraint(
            "(registration_id IS NULL) <> (case_id IS NULL)", name="about_one_thing"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registrations.id"), index=True
    )
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("consolidation_cases.id"), index=True
    )
    number: Mapped[str]
    sequence: Mapped[int | None]
    year: Mapped[int]
    issued_on: Mapped[date]
    token: Mapped[str] = mapped_column(unique=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.ISSUED)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    history_head: Mapped[str] = mapped_column(default="")
    signed_document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("letters.id"), unique=True
    )
    created_at: Mapped[Created]

    registration: Mapped[Registration | None] = relationship()
    case: Mapped[Case | None] = relationship()
    signed_document: Mapped[Document | None] = relationship()
    replaces: Mapped["Letter | None"] = relationship(
        remote_side="Letter.id", back_populates="replaced_by"
    )
    replaced_by: Mapped["Letter | None"] = relationship(back_populates="replaces")
