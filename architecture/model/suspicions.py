"""Pairs that may do the same work: what a sweep suspects, and what people judge."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created, now
from architecture.model.elements import Application
from architecture.model.people import Account


class PairVerdict(StrEnum):
    """What a person says of two things that were suspected to be alike."""

    SAME = "Pekerjaan yang sama"
    OVERLAP = "Sebagian sama"
    DIFFERENT = "Berbeda"


class JudgedAt(StrEnum):
    """From where a pair was judged."""

    REVIEW = "telaah usulan"
    SUSPICIONS = "halaman kemiripan"
    MERGE = "penggabungan catatan"


class Judgement(Base):
    """What a person decided of a pair, for one government; the last word counts.

    `one` and `other` are keys as the index has them (an application by its id, a
    registration by `similar.registration_key`), the smaller first.  The digests are
    those of what was compared, so that a change of either is noticed; `outdated` keeps
    what the last sweep noticed.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        UniqueConstraint("government_id", "one", "other"),
        Index("ix_judgements_other", "government_id", "other"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    one: Mapped[int] = mapped_column(BigInteger)
    other: Mapped[int] = mapped_column(BigInteger)
    verdict: Mapped[PairVerdict]
    reason: Mapped[str] = mapped_column(default="")
    one_digest: Mapped[str]
    other_digest: Mapped[str]
    outdated: Mapped[bool] = mapped_column(default=False)
    place: Mapped[JudgedAt]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class SuspectedPair(Base):
    """Two applications of a government that a sweep found alike; derived data."""

    __tablename__ = "suspected_pairs"
    __table_args__ = (
        UniqueConstraint("government_id", "one_id", "other_id"),
        Index("ix_suspected_pairs_one", "one_id"),
        Index("ix_suspected_pairs_other", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    one_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    duplicate: Mapped[float]
    overlap: Mapped[float]
    name_conflict: Mapped[bool]
    found_at: Mapped[datetime] = mapped_column(default=now)

    one: Mapped[Application] = relationship(foreign_keys=one_id)
    other: Mapped[Application] = relationship(foreign_keys=other_id)


class SweptInventory(Base):
    """The last sweep of a government: when, how far in its history, and what it saw.

    `families` are sites of one pattern: `label` and `members` (ids) of each; `counts`
    tell how many applications were compared, how many pairs came and went, and how many
    say too little to be judged (`thin`, the ids of some as `thin_first`).
    """

    __tablename__ = "swept_inventories"

    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True, autoincrement=False
    )
    at: Mapped[Created]
    sequence: Mapped[int]
    families: Mapped[list[Any]] = mapped_column(default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
