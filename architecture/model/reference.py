"""Reference codes by release, and the crosswalk of urusan."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.planned import PlannedChange
from architecture.model.registrations import Registration


class Release(Base):
    """A published set of reference codes; 0 is what is shipped with the portal."""

    __tablename__ = "reference_releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str] = mapped_column(default="")
    current: Mapped[bool] = mapped_column(default=False)
    loaded_at: Mapped[Created]


class ReferenceCode(Base):
    """A code of RAB, RAL, RAD, RAA, RAI or RAK in a release."""

    __tablename__ = "reference_codes"
    __table_args__ = (UniqueConstraint("release_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("reference_releases.id"))
    code: Mapped[str]
    parent: Mapped[str | None]
    domain: Mapped[str]
    level: Mapped[int]
    name: Mapped[str]
    confidence: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class OwnCode(Base):
    """A code that a government hangs below a national one, or below one of its own.

    One that was used never vanishes: it is retired, and `replacement` is what its
    elements bear since.
    """

    __tablename__ = "own_codes"
    __table_args__ = (UniqueConstraint("government_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    code: Mapped[str]
    parent: Mapped[str]
    name: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    retired_on: Mapped[date | None]
    replacement: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]

    __mapper_args__ = {"version_id_col": version}

    @property
    def level(self) -> int:
        """Return at which of the seven levels it stands."""
        return self.code.count(".")


class CodeChange(Base):
    """What became of a code of the release before when this one came."""

    __tablename__ = "reference_changes"
    __table_args__ = (UniqueConstraint("release_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("reference_releases.id"))
    code: Mapped[str]
    change: Mapped[str]
    targets: Mapped[list[str]] = mapped_column(default=list)


class CodeQuestion(Base):
    """What no rule could carry over to a release: somebody of the government chooses.

    It asks for one element, for what is planned for one, for a registration under way,
    or for a code of its own with all that bears it.
    """

    __tablename__ = "code_questions"
    __table_args__ = (Index("ix_code_questions_open", "government_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("reference_releases.id"))
    element_id: Mapped[int | None] = mapped_column(ForeignKey("elements.id"))
    planned_id: Mapped[int | None] = mapped_column(ForeignKey("planned_changes.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    own_code_id: Mapped[int | None] = mapped_column(ForeignKey("own_codes.id"))
    code: Mapped[str]
    change: Mapped[str]
    targets: Mapped[list[str]] = mapped_column(default=list)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(default="")

    own: Mapped[OwnCode | None] = relationship()
    planned: Mapped[PlannedChange | None] = relationship()
    registration: Mapped[Registration | None] = relationship()


class Urusan(Base):
    """A matter of government (UU 23/2014) and the RAB codes that it answers to."""

    __tablename__ = "urusan"

    letter: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    codes: Mapped[list[str]] = mapped_column(default=list)
    certain: Mapped[bool] = mapped_column(default=True)
