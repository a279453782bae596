"""The queries behind lists and pages of elements; each narrows to the scope."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import (
    Session,
    aliased,
    joinedload,
    selectin_polymorphic,
)

from architecture import scope
from architecture.elements.changing import CLASSES
from architecture.elements.dated import as_on, owned_by, standing
from architecture.elements.sureness import unsure_since
from architecture.layers import Layer, Status
from architecture.model import Base, Element, Organisation
from architecture.scope import Viewer

PAGE_SIZE = 25
LARGEST_PAGE = 100
FURTHEST = 1_000_000
"""No list has so many pages; larger numbers are no offset for a database."""

Row_co = TypeVar("Row_co", bound=Base, covariant=True)


class Order(StrEnum):
    """What a list of elements is sorted by."""

    NAME = "Nama"
    CODE = "Kode"
    ORGANISATION = "Perangkat daerah"
    STATUS = "Status"
    UPDATED = "Terakhir diubah"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a list of a layer is narrowed by.

    `organisations` includes what lies below them.  `reference` is a reference code,
    what hangs below it included.  `custom` runs own field → the value it must have.
    `on` is the day on which they are shown, None for today as it is.  `unsure_since`
    leaves what nobody confirmed since a day.
    """

    government: int
    layer: Layer
    text: str = ""
    organisations: frozenset[int] = frozenset()
    status: Status | None = None
    kind: StrEnum | None = None
    reference: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    order: Order = Order.NAME
    descending: bool = False
    number: int = 1
    size: int = PAGE_SIZE
    on: date | None = None
    unsure_since: date | None = None


