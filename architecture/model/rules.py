"""What one government changed of the rules, and its list of technology."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from architecture.model.base import Base


class RuleSetting(Base):
    """What a government changed of one case of a kind of finding.

    What is None (or "") is as it was shipped; `least` is the probability from which the
    case holds.
    """

    __tablename__ = "rule_settings"
    __table_args__ = (UniqueConstraint("government_id", "kind", "case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str]
    case: Mapped[str] = mapped_column(default="")
    severity: Mapped[str] = mapped_column(default="")
    norm: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")
    least: Mapped[float | None]


class Technology(Base):
    """An entry of the list of technology: shipped without a government, else its own.

    An own entry takes the place of the shipped one of the same name.
    """

    __tablename__ = "technologies"
    __table_args__ = (UniqueConstraint("government_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    allowed: Mapped[bool] = mapped_column(default=True)
    ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
