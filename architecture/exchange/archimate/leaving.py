"""What of a government stands in an exported file, streamed from the database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import identity_key

from architecture import scope, timeline
from architecture.elements import dated
from architecture.elements.changes.values import batches
from architecture.elements.listing import whole
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.known import Triple
from architecture.exchange.archimate.reading import Section
from architecture.layers import Layer, Status, Verb
from architecture.model import (
    Element,
    ExchangeItem,
    ExchangeModel,
    Organisation,
    Relation,
    Use,
    UseState,
)
from architecture.scope import Viewer

_PORTION = 1_000
_NOT_YET = (Status.PLANNED, Status.IN_BUILD)


@dataclass(frozen=True, slots=True)
class Extent:
    """Which government, as whom, and as it lives on which day (None: all on record).

    `known_on` is the past day as at whose end it was known (None: as it is known now).
    """

    viewer: Viewer
    government: Organisation
    on: date | None = None
    offices: frozenset[int] = frozenset()
    known_on: date | None = None


@dataclass(slots=True)
class Known:
    """What stands in the file: id → identifier, and what each is.

    `own` are elements that no file brought, `foreign` those that others own.
    """

    models: list[ExchangeModel]
    names: dict[int, str] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    own: list[int] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)
    linked: dict[str, int] = field(default_factory=dict)


def gather(session: Session, extent: Extent) -> Known:
    """Return which elements stand in the file, and what they are called there."""
    home = extent.government
    query = select(ExchangeModel).where(ExchangeModel.government_id == home.id)
    found = Known(list(session.scalars(query.order_by(ExchangeModel.id))))
    called = named(session, home.id)
    for key, code in session.execute(_elements(session, extent)):
        found.codes[key], found.homes[key] = code, home.code
        names = called.get(key, ())
        found.names[key] = names[0] if names else identifier(home.code, code)
        found.linked |= dict.fromkeys(names, key)
        if not names:
            found.own.append(key)
    for key, code, owner in session.execute(_of_others(extent)):
        found.codes[key], found.homes[key] = code, owner
        found.names[key] = identifier(owner, code)
        found.foreign.append(key)
    return found


class Kept(NamedTuple):
    """A thing of another tool as the database keeps it."""

    id: int
    position: int
    identifier: str
    type: str
    element_id: int | None
    related: bool
    digest: str
    content: str


_KEPT = tuple(getattr(ExchangeItem, name) for name in Kept._fields)


def items(session: Session, model: ExchangeModel, section: Section) -> Iterator[Kept]:
    """Yield what is kept of a model in one section, in the order of its file."""
    position, last = -1, 0
    while True:
        query = (
            select(*_KEPT)
            .where(
                ExchangeItem.model_id == model.id,
                ExchangeItem.section == section,
                or_(
                    ExchangeItem.position > position,
                    and_(ExchangeItem.position == position, ExchangeItem.id > last),
                ),
            )
            .order_by(ExchangeItem.position, ExchangeItem.id)
            .limit(_PORTION)
        )
        some = [Kept(*row) for row in session.execute(query)]
        if not some:
            return
        position, last = some[-1].position, some[-1].id
        yield from some


@contextmanager
def loaded(
    session: Session, keys: Iterable[int], on: date | None = None
) -> Iterator[Sequence[Element]]:
    """Give elements with all their columns; what nobody held before is let go after.

    With a day they say what they say then, and leave the session at once.
    """
    wanted = sorted(keys)
    there = session.identity_map
    held = {key for key in wanted if identity_key(Element, key) in there}
    rows = whole(session, wanted)
    yield dated.as_on(session, rows, on) if on else rows
    for row in rows:
        if row.id not in held and row in session:
            session.expunge(row)


def elements(
    session: Session, keys: Iterable[int], on: date | None = None
) -> Iterator[Element]:
    """Yield elements with all their columns, a batch at a time in memory."""
    for some in batches(keys):
        with loaded(session, some, on) as rows:
            yield from rows


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation of ours with both of its ends in the file."""

    triple: Triple
    number: int
    said: dict[str, object]


