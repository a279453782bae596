"""Reference codes by release, and the crosswalk of urusan."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base, Created


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


class Urusan(Base):
    """A matter of government (UU 23/2014) and the RAB codes that it answers to."""

    __tablename__ = "urusan"

    letter: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    codes: Mapped[list[str]] = mapped_column(default=list)
    certain: Mapped[bool] = mapped_column(default=True)
