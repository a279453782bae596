"""What a person comes back to: what was pinned, and what was opened last."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base, Created


class Pin(Base):
    """An element that a person keeps at hand."""

    __tablename__ = "pins"
    __table_args__ = (UniqueConstraint("account_id", "element_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    element_id: Mapped[int] = mapped_column(ForeignKey("elements.id"))
    at: Mapped[Created]


class Opening(Base):
    """When a person last opened an element or a registration; the last few are kept."""

    __tablename__ = "openings"
    __table_args__ = (
        UniqueConstraint("account_id", "element_id"),
        UniqueConstraint("account_id", "registration_id"),
        Index("ix_openings_account_at", "account_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    element_id: Mapped[int | None] = mapped_column(ForeignKey("elements.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    at: Mapped[Created]
