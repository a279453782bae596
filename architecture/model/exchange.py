"""What ArchiMate files of other tools say, kept beside the elements they became."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created, now
from architecture.model.documents import Document
from architecture.model.imports import ImportState
from architecture.model.organisations import Organisation


class ExchangeSection(StrEnum):
    """Where in an exchange file a thing stands."""

    HEAD = "model"
    ELEMENT = "elemen"
    RELATIONSHIP = "relasi"
    FOLDER = "folder"
    DEFINITION = "definisi properti"
    VIEWPOINT = "sudut pandang"
    VIEW = "pandangan"


class ExchangeModel(Base):
    """A model of another tool that a government imported; `content` is its head."""

    __tablename__ = "exchange_models"
    __table_args__ = (UniqueConstraint("government_id", "identifier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    identifier: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    content: Mapped[str]
    created_at: Mapped[Created]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class ExchangeItem(Base):
    """One thing of such a model, whole, as the file states it.

    `element_id` is what it became, `related` says that relations of ours stand for it;
    without either it is only kept.  `digest` tells whether it changed.
    """

    __tablename__ = "exchange_items"
    __table_args__ = (
        Index("ix_exchange_items_identifier", "government_id", "identifier"),
        Index("ix_exchange_items_place", "model_id", "section", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    model_id: Mapped[int] = mapped_column(ForeignKey("exchange_models.id"))
    section: Mapped[ExchangeSection]
    identifier: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    element_id: Mapped[int | None] = mapped_column(
        ForeignKey("elements.id"), index=True
    )
    related: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str]
    content: Mapped[str]


class ExchangeImport(Base):
    """One upload of such a file: its preview, and what became of it."""

    __tablename__ = "exchange_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    """Who owns what is new and names no owner."""
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    state: Mapped[ImportState] = mapped_column(default=ImportState.UPLOADED)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fingerprint: Mapped[str] = mapped_column(default="")
    head_sequence: Mapped[int] = mapped_column(default=0)
    """The history's sequence that the preview was made against."""
    message: Mapped[str] = mapped_column(default="")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[Created]
    applied_at: Mapped[datetime | None]

    government: Mapped[Organisation] = relationship(foreign_keys=government_id)
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    document: Mapped[Document] = relationship()


class ExchangeLine(Base):
    """What will happen to one thing of the file, and why."""

    __tablename__ = "exchange_lines"
    __table_args__ = (Index("ix_exchange_lines_action", "import_id", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("exchange_imports.id"))
    number: Mapped[int]
    action: Mapped[str]
    section: Mapped[ExchangeSection]
    type: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    reasons: Mapped[list[str]] = mapped_column(default=list)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)


__all__ = [
    "ExchangeImport",
    "ExchangeItem",
    "ExchangeLine",
    "ExchangeModel",
    "ExchangeSection",
]
