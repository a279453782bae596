"""Figures of a whole government that take too long to be counted while a page waits."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base, Created


class ElementFigures(Base):
    """What was counted over all elements of a government, and when.

    `sequence` is how far the history had come, `on` the day whose relations counted.
    """

    __tablename__ = "element_figures"

    government_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True
    )
    sequence: Mapped[int]
    on: Mapped[date]
    counted_at: Mapped[Created]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
