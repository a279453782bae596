"""What ArchiMate files of other tools say, kept beside the elements they became."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base, Created, now


class ExchangeSection(StrEnum):
    """Where in an exchange file a thing stands."""

    HEAD = "model"
    ELEMENT = "elemen"
    RELATIONSHIP = "relasi"
    FOLDER = "folder"
    DEFINITION = "definisi properti"
    VIEWPOINT = "sudut pandang"
    VIEW = "pandangan"


class ExchangeModel(Base):
    """A model of another tool that a government imported; `content` is its head."""

    __tablename__ = "exchange_models"
    __table_args__ = (UniqueConstraint("government_id", "identifier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    identifier: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    content: Mapped[str]
    created_at: Mapped[Created]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class ExchangeItem(Base):
    """One thing of such a model, whole, as the file states it.

    `element_id` is what it became, `related` says that relations of ours stand for it;
    without either it is only kept.  `digest` tells whether it changed.
    """

    __tablename__ = "exchange_items"
    __table_args__ = (
        Index("ix_exchange_items_identifier", "government_id", "identifier"),
        Index("ix_exchange_items_place", "model_id", "section", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    model_id: Mapped[int] = mapped_column(ForeignKey("exchange_models.id"))
    section: Mapped[ExchangeSection]
    identifier: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    element_id: Mapped[int | None] = mapped_column(
        ForeignKey("elements.id"), index=True
    )
    related: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str]
    content: Mapped[str]
