"""The peta rencana: plans set by regulation, their lines, and the way of each."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.elements import Element
from architecture.model.organisations import Organisation


class PlanState(StrEnum):
    """Whether a plan is set by regulation."""

    DRAFT = "Rancangan"
    SET = "Ditetapkan"
    REPLACED = "Digantikan"


class PlanLineState(StrEnum):
    """Where a line stands; only what the regulation set is approved."""

    DRAFTED = "Dalam rancangan"
    PROPOSED = "Diusulkan untuk reviu berikutnya"
    APPROVED = "Ditetapkan"
    BUDGETED = "Dianggarkan"
    RUNNING = "Berjalan"
    DONE = "Selesai"
    POSTPONED = "Ditunda"


class Plan(Base):
    """A peta rencana of five years (Permenkominfo 4/2024 Ps 35)."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    title: Mapped[str]
    from_year: Mapped[int]
    to_year: Mapped[int]
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT)
    regulation: Mapped[str] = mapped_column(default="")
    set_on: Mapped[date | None]
    created_at: Mapped[Created]

    lines: Mapped[list["PlanLine"]] = relationship(
        back_populates="plan", order_by="PlanLine.muatan, PlanLine.number"
    )


class PlanLine(Base):
    """One initiative.  `targets` and `budgets` (rupiah) run by year, as text keys."""

    __tablename__ = "plan_lines"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        Index("ix_plan_lines_plan_state", "plan_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    code: Mapped[str]
    muatan: Mapped[str]
    number: Mapped[int]
    name: Mapped[str]
    indicator: Mapped[str] = mapped_column(default="")
    targets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    budgets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    programme: Mapped[str] = mapped_column(default="")
    source_of_funds: Mapped[str] = mapped_column(default="")
    state: Mapped[PlanLineState] = mapped_column(default=PlanLineState.PROPOSED)
    note: Mapped[str] = mapped_column(default="")
    element_id: Mapped[int | None] = mapped_column(ForeignKey("elements.id"))
    created_at: Mapped[Created]

    plan: Mapped[Plan] = relationship(back_populates="lines")
    organisation: Mapped[Organisation | None] = relationship()
    element: Mapped[Element | None] = relationship()
    milestones: Mapped[list["PlanMilestone"]] = relationship(
        order_by="PlanMilestone.due_on, PlanMilestone.id", cascade="all, delete-orphan"
    )
    needs: Mapped[list["PlanLine"]] = relationship(
        secondary="plan_needs",
        primaryjoin="PlanLine.id == PlanNeed.line_id",
        secondaryjoin="PlanLine.id == PlanNeed.needs_id",
        order_by="PlanLine.code",
    )


class PlanMilestone(Base):
    """A day by which something of an initiative is to be reached, and when it was."""

    __tablename__ = "plan_milestones"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("plan_lines.id"), index=True)
    name: Mapped[str]
    due_on: Mapped[date]
    reached_on: Mapped[date | None]


class PlanNeed(Base):
    """An initiative waits for another of the same plan."""

    __tablename__ = "plan_needs"
    __table_args__ = (UniqueConstraint("line_id", "needs_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("plan_lines.id"))
    needs_id: Mapped[int] = mapped_column(ForeignKey("plan_lines.id"), index=True)
