"""Offices change from a date (a new SOTK), and how things stood until such a day."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created, now
from architecture.model.organisations import Organisation
from architecture.model.people import Account


class RestructuringState(StrEnum):
    """Where a change of the organisation stands."""

    DRAFT = "Rancangan"
    SET = "Ditetapkan"
    DONE = "Berlaku"
    WITHDRAWN = "Dicabut"
    UNDONE = "Dibatalkan"


class StepKind(StrEnum):
    """What one step of such a change does."""

    RENAME = "Ganti nama"
    MOVE = "Pindah induk"
    MERGE = "Gabung"
    SPLIT = "Pecah"
    END = "Bubar"


class Restructuring(Base):
    """A change of the organisation: several steps that hold from one day.

    `deeds` are the changes of rows by which it is undone, `told` says the same for
    people, `problem` why it could not be carried out on its day.
    """

    __tablename__ = "restructurings"
    __table_args__ = (Index("ix_restructurings_state", "state", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    title: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    """The regulation, such as “Perbup 12/2026”."""
    effective_on: Mapped[date | None]
    state: Mapped[RestructuringState] = mapped_column(default=RestructuringState.DRAFT)
    problem: Mapped[str] = mapped_column(default="")
    foretold: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What lists of a later day need to know of it, once it is set (`coming`)."""
    deeds: Mapped[list[Any]] = mapped_column(default=list)
    told: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[Created]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    revised_at: Mapped[datetime] = mapped_column(default=now)
    set_at: Mapped[datetime | None]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    applied_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was withdrawn or undone."""
    version: Mapped[int] = mapped_column(default=1)

    government: Mapped[Organisation] = relationship(foreign_keys=government_id)
    created_by: Mapped[Account | None] = relationship(foreign_keys=created_by_id)
    set_by: Mapped[Account | None] = relationship(foreign_keys=set_by_id)
    steps: Mapped[list["RestructuringStep"]] = relationship(
        back_populates="restructuring", order_by="RestructuringStep.position"
    )

    __mapper_args__ = {"version_id_col": version}


class RestructuringStep(Base):
    """One step; `sources` are ids of offices, `targets` those or what is to be made.

    `choices` names by thing ("elements:12") or kind ("elements") the place in `targets`
    where it goes; all else goes to the first.
    """

    __tablename__ = "restructuring_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    restructuring_id: Mapped[int] = mapped_column(
        ForeignKey("restructurings.id"), index=True
    )
    position: Mapped[int]
    kind: Mapped[StepKind]
    sources: Mapped[list[Any]] = mapped_column(default=list)
    targets: Mapped[list[Any]] = mapped_column(default=list)
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)

    restructuring: Mapped[Restructuring] = relationship(back_populates="steps")


class OfficePeriod(Base):
    """How an office was called and where it stood, until a day."""

    __tablename__ = "office_periods"
    __table_args__ = (
        Index("ix_office_periods_organisation", "organisation_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    until: Mapped[date]
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))


class OwnerPeriod(Base):
    """Who owned an element, until a day."""

    __tablename__ = "owner_periods"
    __table_args__ = (Index("ix_owner_periods_element", "element_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    element_id: Mapped[int] = mapped_column(ForeignKey("elements.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    until: Mapped[date]
