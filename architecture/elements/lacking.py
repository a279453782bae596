"""What elements lack: fields that nobody stated, relations that nobody drew.

The same is told of one element and, by one query a layer, of a whole government.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from architecture import scope, timeline
from architecture.elements.changing import CLASSES
from architecture.elements.dated import as_on
from architecture.elements.fields import fields_of, kind_of, value_of
from architecture.elements.listing import PAGE_SIZE, Page, last_page, whole
from architecture.elements.related import Side, there_for
from architecture.layers import ALLOWED, Field, FieldKind, Layer, Status, Verb
from architecture.layers.expected import LINKS, Link, counted
from architecture.model import Element, PlannedChange, Relation
from architecture.scope import Viewer

UNRELATED = "relasi"
"""How the lack of any relation is called."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is asked: a field, or a relation (`link`)."""

    name: str
    label: str
    field: Field | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How complete one element is."""

    asked: int
    missing: Sequence[Gap]

    @property
    def stated(self) -> int:
        """Return how much of what is asked is there."""
        return self.asked - len(self.missing)

    @property
    def percent(self) -> int:
        """Return the share that is there, 0 to 100, rounded down."""
        return 100 if not self.asked else self.stated * 100 // self.asked


@dataclass(frozen=True, slots=True)
class When:
    """The day on which something is lacking.

    `then`: the model as it is on that day, and not as it is recorded today.
    """

    day: date
    then: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How complete the elements of one layer of one office are.

    `asked` and `stated` run gap → of how many elements it is asked, and is there.
    """

    layer: Layer
    organisation: int
    elements: int
    asked: Mapping[str, int]
    stated: Mapping[str, int]


def gaps(fields: Sequence[Field], layer: Layer) -> list[Gap]:
    """Return what is asked of the elements of a layer, fields first."""
    of_fields = [Gap(each.name, each.label, field=each) for each in counted(fields)]
    of_links = [Gap(each.name, each.label, link=each) for each in LINKS[layer]]
    return [*of_fields, *of_links]


def state_of(
    element: Element, fields: Sequence[Field], sides: Collection[Side]
) -> State:
    """Return how complete an element is; `sides` are of the relations that hold."""
    kind = kind_of(element)
    asked = [each for each in gaps(fields, element.layer) if is_asked(each, kind)]
    missing = [each for each in asked if not _is_there(each, element, sides)]
    return State(len(asked), missing)


def tallies(
    session: Session, viewer: Viewer, government: int, when: When
) -> list[Tally]:
    """Return how complete a government's living elements are, by layer and office.

    Of another day those are left out that say something else then: see
    `lacking_then`.
    """
    return [
        tally
        for layer in Layer
        for tally in _tallies(session, viewer, government, layer, when)
    ]


def shares(
    session: Session, viewer: Viewer, government: int, layer: Layer, when: When
) -> dict[int, tuple[int, int]]:
    """Return id → how much is asked of each living element of a layer, and is there.

    One query.  Of another day those are left out that say something else then.
    """
    asked: ColumnElement[int] = literal(0)
    several: ColumnElement[int] = literal(0)
    for each in gaps(fields_of(session, government, layer), layer):
        asks = _asked_in_table(layer, each)
        asked += case((asks, 1), else_=0)
        there = and_(asks, _there_in_table(viewer, layer, each, when))
        several += case((there, 1), else_=0)
    query = living(viewer, government, layer, when)
    if when.then:
        query = query.where(Element.id.not_in(saying_otherwise(government, when)))
    rows = session.execute(query.with_only_columns(Element.id, asked, several))
    return {key: (total, stated) for key, total, stated in rows}


def page_lacking(
    session: Session,
    viewer: Viewer,
    government: int,
    layer: Layer,
    gap: str,
    *,
    when: When,
    also: Collection[int] = (),
    organisations: frozenset[int] = frozenset(),
    number: int = 1,
) -> Page[Element]:
    """Return a page of the living elements that lack something, by name.

    `also` are those known to lack it on another day by what they say then.
    """
    fields = fields_of(session, government, layer)
    lacks = _unrelated(viewer, when)
    if gap != UNRELATED:
        lacks = _lacks(viewer, layer, fields, gap, when)
    query = living(viewer, government, layer, when)
    if when.then:
        lacks = and_(lacks, Element.id.not_in(saying_otherwise(government, when)))
    query = query.where(or_(lacks, Element.id.in_(sorted(also))) if also else lacks)
    if organisations:
        query = query.where(Element.organisation_id.in_(sorted(organisations)))
    total = session.scalar(query.with_only_columns(func.count()).order_by(None)) or 0
    number = min(max(number, 1), last_page(total, PAGE_SIZE))
    cut = query.with_only_columns(Element.id).order_by(Element.sort_name, Element.id)
    cut = cut.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = whole(session, session.scalars(cut).all())
    if when.then:
        rows = as_on(session, rows, when.day)
    return Page(rows, number, PAGE_SIZE, total)


def _tallies(
    session: Session, viewer: Viewer, government: int, layer: Layer, when: When
) -> list[Tally]:
    fields = fields_of(session, government, layer)
    asked = gaps(fields, layer)
    columns: list[Any] = [Element.organisation_id, func.count()]
    for each in asked:
        asks = _asked_in_table(layer, each)
        columns.append(_sum(asks))
        columns.append(_sum(and_(asks, _there_in_table(viewer, layer, each, when))))
    columns += [func.count(), _sum(~_unrelated(viewer, when))]
    query = living(viewer, government, layer, when)
    if when.then:
        query = query.where(Element.id.not_in(saying_otherwise(government, when)))
    query = query.with_only_columns(*columns).group_by(Element.organisation_id)
    names = [each.name for each in asked] + [UNRELATED]
    return [
        Tally(
            layer,
            row[0],
            row[1],
            dict(zip(names, row[2::2], strict=True)),
            dict(zip(names, row[3::2], strict=True)),
        )
        for row in session.execute(query)
    ]


