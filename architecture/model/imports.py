"""An inventory that somebody uploads: the file, its preview, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.documents import Document
from architecture.model.organisations import Organisation


class ImportState(StrEnum):
    """Where an import stands."""

    UPLOADED = "Diunggah"
    READ = "Kolom dikenali"
    PREVIEWED = "Pratinjau siap"
    APPLIED = "Diterapkan"
    REFUSED = "Ditolak"
    CANCELLED = "Dibatalkan"


class ImportFormat(StrEnum):
    """What was uploaded: a list of applications, a workbook, or an ArchiMate file."""

    LIST = "Daftar aplikasi"
    WORKBOOK = "Buku kerja"
    ARCHIMATE = "Model ArchiMate"


class Import(Base):
    """One upload.

    Of a list, `mapping` is field → header and `counts` the rows by action; of a
    workbook, `counts` runs sheet → action → rows.
    """

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    format: Mapped[ImportFormat] = mapped_column(
        default=ImportFormat.LIST, server_default=ImportFormat.LIST.name
    )
    state: Mapped[ImportState] = mapped_column(default=ImportState.UPLOADED)
    headers: Mapped[list[str]] = mapped_column(default=list)
    sheets: Mapped[list[str]] = mapped_column(default=list)
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message: Mapped[str] = mapped_column(default="")
    head_sequence: Mapped[int] = mapped_column(default=0)
    """The history's sequence that the preview was made against."""
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[Created]
    applied_at: Mapped[datetime | None]

    government: Mapped[Organisation] = relationship()
    document: Mapped[Document] = relationship()


class ImportRow(Base):
    """What will happen to one row, and why."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_import_action", "import_id", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    sheet: Mapped[str] = mapped_column(default="", server_default="")
    number: Mapped[int]
    action: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    reasons: Mapped[list[str]] = mapped_column(default=list)
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
