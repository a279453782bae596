"""Versions of what finds similar applications: changes of the thesaurus, and a model.

Number 0 is what the portal was shipped with and has no row.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, now
from architecture.model.people import Account


class EngineVersion(Base):
    """A thesaurus and a model that belong together; it is never changed.

    `edits` are changes against the shipped thesaurus, in their order; `model` holds the
    values of a model, None for the shipped one.  `figures` has set → figures before
    and after, on the part of each labelled set that no training saw; `doubts` why it
    may not be adopted, a sentence each.
    """

    __tablename__ = "engine_versions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[str]
    edits: Mapped[list[Any]]
    model: Mapped[dict[str, Any] | None]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    doubts: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Account | None] = relationship()


class EngineAdoption(Base):
    """From when a version is in force; the last row counts, none is ever changed."""

    __tablename__ = "engine_adoptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Account | None] = relationship()


class ThesaurusDraft(Base):
    """A change of one concept or term that waits to be published."""

    __tablename__ = "thesaurus_drafts"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    edit: Mapped[dict[str, Any]]
    reason: Mapped[str]
    government_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
