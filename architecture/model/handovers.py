"""An element goes from one office to another: offered by its owner, or claimed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.elements import Element
from architecture.model.organisations import Organisation
from architecture.model.people import Account


class HandoverKind(StrEnum):
    """Who began it."""

    OFFERED = "Diserahkan pemiliknya"
    CLAIMED = "Diklaim pemilik sebenarnya"


class HandoverState(StrEnum):
    """Where it stands."""

    OPEN = "Menunggu jawaban"
    ACCEPTED = "Berpindah"
    DECLINED = "Tidak diterima"
    WITHDRAWN = "Ditarik kembali"


class Handover(Base):
    """One such change of owner; an element has at most one that is open.

    `busy_with` is the element while it is open, so two who begin at once are noticed.
    """

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    element_id: Mapped[int] = mapped_column(ForeignKey("elements.id"), index=True)
    busy_with: Mapped[int | None] = mapped_column(unique=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[HandoverKind]
    state: Mapped[HandoverState] = mapped_column(default=HandoverState.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[Created]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime | None]

    element: Mapped[Element] = relationship()
    from_: Mapped[Organisation] = relationship(foreign_keys=from_id)
    to: Mapped[Organisation] = relationship(foreign_keys=to_id)
    by: Mapped[Account | None] = relationship(foreign_keys=by_id)
