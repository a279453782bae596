"""Cases of consolidation: what becomes of applications that do the same work."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created, now
from architecture.model.elements import Application
from architecture.model.organisations import Organisation
from architecture.model.people import Account
from architecture.model.plans import PlanLine


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "Dibahas"
    DECIDED = "Diputuskan"
    DONE = "Selesai"
    DROPPED = "Dihentikan"


class Fate(StrEnum):
    """What becomes of an application of a case."""

    KEEP = "Dipertahankan"
    JOIN = "Digabungkan"
    STOP = "Dihentikan"


class Case(Base):
    """Applications that are talked about together.

    `letter_number` is that of the letter which tells the decision, while it holds.
    """

    __tablename__ = "consolidation_cases"
    __table_args__ = (UniqueConstraint("government_id", "letter_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    title: Mapped[str]
    state: Mapped[CaseState] = mapped_column(default=CaseState.OPEN)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[Created]
    revised_at: Mapped[datetime] = mapped_column(default=now)
    heard_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(default="")
    letter_number: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    government: Mapped[Organisation] = relationship()
    opened_by: Mapped[Account | None] = relationship(foreign_keys=[opened_by_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])
    members: Mapped[list["CaseMember"]] = relationship(
        back_populates="case", order_by="CaseMember.id"
    )
    answers: Mapped[list["CaseAnswer"]] = relationship(
        back_populates="case", order_by="CaseAnswer.id"
    )
    steps: Mapped[list["CaseStep"]] = relationship(
        back_populates="case", order_by="CaseStep.position"
    )

    __mapper_args__ = {"version_id_col": version}


class CaseMember(Base):
    """An application of a case; `busy_with` is its id while the case is not ended.

    So an application stands in one case at a time, also for two who begin at once.
    `plan_line` is what was proposed for the peta rencana.
    """

    __tablename__ = "consolidation_members"
    __table_args__ = (UniqueConstraint("case_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("consolidation_cases.id"))
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id"), index=True
    )
    busy_with: Mapped[int | None] = mapped_column(unique=True)
    fate: Mapped[Fate | None]
    into_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    plan_line_id: Mapped[int | None] = mapped_column(ForeignKey("plan_lines.id"))

    case: Mapped[Case] = relationship(back_populates="members")
    plan_line: Mapped[PlanLine | None] = relationship()
    application: Mapped[Application] = relationship(foreign_keys=[application_id])
    into: Mapped[Application | None] = relationship(foreign_keys=[into_id])


class CaseAnswer(Base):
    """What an office concerned says of a case before it is decided."""

    __tablename__ = "consolidation_answers"
    __table_args__ = (UniqueConstraint("case_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("consolidation_cases.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    agrees: Mapped[bool]
    text: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    case: Mapped[Case] = relationship(back_populates="answers")
    organisation: Mapped[Organisation] = relationship()
    by: Mapped[Account | None] = relationship()


class CaseStep(Base):
    """Something to be done after the decision, by whom and until when."""

    __tablename__ = "consolidation_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("consolidation_cases.id"), index=True
    )
    position: Mapped[int]
    text: Mapped[str]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    note: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship(back_populates="steps")
    organisation: Mapped[Organisation] = relationship()
    done_by: Mapped[Account | None] = relationship()
