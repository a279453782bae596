"""What a person comes back to: pins, and what was opened last.

Both are of one person and seen by nobody else; they say nothing of what they lead to,
so no history tells of them.  A record that was merged leads to the one that stands for
it; what the viewer may no longer see is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import Select, Subquery, delete, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from architecture import scope
from architecture.errors import WrongState
from architecture.model import (
    Account,
    Application,
    Element,
    Opening,
    Pin,
    Registration,
    now,
)
from architecture.scope import Viewer

PINS = 50
"""So many a person may pin."""
SHOWN = 10
_KEPT = 2 * SHOWN
"""So many openings are kept: some may lead to the same, or out of sight."""

_APPLICATIONS = Application.__table__

Kind = Literal["element", "registration"]
_COLUMNS: Mapping[Kind, InstrumentedAttribute[int | None]] = {
    "element": Opening.element_id,
    "registration": Opening.registration_id,
}
_NEWEST = (Opening.at.desc(), Opening.id.desc())


@dataclass(frozen=True, slots=True)
class Opened:
    """Something that a person opened, and when."""

    thing: Element | Registration
    at: datetime


def pin(session: Session, viewer: Viewer, element: Element) -> None:
    """Keep an element at hand; what is pinned already stays so.

    Raises `WrongState` if there are too many.
    """
    session.execute(  # two tabs may pin the last one
        select(Account.id).where(Account.id == viewer.account).with_for_update()
    )
    if is_pinned(session, viewer, element):
        return
    if len(pinned(session, viewer)) >= PINS:
        raise WrongState(
            f"Paling banyak {PINS} yang dapat disematkan. Lepas dahulu salah satu."
        )
    session.add(Pin(account_id=viewer.account, element_id=_standing(element)))


def unpin(session: Session, viewer: Viewer, element: Element) -> None:
    """Let go of an element; what is not pinned stays so."""
    session.execute(delete(Pin).where(*_own(viewer, element)))


def is_pinned(session: Session, viewer: Viewer, element: Element) -> bool:
    """Tell whether the viewer pinned an element, or a record that it stands for."""
    return bool(session.scalar(select(exists().where(*_own(viewer, element)))))


def pinned(
    session: Session, viewer: Viewer, limit: int | None = None
) -> Sequence[Element]:
    """Return what the viewer pinned, the newest first."""
    query = _elements(viewer, _latest(Pin, viewer.account)).limit(limit)
    return session.scalars(query).all()


def opened(session: Session, account: int, kind: Kind, key: int) -> None:
    """Note that a person opened something, and forget what was opened long before."""
    own = Opening.account_id == account
    again = update(Opening).where(own, _COLUMNS[kind] == key).values(at=now())
    if session.scalars(again.returning(Opening.id)).first():
        return
    session.add(Opening(account_id=account, **{_COLUMNS[kind].key: key}))
    session.flush()
    kept = select(Opening.id).where(own).order_by(*_NEWEST).limit(_KEPT)
    session.execute(delete(Opening).where(own, Opening.id.not_in(kept)))


def is_last(session: Session, account: int, kind: Kind, key: int) -> bool:
    """Tell whether this is what a person opened last."""
    query = select(_COLUMNS[kind]).where(Opening.account_id == account)
    return session.scalar(query.order_by(*_NEWEST).limit(1)) == key


def recent(session: Session, viewer: Viewer, limit: int = SHOWN) -> list[Opened]:
    """Return what the viewer opened last, the newest first."""
    latest = _latest(Opening, viewer.account)
    elements = _elements(viewer, latest).add_columns(latest.c.at).limit(limit)
    registrations = (
        select(Registration, Opening.at)
        .join(Opening, Opening.registration_id == Registration.id)
        .where(Opening.account_id == viewer.account, scope.registrations(viewer))
        .options(joinedload(Registration.organisation))
        .order_by(Opening.at.desc())
        .limit(limit)
    )
    found = [Opened(row, at) for row, at in session.execute(elements)]
    found += [Opened(row, at) for row, at in session.execute(registrations)]
    return sorted(found, key=attrgetter("at"), reverse=True)[:limit]


def forget(session: Session, account: int) -> None:
    """Forget what a person opened."""
    session.execute(delete(Opening).where(Opening.account_id == account))


def _own(viewer: Viewer, element: Element) -> tuple[Any, ...]:
    standing = _standing(element)
    merged = select(_APPLICATIONS.c.id).where(
        _APPLICATIONS.c.merged_into_id == standing
    )
    same = or_(Pin.element_id == standing, Pin.element_id.in_(merged))
    return Pin.account_id == viewer.account, same


def _standing(element: Element) -> int:
    """Return the id of what stands for an element; mostly its own."""
    return getattr(element, "merged_into_id", None) or element.id


def _latest(table: type[Pin] | type[Opening], account: int) -> Subquery:
    """Return what stands for what a person kept or opened, each with its last day."""
    standing = func.coalesce(_APPLICATIONS.c.merged_into_id, table.element_id)
    return (
        select(standing.label("element"), func.max(table.at).label("at"))
        .select_from(table)
        .outerjoin(_APPLICATIONS, _APPLICATIONS.c.id == table.element_id)
        .where(table.account_id == account, table.element_id.is_not(None))
        .group_by(standing)
        .subquery()
    )


def _elements(viewer: Viewer, latest: Subquery) -> Select[Any]:
    return (
        select(Element)
        .join(latest, latest.c.element == Element.id)
        .where(scope.elements(viewer, national=True))
        .options(joinedload(Element.organisation), joinedload(Element.government))
        .order_by(latest.c.at.desc(), Element.id.desc())
    )
