"""What an office wants to build or list, what was found, and who said what of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created, now
from architecture.model.documents import Document
from architecture.model.elements import Application
from architecture.model.organisations import Organisation
from architecture.model.people import Account
from architecture.roles import Field, Role


class RegistrationKind(StrEnum):
    """What the office wants; it chooses fields, documents and rules."""

    BUILD = "Membangun baru"
    ENHANCE = "Mengembangkan atau mengganti yang ada"
    BUY = "Membeli atau berlangganan"
    TAKE_OVER = "Mengambil alih dari pemerintah lain"
    WEBSITE = "Situs web atau subdomain"
    EXISTING = "Sudah berjalan, belum terdaftar"


class State(StrEnum):
    """Where a registration stands."""

    DRAFT = "Draf"
    WAITING_FOR_HEAD = "Menunggu kepala OPD"
    IN_REVIEW = "Ditelaah Kominfo"
    RETURNED = "Perlu perbaikan"
    DECIDED = "Diputus"
    WITHDRAWN = "Ditarik"


class Outcome(StrEnum):
    """How a registration ends."""

    APPROVED = "Disetujui"
    APPROVED_WITH_CONDITIONS = "Disetujui dengan syarat"
    REUSE = "Pakai aplikasi yang ada"
    REVISE = "Perbaiki usulan"
    REFUSED = "Ditolak"
    WITHDRAWN = "Ditarik"


class Registration(Base):
    """A proposal of an office.

    `details` holds what was typed, under the names of `layers.APPLICATION_FIELDS`;
    in a draft it may be incomplete or wrong, so nothing typed is ever lost.
    `findings` is what was found at the last submission, as its schema says;
    `found_with` names the version of thesaurus and model by which it was found.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("government_id", "number"),
        Index("ix_registrations_government_state", "government_id", "state"),
        Index("ix_registrations_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    kind: Mapped[RegistrationKind]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    outcome: Mapped[Outcome | None]
    outcome_reason: Mapped[str] = mapped_column(default="")
    conditions: Mapped[list[str]] = mapped_column(default=list)
    name: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    findings: Mapped[list[Any]] = mapped_column(default=list)
    found_with: Mapped[str] = mapped_column(default="", server_default="")
    plan_line_id: Mapped[int | None] = mapped_column(ForeignKey("plan_lines.id"))
    no_plan_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    round: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    updated_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]

    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    government: Mapped[Organisation] = relationship(foreign_keys=government_id)
    created_by: Mapped[Account | None] = relationship()
    replaces: Mapped[Application | None] = relationship(foreign_keys=replaces_id)
    application: Mapped[Application | None] = relationship(foreign_keys=application_id)
    steps: Mapped[list["Step"]] = relationship(
        back_populates="registration", order_by="Step.round, Step.position, Step.id"
    )
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="registration", order_by="Answer.id"
    )
    claims: Mapped[list["Claim"]] = relationship(
        back_populates="registration", order_by="Claim.id"
    )
    documents: Mapped[list[Document]] = relationship(
        foreign_keys="Document.registration_id", order_by="Document.id"
    )

    __mapper_args__ = {"version_id_col": version}


class AnswerKind(StrEnum):
    """What the office says to a finding."""

    USE = "Kami pakai aplikasi itu"
    INTEGRATE = "Kami hubungkan dengan aplikasi itu"
    DIFFERENT = "Berbeda"


class Answer(Base):
    """What the office answered to one finding; `finding` is its kind and subject."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("registration_id", "finding"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    finding: Mapped[str]
    answer: Mapped[AnswerKind]
    reason: Mapped[str] = mapped_column(default="")
    overrides: Mapped[bool] = mapped_column(default=False)
    """Given by a role that may pass what stops the submission."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[Created]

    registration: Mapped[Registration] = relationship(back_populates="answers")
    by: Mapped[Account | None] = relationship()


class Claim(Base):
    """That an application may stay beside an Aplikasi Umum (aplikasi sejenis, Ps 60).

    `conditions` holds by condition what the office says (`met`, `evidence`), `judged`
    what the reviewer says to it (`met`, `note`); all five must be met.
    """

    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("registration_id", "national"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    national: Mapped[str]
    """The code of the Aplikasi Umum."""
    conditions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    judged: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stated_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    stated_at: Mapped[Created]
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    judged_at: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(back_populates="claims")
    judged_by: Mapped[Account | None] = relationship(foreign_keys=judged_by_id)


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "Menunggu giliran"
    OPEN = "Sedang ditangani"
    DONE = "Selesai"
    SKIPPED = "Dilewati"


class Step(Base):
    """One step that this registration passes, copied from the government's workflow.

    `passed` is what the step said: yes, no, or nothing yet.  Steps of an outside
    consideration carry number, date and file of the letter that came back.
    """

    __tablename__ = "steps"
    __table_args__ = (
        Index("ix_steps_registration_round", "registration_id", "round"),
        Index("ix_steps_state_role", "state", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    round: Mapped[int] = mapped_column(default=1)
    code: Mapped[str]
    title: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    role: Mapped[Role]
    field: Mapped[Field | None]
    position: Mapped[int]
    external: Mapped[bool] = mapped_column(default=False)
    signs: Mapped[bool] = mapped_column(default=False)
    concludes: Mapped[bool] = mapped_column(default=False)
    target_days: Mapped[int] = mapped_column(default=3)
    state: Mapped[StepState] = mapped_column(default=StepState.WAITING)
    passed: Mapped[bool | None]
    outcome: Mapped[Outcome | None]
    reason: Mapped[str] = mapped_column(default="")
    overrides: Mapped[dict[str, Any]] = mapped_column(default=dict)
    checklist: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Gate → answer and note, as whoever concluded judged it."""
    outside_number: Mapped[str] = mapped_column(default="")
    outside_date: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    opened_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=1)

    registration: Mapped[Registration] = relationship(back_populates="steps")
    decided_by: Mapped[Account | None] = relationship()
    document: Mapped[Document | None] = relationship(foreign_keys=document_id)

    __mapper_args__ = {"version_id_col": version}
