"""What a person comes back to: pins, what was opened last, and saved filters."""

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
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


class SavedFilter(Base):
    """What a list is narrowed by, under a name; without account the government's.

    `page` is which list or map of the portal, `asked` what its address says: field →
    text.  `front` puts a map on the front page of those who see it.
    """

    __tablename__ = "saved_filters"
    __table_args__ = (
        UniqueConstraint("government_id", "account_id", "page", "name"),
        Index(
            "ix_saved_filters_shared",
            "government_id",
            "page",
            "name",
            unique=True,
            sqlite_where=text("account_id IS NULL"),
            postgresql_where=text("account_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    page: Mapped[str]
    name: Mapped[str]
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    front: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Created]
