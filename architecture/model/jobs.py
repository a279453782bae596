"""Work that is done outside the request; the row is the truth, the queue the bell."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base, Created


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "Menunggu"
    RUNNING = "Berjalan"
    DONE = "Selesai"
    FAILED = "Gagal"


class Job(Base):
    """One piece of work; whoever runs it holds a lease and renews it."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_lease", "state", "lease_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str | None] = mapped_column(unique=True)
    """Where given, there is at most one job of this key."""
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    created_at: Mapped[Created]
    finished_at: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    government_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
