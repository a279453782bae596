"""What will be true from a day on: the target model, as changes with a date."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.elements import Element


class PlannedState(StrEnum):
    """Where a planned change stands."""

    PLANNED = "Direncanakan"
    CARRIED = "Sudah berlaku"
    WITHDRAWN = "Ditarik"


class PlannedChange(Base):
    """One field of an element, or of a relation, that changes on a day.

    `value` is as JSON keeps it; `before` is what the field said until it was carried
    into the row.  `relation_id` is no foreign key, for relations are taken away, come
    back under their id when that is undone, and their changes then hold again;
    `element_id` is then the source.  `problem` says why it could not be carried.
    """

    __tablename__ = "planned_changes"
    __table_args__ = (
        Index("ix_planned_changes_due", "state", "starts_on"),
        Index("ix_planned_changes_government", "government_id", "state", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    element_id: Mapped[int] = mapped_column(ForeignKey("elements.id"), index=True)
    relation_id: Mapped[int | None] = mapped_column(index=True)
    field: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON)
    before: Mapped[Any] = mapped_column(JSON, nullable=True)
    starts_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")
    state: Mapped[PlannedState] = mapped_column(default=PlannedState.PLANNED)
    by: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    ended_at: Mapped[datetime | None]

    element: Mapped[Element] = relationship()

    __mapper_args__: dict[str, Any] = {"version_id_col": version}
