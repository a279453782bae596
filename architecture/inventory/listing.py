"""The queries behind lists and pages of applications; each narrows to the scope."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased, joinedload

from architecture import scope
from architecture.elements.dated import as_on, owned_by, standing
from architecture.elements.listing import (
    FURTHEST,
    LARGEST_PAGE,
    PAGE_SIZE,
    Page,
    last_page,
    of_owners,
)
from architecture.elements.sureness import unsure_since
from architecture.layers import ApplicationType, Layer, Sharing, Status
from architecture.model import (
    Application,
    Element,
    Organisation,
    Use,
    UseState,
)
from architecture.scope import PUBLIC, Viewer

_APPLICATIONS = Application.__table__


class Where(StrEnum):
    """Whose applications are listed."""

    OWN = "Instansi sendiri"
    USED = "Dipakai, bukan milik sendiri"
    NATIONAL = "Nasional"
    SHARED = "Dibagikan pemerintah lain"


class Order(StrEnum):
    """What a list is sorted by."""

    NAME = "Nama"
    CODE = "Kode"
    ORGANISATION = "Perangkat daerah"
    STATUS = "Status"
    TYPE = "Bentuk"
    YEAR = "Tahun"
    UPDATED = "Terakhir diubah"


_OF_APPLICATIONS = frozenset({Order.TYPE, Order.YEAR})


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a list is narrowed by; `organisation` includes what lies below it.

    `on` is the day on which the own applications are shown, None for today as it is;
    `unsure_since` leaves those of them that nobody confirmed since a day.
    """

    text: str = ""
    where: Where = Where.OWN
    government: int | None = None
    organisations: frozenset[int] = frozenset()
    type: ApplicationType | None = None
    status: Status | None = None
    order: Order = Order.NAME
    descending: bool = False
    number: int = 1
    size: int = PAGE_SIZE
    on: date | None = None
    unsure_since: date | None = None

    @property
    def day(self) -> date | None:
        """Return the day; lives of what others own are not told."""
        return self.on if self.where is Where.OWN else None


def page(session: Session, viewer: Viewer, filters: Filters) -> Page[Application]:
    """Return one page of the applications that the viewer may see.

    Three queries: how many there are, which stand on the page, and these whole; a
    search counts while it reads and needs two.  A page beyond the last is the last.
    """
    return _page(session, viewer, _narrowed(session, viewer, filters), filters)


def count(session: Session, viewer: Viewer, filters: Filters) -> int:
    """Return how many applications of the list the viewer may see."""
    return _count(session, _narrowed(session, viewer, filters))


def keys(
    session: Session,
    viewer: Viewer,
    filters: Filters,
    *,
    owners: Collection[int] | None,
    limit: int,
) -> Sequence[int]:
    """Return the ids of a list in its order; with `owners`, of what these have."""
    query = of_owners(_narrowed(session, viewer, filters), owners)
    return session.scalars(_sorted(viewer, query, filters).limit(limit)).all()


def count_of(
    session: Session, viewer: Viewer, filters: Filters, owners: Collection[int]
) -> int:
    """Return how many applications of the list these offices have."""
    return _count(session, of_owners(_narrowed(session, viewer, filters), owners))


def every(session: Session, viewer: Viewer, filters: Filters) -> Iterator[Application]:
    """Yield the whole list in bounded memory, for downloads."""
    keys = session.scalars(
        _sorted(viewer, _narrowed(session, viewer, filters), filters)
    ).all()
    for start in range(0, len(keys), 500):
        rows = _whole(session, keys[start : start + 500])
        yield from as_on(session, rows, filters.day) if filters.day else rows
        session.expunge_all()


def catalogue(session: Session, filters: Filters) -> Page[Application]:
    """Return one page of what everyone may see, without an account."""
    wanted = _with_words(filters.text, ()).where(_shared(filters.text))
    if filters.government:
        wanted = wanted.where(Element.government_id == filters.government)
    asked = Filters(text=filters.text, where=Where.SHARED, number=filters.number)
    return _page(session, PUBLIC, wanted, asked)


