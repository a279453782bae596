"""What people say to each other about an element."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.elements import Element
from architecture.model.people import Account


class Comment(Base):
    """A remark or a question on an element; it stays when it is settled."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_element", "element_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    element_id: Mapped[int] = mapped_column(ForeignKey("elements.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str]
    at: Mapped[Created]
    edited_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    element: Mapped[Element] = relationship()
    account: Mapped[Account] = relationship(foreign_keys=account_id)
    settled_by: Mapped[Account | None] = relationship(foreign_keys=settled_by_id)
