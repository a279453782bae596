"""Files that people gave or the portal made; the bytes lie in the storage."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base, Created


class Document(Base):
    """A file; `key` is where the storage keeps it, `kind` what it is for (KAK, …)."""

    __tablename__ = "documents"
    __table_args__ = (Index("ix_documents_registration", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    element_id: Mapped[int | None] = mapped_column(ForeignKey("elements.id"))
    kind: Mapped[str]
    filename: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    key: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[Created]