def saying_otherwise(government: int, when: When) -> Select[int]:
    """Return the ids of the elements that say something else on that day."""
    return timeline.holding(government, when.day).with_only_columns(
        PlannedChange.element_id
    )


def living(viewer: Viewer, government: int, layer: Layer, when: When) -> Select[Any]:
    """Return the ids of what is looked at: what is not retired, or is there then."""
    table = CLASSES[layer].__table__
    query = (
        select(Element.id)
        .join(table, table.c.id == Element.id)
        .where(
            Element.government_id == government,
            Element.layer == layer,
            timeline.there(when.day) if when.then else Element.status != Status.RETIRED,
            scope.elements(viewer),
        )
    )
    return query.where(scope.by_itself()) if layer is Layer.APPLICATION else query


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _lacks(
    viewer: Viewer, layer: Layer, fields: Sequence[Field], name: str, when: When
) -> ColumnElement[bool]:
    for each in gaps(fields, layer):
        if each.name == name:
            there = _there_in_table(viewer, layer, each, when)
            return and_(_asked_in_table(layer, each), ~there)
    return Element.id.is_(None)


def _kinds(gap: Gap) -> frozenset[StrEnum]:
    asks = gap.field or gap.link
    return asks.kinds if asks else frozenset()


def is_asked(gap: Gap, kind: StrEnum | None) -> bool:
    """Tell whether something is asked of elements of a kind."""
    return not _kinds(gap) or kind in _kinds(gap)


def _asked_in_table(layer: Layer, gap: Gap) -> ColumnElement[bool]:
    kinds = _kinds(gap)
    if not kinds:
        return Element.id.is_not(None)
    column: ColumnElement[Any] = CLASSES[layer].__table__.c.kind
    return column.in_(sorted(kinds, key=lambda kind: kind.name))


def _is_there(gap: Gap, element: Element, sides: Collection[Side]) -> bool:
    if gap.field is not None:
        value = value_of(element, gap.field)
        unknown = isinstance(value, StrEnum) and value.name == "UNKNOWN"
        return not unknown and value not in (None, "", [])
    return any(_answers(gap.link, *each) for each in sides)


def _answers(link: Link | None, verb: Verb, outgoing: bool, other: Layer) -> bool:
    if link is None or outgoing is not link.outgoing:
        return False
    return verb in link.verbs and other in link.layers


def _there_in_table(
    viewer: Viewer, layer: Layer, gap: Gap, when: When
) -> ColumnElement[bool]:
    if gap.link is not None:
        return _linked(viewer, gap.link, layer, when)
    assert gap.field is not None  # noqa: S101 - a gap is either
    return _stated(layer, gap.field)


def _stated(layer: Layer, field: Field) -> ColumnElement[bool]:
    if field.custom:
        custom: ColumnElement[Any] = Element.custom[field.name].as_string()
        return custom.is_not(None)
    table = CLASSES[layer].__table__.c
    column: ColumnElement[Any] = (
        table[field.name] if field.name in table else getattr(Element, field.name)
    )
    match field.kind:
        case FieldKind.CODES | FieldKind.CHOICES | FieldKind.WORDS:
            return func.json_array_length(column) > 0
        case FieldKind.CHOICE:
            unknown = [w for w in field.members.values() if w.name == "UNKNOWN"]
            known: ColumnElement[bool] = column.not_in(unknown)
            return known if unknown else column.is_not(None)
        case FieldKind.LINE | FieldKind.TEXT | FieldKind.WORD | FieldKind.URL:
            return and_(column.is_not(None), column != "")
        case _:
            return column.is_not(None)


def _linked(
    viewer: Viewer, link: Link, layer: Layer, when: When
) -> ColumnElement[bool]:
    """Tell whether an element has a relation as expected.

    What stands at the other end is looked at only where the verb leaves it open, or
    where it may be gone on that day.
    """
    near, far = Relation.source_id, Relation.target_id
    if not link.outgoing:
        near, far = far, near
    query = select(near).where(Relation.verb.in_(link.verbs), timeline.held(when.day))
    open_ = not _layers_of(link, layer) <= set(link.layers)
    if open_ or when.then:
        other = aliased(Element, flat=True)
        query = query.join(other, other.id == far)
        if open_:
            query = query.where(other.layer.in_(link.layers))
        if when.then:
            query = query.where(there_for(viewer, when.day, other))
    return Element.id.in_(query)


def _layers_of(link: Link, layer: Layer) -> set[Layer]:
    """Return what may stand at the other end of such a relation of a layer."""
    pairs = set().union(*(ALLOWED[verb] for verb in link.verbs))
    if link.outgoing:
        return {target for source, target in pairs if source is layer}
    return {source for source, target in pairs if target is layer}


def _unrelated(viewer: Viewer, when: When) -> ColumnElement[bool]:
    """Tell whether nothing leads to an element or from it."""
    source, target = Relation.source_id, Relation.target_id
    found = []
    for near, far in ((source, target), (target, source)):
        query = select(near).where(timeline.held(when.day))
        if when.then:
            other = aliased(Element, flat=True)
            query = query.join(other, other.id == far)
            query = query.where(there_for(viewer, when.day, other))
        found.append(Element.id.not_in(query))
    return and_(*found)