def choices(
    session: Session, viewer: Viewer, government: int, text: str, *, limit: int = 10
) -> Sequence[Application]:
    """Return applications to choose from by name or acronym: own, then national.

    Merged and retired ones are not offered.
    """
    filters = Filters(text=text, government=government)
    found: list[int] = []
    for where in (Where.OWN, Where.NATIONAL, Where.SHARED):
        asked = replace(filters, where=where)
        query = _narrowed(session, viewer, asked, joined=True).where(
            Element.status != Status.RETIRED, _APPLICATIONS.c.merged_into_id.is_(None)
        )
        query = _sorted(viewer, query, asked).limit(limit - len(found))
        found += session.scalars(query).all()
        if len(found) >= limit:
            break
    return _whole(session, found)


def _page(
    session: Session, viewer: Viewer, wanted: Select[int], filters: Filters
) -> Page[Application]:
    size = min(max(filters.size, 1), LARGEST_PAGE)
    number = min(max(filters.number, 1), FURTHEST)
    ordered = _sorted(viewer, wanted, filters)
    if filters.text:
        keys, number, total = _searched(session, wanted, ordered, number, size)
    else:
        total = _count(session, wanted)
        number = min(number, last_page(total, size))
        keys = session.scalars(_cut(ordered, number, size)).all() if total else []
    rows = _whole(session, keys)
    if filters.day is not None:
        rows = as_on(session, rows, filters.day)
    return Page(rows, number, size, total)


def _searched(
    session: Session, wanted: Select[int], ordered: Select[int], number: int, size: int
) -> tuple[Sequence[int], int, int]:
    """Return the ids of a page of a search, its number, and how many ids there are.

    Words are looked for row by row, so to count first would read everything twice.
    """
    counting = ordered.add_columns(func.count().over())
    rows = session.execute(_cut(counting, number, size)).all()
    if not rows and number > 1:
        number = last_page(_count(session, wanted), size)
        rows = session.execute(_cut(counting, number, size)).all()
    return [key for key, _ in rows], number, rows[0][1] if rows else 0


def _cut(query: Select[Any], number: int, size: int) -> Select[Any]:
    return query.limit(size).offset((number - 1) * size)


def _count(session: Session, wanted: Select[int]) -> int:
    return session.scalar(wanted.with_only_columns(func.count(Element.id))) or 0


def _whole(session: Session, keys: Sequence[int]) -> Sequence[Application]:
    """Return the applications of these ids in their order, with office and root."""
    if not keys:
        return []
    query = (
        select(Application)
        .where(Application.id.in_(keys))
        .options(
            joinedload(Application.organisation), joinedload(Application.government)
        )
    )
    found = {row.id: row for row in session.scalars(query)}
    return [found[key] for key in keys if key in found]


def _narrowed(
    session: Session, viewer: Viewer, filters: Filters, *, joined: bool = False
) -> Select[int]:
    """Return the ids; the table of applications is joined only where it is needed."""
    own = None if filters.where is Where.OWN else viewer.governments
    query = _with_words(filters.text, own).where(*_place(session, viewer, filters))
    if joined or filters.type is not None or filters.order in _OF_APPLICATIONS:
        query = query.join(_APPLICATIONS, _APPLICATIONS.c.id == Element.id)
    if filters.type is not None:
        query = query.where(_APPLICATIONS.c.type == filters.type)
    if filters.day is not None:
        query = query.where(standing(filters.status, filters.day))
    elif filters.status is not None:
        query = query.where(Element.status == filters.status)
    return query


def _with_words(text: str, own: Collection[int] | None) -> Select[int]:
    """Look for every word; in the address only where the viewer may read it.

    `own` are the governments of the viewer, None where nothing of others is listed.
    """
    query = select(Element.id)
    words = text.casefold().split()[:8]
    for word in words:
        said = Element.search_text.contains(word, autoescape=True)
        query = query.where(or_(said, _stands_for(word)) if own is None else said)
    if words and own is not None:
        told = _APPLICATIONS.alias().c
        without_address = select(told.id).where(
            told.id == Element.id, *(_not_of_the_address(told, each) for each in words)
        )
        query = query.where(or_(_whole_profile(own), without_address.exists()))
    return query


