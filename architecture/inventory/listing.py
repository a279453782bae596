"""The queries behind lists and pages of applications; each narrows to the scope."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from architecture import scope
from architecture.layers import ApplicationType, Status
from architecture.model import (
    Application,
    Element,
    Kind,
    Organisation,
    Relation,
    Use,
    UseState,
)
from architecture.scope import Viewer

PAGE_SIZE = 25
LARGEST_PAGE = 100


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


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a list is narrowed by; `organisation` includes what lies below it."""

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


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, which page it is, and how many rows there are."""

    rows: Sequence[Application]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Return the number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))


def page(session: Session, viewer: Viewer, filters: Filters) -> Page:
    """Return one page of the applications that the viewer may see, in two queries.

    A page beyond the last is the last.
    """
    total = count(session, viewer, filters)
    size = min(max(filters.size, 1), LARGEST_PAGE)
    number = min(max(filters.number, 1), max(1, -(-total // size)))
    query = (
        _sorted(_narrowed(viewer, filters), filters)
        .options(joinedload(Application.organisation))
        .limit(size)
        .offset((number - 1) * size)
    )
    if filters.where in {Where.SHARED, Where.NATIONAL}:
        query = query.options(joinedload(Application.government))
    rows = session.scalars(query).all() if total else []
    return Page(rows, number, size, total)


def count(session: Session, viewer: Viewer, filters: Filters) -> int:
    """Return how many applications of the list the viewer may see."""
    query = _narrowed(viewer, filters).with_only_columns(func.count(Application.id))
    return session.scalar(query) or 0


def every(session: Session, viewer: Viewer, filters: Filters) -> Iterator[Application]:
    """Yield the whole list in bounded memory, for downloads."""
    query = (
        _sorted(_narrowed(viewer, filters), filters)
        .options(joinedload(Application.organisation))
        .execution_options(yield_per=500)
    )
    yield from session.scalars(query)


def catalogue(session: Session, filters: Filters) -> Page:
    """Return one page of what everyone may see, without an account."""
    query = select(Application).where(
        scope.shared(Application), Application.merged_into_id.is_(None)
    )
    for word in filters.text.casefold().split()[:8]:
        query = query.where(Application.search_text.contains(word, autoescape=True))
    if filters.government:
        query = query.where(Application.government_id == filters.government)
    total = session.scalar(query.with_only_columns(func.count(Application.id))) or 0
    number = min(max(filters.number, 1), max(1, -(-total // PAGE_SIZE)))
    rows = session.scalars(
        _sorted(query, Filters())
        .options(
            joinedload(Application.organisation), joinedload(Application.government)
        )
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, number, PAGE_SIZE, total)


def find(session: Session, viewer: Viewer, key: int) -> Application | None:
    """Return an application with its office if the viewer may see it."""
    query = (
        select(Application)
        .where(Application.id == key, scope.elements(viewer, national=True))
        .options(
            joinedload(Application.organisation), joinedload(Application.government)
        )
    )
    return session.scalar(query)


def several(
    session: Session, viewer: Viewer, keys: Iterable[int]
) -> dict[int, Application]:
    """Return those of these applications that the viewer may see, by id."""
    query = select(Application).where(
        Application.id.in_(sorted(keys)), scope.elements(viewer, national=True)
    )
    return {each.id: each for each in session.scalars(query)}


def used_by(session: Session, organisation: int) -> frozenset[int]:
    """Return the ids of the applications that an office uses without owning them."""
    query = select(Use.application_id).where(
        Use.organisation_id == organisation, Use.state == UseState.IN_USE
    )
    return frozenset(session.scalars(query))


def uses_of(session: Session, viewer: Viewer, application: Application) -> list[Use]:
    """Return who uses it: offices of the viewer's own governments only."""
    query = (
        select(Use)
        .join(Use.organisation)
        .where(
            Use.application_id == application.id,
            Use.state == UseState.IN_USE,
            Organisation.government_id.in_(sorted(viewer.governments)),
        )
        .options(joinedload(Use.organisation))
        .order_by(Organisation.name)
    )
    return list(session.scalars(query))