def bonds(session: Session, extent: Extent, known: Known) -> Iterator[Bond]:
    """Yield the relations of ours whose ends stand in the file."""
    counts: dict[Triple, int] = {}
    home, day = extent.government.id, extent.on
    planned = timeline.relation_overlays(session, home, day) if day else {}
    query = _relations(extent).execution_options(yield_per=1000)
    for row in session.execute(query):
        if row.source_id not in known.names or row.target_id not in known.names:
            continue
        triple: Triple = row.source_id, row.verb, row.target_id
        number = counts[triple] = counts.get(triple, -1) + 1
        said = {
            **row.attributes,
            **planned.get(row.id, {}),
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
        }
        yield Bond(triple, number, said)


def named(session: Session, government: int) -> dict[int, list[str]]:
    """Return element → what files of other tools call it."""
    query = (
        select(ExchangeItem.element_id, ExchangeItem.identifier)
        .where(
            ExchangeItem.government_id == government,
            ExchangeItem.element_id.is_not(None),
        )
        .order_by(ExchangeItem.id)
    )
    found: dict[int, list[str]] = {}
    for key, name in session.execute(query):
        if key is not None:
            found.setdefault(key, []).append(name)
    return found


def _elements(session: Session, extent: Extent) -> Select[int, str]:
    query = (
        select(Element.id, Element.code)
        .where(
            Element.government_id == extent.government.id,
            scope.elements(extent.viewer),
            scope.by_itself(),
            *lives(extent.on),
        )
        .order_by(Element.code)
    )
    if extent.offices:
        query = query.where(dated.owned_by(session, extent.offices, extent.on))
    return query


def _of_others(extent: Extent) -> Select[int, str, str]:
    """Return what others own and the government is related to or uses."""
    source = aliased(Element)
    home = extent.government.id
    used = (
        select(Use.application_id)
        .join(Organisation, Organisation.id == Use.organisation_id)
        .where(Organisation.government_id == home, Use.state == UseState.IN_USE)
    )
    related = (
        select(Relation.target_id)
        .join(source, source.id == Relation.source_id)
        .where(source.government_id == home)
    )
    return in_sight(extent).where(
        or_(Element.id.in_(related), Element.id.in_(used)), *lives(extent.on)
    )


def in_sight(extent: Extent) -> Select[int, str, str]:
    """Return the applications of others that may be told of: id, code, whose."""
    return (
        select(Element.id, Element.code, Organisation.code)
        .join(Organisation, Organisation.id == Element.government_id)
        .where(
            Element.government_id != extent.government.id,
            Element.layer == Layer.APPLICATION,
            scope.elements(extent.viewer, national=True),
        )
        .order_by(Element.id)
    )


def _relations(extent: Extent) -> Select[int, int, Verb]:
    source = aliased(Element)
    query = (
        select(
            Relation.id,
            Relation.source_id,
            Relation.verb,
            Relation.target_id,
            Relation.starts_on,
            Relation.ends_on,
            Relation.attributes,
        )
        .join(source, source.id == Relation.source_id)
        .where(source.government_id == extent.government.id)
        .order_by(Relation.id)
    )
    if extent.on:
        query = query.where(
            or_(Relation.starts_on.is_(None), Relation.starts_on <= extent.on),
            or_(Relation.ends_on.is_(None), Relation.ends_on >= extent.on),
        )
    return query


def lives(on: date | None) -> list[ColumnElement[bool]]:
    """Return the conditions on `Element` that leave what lives on a day.

    As `timeline.life` has it: what is planned without a day is never there, what is
    retired without one never was.
    """
    if on is None:
        return []
    return [
        or_(Element.live_on <= on, Element.live_on.is_(None)),
        or_(Element.retires_on > on, Element.retires_on.is_(None)),
        or_(Element.live_on.is_not(None), Element.status.not_in(_NOT_YET)),
        or_(Element.retires_on.is_not(None), Element.status != Status.RETIRED),
    ]


__all__ = [
    "Bond",
    "Extent",
    "Known",
    "bonds",
    "elements",
    "gather",
    "in_sight",
    "items",
    "lives",
    "named",
]