def _stands_for(word: str) -> ColumnElement[bool]:
    """Tell whether something that was merged into an application says a word."""
    merged = aliased(Application, flat=True)
    return Element.id.in_(
        select(merged.merged_into_id).where(
            merged.merged_into_id.is_not(None),
            merged.search_text.contains(word, autoescape=True),
        )
    )


def _not_of_the_address(told: Any, word: str) -> ColumnElement[bool]:
    """Tell whether a word that was found stands elsewhere than in the address alone."""
    shared = (Element.name, Element.description, told.acronym, told.function)
    return or_(
        not_(told.url.icontains(word, autoescape=True)),
        *(text.icontains(word, autoescape=True) for text in shared),
    )


def _whole_profile(own: Collection[int]) -> ColumnElement[bool]:
    """Tell whether more than name and function of an application may be read."""
    return or_(
        Element.government_id.in_(sorted(own)), Element.sharing == Sharing.PROFILE
    )


def _shared(text: str, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition of a list over all governments.

    For a search it stands where no index is thought of.  Nearly every row is shared:
    an index of them leads to each in turn, which costs more than reading all of them
    where they lie, and asking only those with the words.
    """
    seen = and_(scope.shared(), *more)
    return case((seen, true()), else_=false()) if text.strip() else seen


def _place(
    session: Session, viewer: Viewer, filters: Filters
) -> list[ColumnElement[bool]]:
    own = sorted(viewer.governments)
    if filters.government in viewer.governments:
        own = [filters.government]
    chosen = sorted(filters.organisations)
    national = scope.national_roots()
    kind: ColumnElement[bool] = Element.layer == Layer.APPLICATION
    match filters.where:
        case Where.OWN:
            owned = [kind, Element.government_id.in_(own), scope.by_itself()]
            if chosen:
                owned.append(owned_by(session, chosen, filters.day))
            if filters.unsure_since is not None:
                owned.append(unsure_since(filters.unsure_since))
            return owned
        case Where.NATIONAL:
            return [kind, Element.government_id.in_(national)] if own else [false()]
        case Where.SHARED:
            foreign = Element.government_id.not_in(own)
            return [
                _shared(filters.text, foreign, Element.government_id.not_in(national))
            ]
        case Where.USED:
            seen = scope.elements(viewer, national=True)
            return [kind, Element.id.in_(_used(own, chosen)), seen]


def _used(own: list[Any], chosen: list[int]) -> Select[int]:
    query = (
        select(Use.application_id)
        .join(Use.organisation)
        .where(Use.state == UseState.IN_USE, Organisation.government_id.in_(own))
    )
    return query.where(Use.organisation_id.in_(chosen)) if chosen else query


_COLUMNS: Mapping[Order, Any] = {
    Order.CODE: Element.code,
    Order.STATUS: Element.status,
    Order.UPDATED: Element.updated_at,
    Order.TYPE: _APPLICATIONS.c.type,
    Order.YEAR: _APPLICATIONS.c.year_started,
}
"""What a list is sorted by, for orders that need no further table."""


def _sorted(viewer: Viewer, query: Select[int], filters: Filters) -> Select[int]:
    if filters.order is Order.NAME:
        name: Any = Element.sort_name
        if filters.text:  # not by the index: rows are read where they lie, then sorted
            name = name.concat("")
        return query.order_by(name.desc() if filters.descending else name, Element.id)
    if filters.order is Order.ORGANISATION:
        owner = aliased(Organisation)
        query = query.join(owner, owner.id == Element.organisation_id)
        column: Any = func.lower(owner.name)
    else:
        column = _COLUMNS[filters.order]
        if filters.where is not Where.OWN:
            column = _told(filters.order, column, viewer.governments)
    first = column.desc().nulls_last() if filters.descending else column.nulls_last()
    return query.order_by(first, Element.sort_name, Element.id)


def _told(order: Order, column: Any, own: Collection[int]) -> Any:
    """Return what a list with others' applications is sorted by: what may be read."""
    match order:
        case Order.YEAR:
            return case((_whole_profile(own), column))
        case Order.UPDATED:
            return case((Element.government_id.in_(sorted(own)), column))
        case _:
            return column
