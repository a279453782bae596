"""Records of the inventory that were joined into one, with all that was moved."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.elements import Application
from architecture.model.people import Account


class Merge(Base):
    """That one application was merged into another, and what came of it.

    `deeds` are the changes of rows, old and new, by which it is undone; `told` says
    the same for people; `kept` says what an undo left as it was, for it had changed.
    """

    __tablename__ = "merges"
    __table_args__ = (
        Index("ix_merges_survivor", "survivor_id"),
        Index("ix_merges_merged", "merged_id"),
        Index("ix_merges_government", "government_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    survivor_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    reason: Mapped[str]
    deeds: Mapped[list[Any]] = mapped_column(default=list)
    told: Mapped[list[Any]] = mapped_column(default=list)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[Created]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undone_at: Mapped[datetime | None]
    kept: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)

    survivor: Mapped[Application] = relationship(foreign_keys=survivor_id)
    merged: Mapped[Application] = relationship(foreign_keys=merged_id)
    by: Mapped[Account | None] = relationship(foreign_keys=by_id)
    undone_by: Mapped[Account | None] = relationship(foreign_keys=undone_by_id)

    __mapper_args__ = {"version_id_col": version}
