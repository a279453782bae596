"""What all tables share: names of constraints, and how values are stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Enum,
    MetaData,
    Numeric,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """Return the present moment in UTC, or the one that `at` pretends."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now` be another moment: for the demonstration's past, and for tests."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, this puts it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Any
    ) -> datetime | None:
        """Store every moment in UTC, whatever zone it was given in."""
        return value.astimezone(UTC) if value else None

    def process_result_value(
        self, value: datetime | None, _dialect: Any
    ) -> datetime | None:
        """Return the moment with its zone."""
        return value.replace(tzinfo=value.tzinfo or UTC) if value else None


Created = Annotated[datetime, mapped_column(Moment, default=now)]
Money = Annotated[Decimal, mapped_column(Numeric(18, 2))]
"""Rupiah."""


class Base(DeclarativeBase):
    """The base of all tables; constraints get names, so migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: Text,
        datetime: Moment,
        date: Date,
        StrEnum: Enum(StrEnum, native_enum=False, length=40, create_constraint=False),
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[Any]: JSON,
    }
