"""That somebody of the owner looked at an element and found it still true."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.people import Account


class Confirmation(Base):
    """Who of the owning office confirmed an element, and when."""

    __tablename__ = "confirmations"
    __table_args__ = (Index("ix_confirmations_element", "element_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    element_id: Mapped[int] = mapped_column(ForeignKey("elements.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[Created]

    account: Mapped[Account] = relationship()