def relations_of(session: Session, viewer: Viewer, element: Element) -> list[Relation]:
    """Return the relations of an element of which the viewer may see both ends."""
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    query = (
        select(Relation)
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(
            or_(Relation.source_id == element.id, Relation.target_id == element.id),
            scope.elements(viewer, of=source, national=True),
            scope.elements(viewer, of=target, national=True),
        )
        .options(
            selectinload(Relation.source).joinedload(Element.organisation),
            selectinload(Relation.target).joinedload(Element.organisation),
        )
        .order_by(Relation.verb, Relation.id)
    )
    return list(session.scalars(query))


def neighbours(
    session: Session, viewer: Viewer, element: Element
) -> list[tuple[Relation, Element]]:
    """Return each relation of an element with what stands at its other end."""
    return [
        (
            relation,
            relation.target if relation.source_id == element.id else relation.source,
        )
        for relation in relations_of(session, viewer, element)
    ]


def choices(
    session: Session, viewer: Viewer, government: int, text: str, *, limit: int = 10
) -> Sequence[Application]:
    """Return applications to choose from by name or acronym: own, then national.

    Merged and retired ones are not offered.
    """
    filters = Filters(text=text, government=government)
    found: list[Application] = []
    for where in (Where.OWN, Where.NATIONAL, Where.SHARED):
        query = _sorted(_narrowed(viewer, replace(filters, where=where)), filters)
        query = query.where(
            Application.status != Status.RETIRED, Application.merged_into_id.is_(None)
        ).options(joinedload(Application.organisation))
        found += session.scalars(query.limit(limit - len(found))).all()
        if len(found) >= limit:
            break
    return found


def _narrowed(viewer: Viewer, filters: Filters) -> Select[Application]:
    query = select(Application).where(_place(viewer, filters))
    query = query.where(scope.elements(viewer, national=True))
    for word in filters.text.casefold().split()[:8]:
        query = query.where(Application.search_text.contains(word, autoescape=True))
    if filters.type is not None:
        query = query.where(Application.type == filters.type)
    if filters.status is not None:
        query = query.where(Application.status == filters.status)
    return query


def _place(viewer: Viewer, filters: Filters) -> ColumnElement[bool]:
    own = sorted(viewer.governments)
    if filters.government in viewer.governments:
        own = [filters.government]
    national = select(Organisation.id).where(Organisation.kind == Kind.NATIONAL)
    chosen = sorted(filters.organisations)
    match filters.where:
        case Where.OWN:
            owned = Application.government_id.in_(own)
            if chosen:
                return and_(owned, Application.organisation_id.in_(chosen))
            return owned
        case Where.NATIONAL:
            return Application.government_id.in_(national)
        case Where.SHARED:
            return and_(
                Application.government_id.not_in(own),
                Application.government_id.not_in(national),
            )
        case Where.USED:
            return Application.id.in_(_used(own, chosen))


def _used(own: list[Any], chosen: list[int]) -> Select[int]:
    query = (
        select(Use.application_id)
        .join(Use.organisation)
        .where(Use.state == UseState.IN_USE, Organisation.government_id.in_(own))
    )
    return query.where(Use.organisation_id.in_(chosen)) if chosen else query


def _sorted(query: Select[Application], filters: Filters) -> Select[Application]:
    column: Any
    match filters.order:
        case Order.ORGANISATION:
            owner = aliased(Organisation)
            query = query.join(owner, owner.id == Application.organisation_id)
            column = func.lower(owner.name)
        case Order.CODE:
            column = Application.code
        case Order.STATUS:
            column = Application.status
        case Order.TYPE:
            column = Application.type
        case Order.YEAR:
            column = Application.year_started
        case Order.UPDATED:
            column = Application.updated_at
        case Order.NAME:
            column = func.lower(Application.name)
    first = column.desc().nulls_last() if filters.descending else column.nulls_last()
    return query.order_by(first, func.lower(Application.name), Application.id)