@dataclass(frozen=True)
class Page(Generic[Row_co]):
    """One page of a list: its rows, which page it is, and how many rows there are."""

    rows: Sequence[Row_co]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Return the number of the last page; an empty list has one page."""
        return last_page(self.total, self.size)


def last_page(total: int, size: int) -> int:
    """Return the number of the last page; an empty list has one page."""
    return max(1, -(-total // size))


def page(session: Session, viewer: Viewer, filters: Filters) -> Page[Element]:
    """Return one page of the elements of a layer; a page beyond the last is the last.

    Three queries: how many there are, which stand on the page, and these whole.
    """
    size = min(max(filters.size, 1), LARGEST_PAGE)
    wanted = narrowed(session, viewer, filters)
    total = _count(session, wanted)
    number = min(max(filters.number, 1), FURTHEST, last_page(total, size))
    cut = _sorted(wanted, filters).limit(size).offset((number - 1) * size)
    keys = session.scalars(cut).all() if total else []
    return Page(_shown(session, keys, filters), number, size, total)


def count(session: Session, viewer: Viewer, filters: Filters) -> int:
    """Return how many elements of the list the viewer may see."""
    return _count(session, narrowed(session, viewer, filters))


def every(session: Session, viewer: Viewer, filters: Filters) -> Iterator[Element]:
    """Yield the whole list in bounded memory, for downloads."""
    keys = session.scalars(_sorted(narrowed(session, viewer, filters), filters)).all()
    for start in range(0, len(keys), 500):
        yield from _shown(session, keys[start : start + 500], filters)
        session.expunge_all()


def keys(
    session: Session,
    viewer: Viewer,
    filters: Filters,
    *,
    owners: Collection[int] | None,
    limit: int,
) -> Sequence[int]:
    """Return the ids of a list in its order; with `owners`, of what these have."""
    query = _sorted(of_owners(narrowed(session, viewer, filters), owners), filters)
    return session.scalars(query.limit(limit)).all()


def count_of(
    session: Session, viewer: Viewer, filters: Filters, owners: Collection[int]
) -> int:
    """Return how many elements of the list these offices have."""
    return _count(session, of_owners(narrowed(session, viewer, filters), owners))


def several(
    session: Session,
    viewer: Viewer,
    keys: Sequence[int],
    *,
    government: int,
    layer: Layer,
) -> Iterator[Element]:
    """Yield those of these elements of a layer that the viewer may see, whole."""
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        seen = select(Element.id).where(
            Element.id.in_(some),
            Element.government_id == government,
            Element.layer == layer,
            scope.elements(viewer),
        )
        known = set(session.scalars(seen))
        yield from whole(session, [key for key in some if key in known])


def find(
    session: Session, viewer: Viewer, key: int, *, lock: bool = False
) -> Element | None:
    """Return an element with its office if the viewer may see it.

    Behind the lock it is as whoever came first left it.
    """
    query = (
        select(Element)
        .where(Element.id == key, scope.elements(viewer, national=True))
        .options(
            joinedload(Element.organisation),
            joinedload(Element.government),
            selectin_polymorphic(Element, list(CLASSES.values())),
        )
    )
    if lock:
        query = query.with_for_update(of=Element)
    return session.scalar(query.execution_options(populate_existing=lock))


def by_code(
    session: Session, viewer: Viewer, government: int, code: str
) -> Element | None:
    """Return the element of that code in a government if the viewer may see it."""
    query = select(Element.id).where(
        Element.government_id == government,
        func.lower(Element.code) == code.strip().lower(),
    )
    key = session.scalar(query)
    return find(session, viewer, key) if key else None


def choices(
    session: Session,
    viewer: Viewer,
    government: int,
    layers: Sequence[Layer],
    text: str,
    *,
    limit: int = 20,
) -> Sequence[Element]:
    """Return elements to choose from by words of name and text, or by code.

    Of the own government all that live; national applications stand behind them.
    """
    query = select(Element.id).where(
        Element.layer.in_(list(layers)),
        Element.status != Status.RETIRED,
        or_(
            Element.government_id == government,
            Element.government_id.in_(scope.national_roots()),
        ),
        scope.elements(viewer, national=True),
        scope.by_itself(),
    )
    for word in text.casefold().split()[:8]:
        query = query.where(_says(word))
    own_first = (Element.government_id != government, Element.sort_name, Element.id)
    return whole(
        session, session.scalars(query.order_by(*own_first).limit(limit)).all()
    )


def by_layer(
    session: Session, viewer: Viewer, government: int
) -> dict[Layer, dict[Status, int]]:
    """Return how many elements a government has: layer → status → number."""
    query = (
        select(Element.layer, Element.status, func.count())
        .where(
            Element.government_id == government,
            scope.elements(viewer),
            scope.by_itself(),
        )
        .group_by(Element.layer, Element.status)
    )
    found: dict[Layer, dict[Status, int]] = {layer: {} for layer in Layer}
    for layer, status, number in session.execute(query):
        found[layer][status] = number
    return found


def by_layer_on(
    session: Session, viewer: Viewer, government: int, day: date
) -> dict[Layer, int]:
    """Return how many elements of each layer are there on a day."""
    query = (
        select(Element.layer, func.count())
        .where(
            Element.government_id == government,
            standing(None, day),
            scope.elements(viewer),
            scope.by_itself(),
        )
        .group_by(Element.layer)
    )
    return dict(session.execute(query).all())


def whole(session: Session, keys: Sequence[int]) -> Sequence[Element]:
    """Return the elements of these ids in their order, with columns and office."""
    if not keys:
        return []
    query = (
        select(Element)
        .where(Element.id.in_(keys))
        .options(
            joinedload(Element.organisation),
            joinedload(Element.government),
            selectin_polymorphic(Element, list(CLASSES.values())),
        )
    )
    found = {row.id: row for row in session.scalars(query)}
    return [found[key] for key in keys if key in found]


def narrowed(session: Session, viewer: Viewer, filters: Filters) -> Select[int]:
    """Return the ids of the list, without an order."""
    query = select(Element.id).where(
        Element.government_id == filters.government,
        Element.layer == filters.layer,
        scope.elements(viewer),
    )
    if filters.layer is Layer.APPLICATION:
        query = query.where(scope.by_itself())
    if filters.organisations:
        query = query.where(owned_by(session, filters.organisations, filters.on))
    query = query.where(*_in_life(filters))
    if filters.unsure_since is not None:
        query = query.where(unsure_since(filters.unsure_since))
    if filters.kind is not None:
        table = CLASSES[filters.layer].__table__
        query = query.join(table, table.c.id == Element.id)
        query = query.where(table.c.kind == filters.kind)
    if filters.reference:
        quoted = f'"{filters.reference.upper()}'
        said = cast(Element.reference_codes, Text)
        query = query.where(said.contains(quoted, autoescape=True))
    for name, value in filters.custom.items():
        query = query.where(Element.custom[name].as_string() == value)
    for word in filters.text.casefold().split()[:8]:
        query = query.where(_says(word))
    return query


def of_owners(query: Select[int], owners: Collection[int] | None) -> Select[int]:
    """Narrow a query of ids to what these offices have; None: whoever has it."""
    if owners is None:
        return query
    return query.where(Element.organisation_id.in_(sorted(owners)))


def _in_life(filters: Filters) -> list[ColumnElement[bool]]:
    if filters.on is not None:
        return [standing(filters.status, filters.on)]
    return [] if filters.status is None else [Element.status == filters.status]


def _shown(
    session: Session, keys: Sequence[int], filters: Filters
) -> Sequence[Element]:
    rows = whole(session, keys)
    return as_on(session, rows, filters.on) if filters.on else rows


def _says(word: str) -> Any:
    """Tell whether an element says a word, or its code begins with it."""
    return or_(
        Element.search_text.contains(word, autoescape=True),
        func.lower(Element.code).startswith(word, autoescape=True),
    )


def _count(session: Session, wanted: Select[int]) -> int:
    return session.scalar(wanted.with_only_columns(func.count(Element.id))) or 0


def _sorted(query: Select[int], filters: Filters) -> Select[int]:
    columns: Mapping[Order, Any] = {
        Order.NAME: Element.sort_name,
        Order.CODE: Element.code,
        Order.STATUS: Element.status,
        Order.UPDATED: Element.updated_at,
    }
    if filters.order is Order.ORGANISATION:
        owner = aliased(Organisation)
        query = query.join(owner, owner.id == Element.organisation_id)
        column: Any = func.lower(owner.name)
    else:
        column = columns[filters.order]
    first = column.desc() if filters.descending else column
    return query.order_by(first, Element.sort_name, Element.id)
