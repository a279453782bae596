"""Still true?  Once a year the owner of an element looks at it and says so.

What was recorded or confirmed within a year is sure; then it waits, and after a further
quarter it is late.  Retired elements and merged records are not asked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from architecture import history, scope
from architecture.elements import Page
from architecture.elements.listing import FURTHEST, PAGE_SIZE, last_page, whole
from architecture.elements.sureness import sure_since
from architecture.errors import WrongState
from architecture.layers import Layer, Status
from architecture.model import Confirmation, Element, now
from architecture.scope import Viewer

YEAR = timedelta(days=365)
LATE = timedelta(days=365 + 91)
DEED = "Dipastikan masih benar"
MOST = 100
"""Elements that are confirmed at once: as many as a page shows."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many elements wait to be confirmed, and how many of them are late."""

    due: int
    late: int


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Whose elements are listed; nothing named: all of the government."""

    government: int
    organisations: frozenset[int] = frozenset()
    layer: Layer | None = None
    number: int = 1


def confirm(
    session: Session, viewer: Viewer, elements: Collection[Element]
) -> Sequence[Element]:
    """Note that the owner finds these still true; return those that were due.

    Raises `WrongState` if there is nothing among them to confirm.
    """
    standing = [each for each in elements if each.status is not Status.RETIRED]
    if not standing:
        raise WrongState("Pilih elemen yang masih berjalan.")
    for element in standing:
        row = Confirmation(element_id=element.id, account_id=viewer.account, at=now())
        session.add(row)
        history.note(session, element, DEED, government=element.government_id)
    session.flush()
    return standing


def last_of(session: Session, element: Element) -> Confirmation | None:
    """Return when an element was confirmed last, and by whom."""
    query = (
        select(Confirmation)
        .where(Confirmation.element_id == element.id)
        .options(joinedload(Confirmation.account))
        .order_by(Confirmation.at.desc(), Confirmation.id.desc())
    )
    return session.scalar(query.limit(1))


def is_due(element: Element, last: Confirmation | None) -> bool:
    """Tell whether an element waits to be confirmed."""
    sure = max(last.at, element.created_at) if last else element.created_at
    return element.status is not Status.RETIRED and sure < now() - YEAR


def waiting(session: Session, viewer: Viewer, filters: Filters) -> Waiting:
    """Return how many elements wait, for the front page and for reminders."""
    number = [
        session.scalar(
            _narrowed(viewer, filters, since).with_only_columns(func.count(Element.id))
        )
        for since in (now() - YEAR, now() - LATE)
    ]
    return Waiting(number[0] or 0, number[1] or 0)


def page(session: Session, viewer: Viewer, filters: Filters) -> Page[Element]:
    """Return one page of the elements that wait, the longest waiting first."""
    wanted = _narrowed(viewer, filters, now() - YEAR)
    total = session.scalar(wanted.with_only_columns(func.count(Element.id))) or 0
    number = min(max(filters.number, 1), FURTHEST, last_page(total, PAGE_SIZE))
    cut = (
        wanted.order_by(sure_since(), Element.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    keys = session.scalars(cut).all() if total else []
    return Page(whole(session, keys), number, PAGE_SIZE, total)


def by_office(
    session: Session, viewer: Viewer, government: int
) -> Sequence[tuple[int, Layer, int]]:
    """Return office, layer and how many wait there, for those who oversee."""
    found = _narrowed(viewer, Filters(government=government), now() - YEAR)
    query = (
        found.with_only_columns(Element.organisation_id, Element.layer, func.count())
        .group_by(Element.organisation_id, Element.layer)
        .order_by(func.count().desc(), Element.organisation_id)
    )
    return [(office, layer, number) for office, layer, number in session.execute(query)]


def _narrowed(viewer: Viewer, filters: Filters, before: datetime) -> Select[int]:
    query = select(Element.id).where(
        Element.government_id == filters.government,
        Element.status != Status.RETIRED,
        Element.created_at < before,
        sure_since() < before,
        scope.elements(viewer),
        scope.by_itself(),
    )
    if filters.organisations:
        chosen = sorted(filters.organisations)
        query = query.where(Element.organisation_id.in_(chosen))
    if filters.layer is not None:
        query = query.where(Element.layer == filters.layer)
    return query
