"""What a government adds to the fields of its elements, without code."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from architecture.layers import FieldClass, FieldKind, Layer
from architecture.model.base import Base, Created


class CustomField(Base):
    """A field of a layer that one government asks; its values stay when it ends."""

    __tablename__ = "custom_fields"
    __table_args__ = (UniqueConstraint("government_id", "layer", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    layer: Mapped[Layer]
    name: Mapped[str]
    label: Mapped[str]
    kind: Mapped[FieldKind]
    required: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[list[str]] = mapped_column(default=list)
    help: Mapped[str] = mapped_column(default="")
    cls: Mapped[FieldClass] = mapped_column(default=FieldClass.INTERNAL)
    position: Mapped[int] = mapped_column(default=0)
    ended_on: Mapped[date | None]
    created_at: Mapped[Created]


class ListedWord(Base):
    """A word of an editable list: shipped without a government, else its own.

    A government leaves out a shipped word by one of its own that is `offered` no more;
    what was stated with it stays.
    """

    __tablename__ = "listed_words"
    __table_args__ = (UniqueConstraint("government_id", "list", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    list: Mapped[str]
    word: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    offered: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(default="")
