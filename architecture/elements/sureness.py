"""Since when elements are sure: confirmed last by their owner, or recorded."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from architecture.layers import Status
from architecture.model import Confirmation, Element
from architecture.reference.calendar import WIB


def last_confirmed(of: Any = Element) -> ColumnElement[Any]:
    """Return in a query when an element was confirmed last; empty if it never was."""
    return (
        select(func.max(Confirmation.at))
        .where(Confirmation.element_id == of.id)
        .correlate(Element.__table__)
        .scalar_subquery()
    )


def sure_since() -> ColumnElement[Any]:
    """Return in a query when an element was confirmed last, or recorded."""
    return func.coalesce(last_confirmed(), Element.created_at)


def unsure_since(day: date) -> ColumnElement[bool]:
    """Return the condition for what runs and was not confirmed since a day began."""
    begins = datetime.combine(day, time(), WIB)
    return and_(
        Element.status != Status.RETIRED,
        Element.created_at < begins,
        sure_since() < begins,
    )


def sure_of(session: Session, keys: Collection[int]) -> Mapping[int, datetime]:
    """Return id → when each element was confirmed last, or recorded."""
    query = select(Element.id, sure_since()).where(Element.id.in_(sorted(keys)))
    return dict(session.execute(query).all())
