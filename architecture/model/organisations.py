"""Governments, their offices and units: a tree with lives; and how each one works."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.layers import Sharing
from architecture.model.base import Base, Created
from architecture.reference.workflow import Condition, Track
from architecture.roles import Field, Role


class Kind(StrEnum):
    """What an organisation is in the tree."""

    GOVERNMENT = "Instansi"
    OFFICE = "Perangkat daerah"
    UNIT = "Unit"
    NATIONAL = "Instansi pusat"


class NumberMode(StrEnum):
    """Where the number of a letter comes from."""

    ISSUED = "Diberikan portal"
    TYPED = "Diketik dari SRIKANDI"


class Level(StrEnum):
    """Which kind of regional government it is; duties differ by it."""

    PROVINCE = "Provinsi"
    REGENCY = "Kabupaten"
    CITY = "Kota"


class Organisation(Base):
    """A government, an office (OPD) or a unit of an office.

    `government_id` names the root of the tree; the root names itself.
    """

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[Kind]
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    government_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    is_kominfo: Mapped[bool] = mapped_column(default=False)
    former_names: Mapped[list[str]] = mapped_column(default=list)
    urusan: Mapped[list[str]] = mapped_column(default=list)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    """Which office goes on with its work since it ended."""
    created_at: Mapped[Created]

    successor: Mapped["Organisation | None"] = relationship(
        remote_side="Organisation.id", foreign_keys=[successor_id]
    )
    parent: Mapped["Organisation | None"] = relationship(
        remote_side="Organisation.id", foreign_keys=[parent_id]
    )
    government: Mapped["Organisation | None"] = relationship(
        remote_side="Organisation.id", foreign_keys=[government_id]
    )

    @property
    def label(self) -> str:
        """Return the short name where there is one, else the name."""
        return self.short_name or self.name


class Government(Base):
    """How one government works: its letters, its sharing, its place."""

    __tablename__ = "governments"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True
    )
    level: Mapped[Level | None]
    place: Mapped[str] = mapped_column(default="")
    letterhead: Mapped[list[str]] = mapped_column(default=list)
    head_title: Mapped[str] = mapped_column(default="")
    copies: Mapped[list[str]] = mapped_column(default=list)
    """To whom a copy of every letter goes (tembusan)."""
    number_mode: Mapped[NumberMode] = mapped_column(default=NumberMode.ISSUED)
    number_scheme: Mapped[str] = mapped_column(default="500.12/{urut3}/KOMINFO/{tahun}")
    coordination_scheme: Mapped[str] = mapped_column(
        default="500.12/{urut3}/TK-SPBE/{tahun}"
    )
    """How the coordination numbers its letters; empty where it shares the other one."""
    sharing: Mapped[Sharing] = mapped_column(default=Sharing.NAME_AND_FUNCTION)
    web_domain: Mapped[str] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship()


class WorkflowStep(Base):
    """One step that a registration passes; steps of one position stand side by side."""

    __tablename__ = "workflow_steps"
    __table_args__ = (UniqueConstraint("government_id", "track", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    track: Mapped[Track]
    code: Mapped[str]
    title: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    role: Mapped[Role]
    field: Mapped[Field | None]
    position: Mapped[int]
    external: Mapped[bool] = mapped_column(default=False)
    condition: Mapped[Condition | None]
    """A step with a condition is taken only where it holds."""
    signs: Mapped[bool] = mapped_column(default=False)
    concludes: Mapped[bool] = mapped_column(default=False)
    target_days: Mapped[int] = mapped_column(default=3)
    """Working days; 0 where the time is not in our hands."""


class Holiday(Base):
    """A day that is not a working day: national without a government, else local."""

    __tablename__ = "holidays"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str]
    confidence: Mapped[str] = mapped_column(default="")


class Counter(Base):
    """The next number of a series of one government, given out under a row lock."""

    __tablename__ = "counters"
    __table_args__ = (UniqueConstraint("government_id", "series", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    series: Mapped[str]
    year: Mapped[int] = mapped_column(default=0)
    last: Mapped[int] = mapped_column(default=0)
