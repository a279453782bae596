"""Compare the model of a government on two days, within a viewer's scope.

Only what may differ is read, and of it only what is told: thousands may begin or end
between two days, and whole elements of so many take long.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from architecture import elements, scope, timeline
from architecture.elements.dated import restored, restored_one
from architecture.elements.fields import is_custom
from architecture.elements.values import from_json, shown
from architecture.layers import Field, FieldClass, Layer, Verb
from architecture.model import Element, Organisation, Relation
from architecture.roadmap import Gap, Turn, gaps
from architecture.scope import Viewer

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """An element as a comparison names it."""

    id: int
    layer: Layer
    code: str
    name: str
    government_id: int
    organisation: Organisation
    live_on: date | None = None
    retires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A field that changes, as people read it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of an element, on which day, and what it says otherwise."""

    element: Thing
    turn: Turn
    on: date | None
    changes: Sequence[Told] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation that begins, ends, or of which something else is said."""

    source: Thing
    verb: Verb
    target: Thing
    turn: Turn
    on: date | None
    changes: Sequence[Told] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two days: elements by layer and name, then relations."""

    start: date
    end: date
    lines: Sequence[Line]
    links: Sequence[Link]

    def counts(self) -> dict[Layer, dict[Turn, int]]:
        """Return how many of each layer are new, changed and retired."""
        found = {layer: dict.fromkeys(Turn, 0) for layer in Layer}
        for line in self.lines:
            found[line.element.layer][line.turn] += 1
        return found

    def by_layer(self) -> list[tuple[Layer, dict[Turn, int]]]:
        """Return the same of those layers in which anything differs."""
        return [each for each in self.counts().items() if any(each[1].values())]

    def by_office(self) -> list[tuple[str, dict[Turn, int]]]:
        """Return the same by office, those with the most first."""
        found: dict[str, dict[Turn, int]] = {}
        for line in self.lines:
            name = line.element.organisation.name
            found.setdefault(name, dict.fromkeys(Turn, 0))[line.turn] += 1
        return sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0]))


Planned = Mapping[int, Mapping[str, Any]]
Said = dict[int, dict[str, Any]]
Columns = Row[Any]


def compare(
    session: Session,
    viewer: Viewer,
    government: int,
    start: date,
    end: date,
    *,
    organisations: Collection[int] = (),
) -> Comparison:
    """Return what differs between a day and a later one; nothing for equal days.

    Fields that the viewer may not read are left out.
    """
    asked = _Asked(session, viewer, government, (start, end), organisations)
    lines = list(asked.lines())
    order = list(Layer)
    lines.sort(key=lambda each: (order.index(each.element.layer), each.element.name))
    return Comparison(start, end, lines, list(asked.links()))


class _Asked:
    """What is compared, for whom, and what is looked up once for all of it."""

    def __init__(
        self,
        session: Session,
        viewer: Viewer,
        government: int,
        days: tuple[date, date],
        organisations: Collection[int],
    ) -> None:
        self.session, self.viewer, self.government = session, viewer, government
        self.start, self.end = days
        self.narrowed = sorted(organisations)
        self.offices: dict[int, Organisation] = {}
        self.classes: dict[tuple[int, int], frozenset[FieldClass]] = {}
        self.attributes: dict[Verb, Sequence[Field]] = {}
        self.readable: dict[tuple[Layer, int], dict[str, Field]] = {}

    def lines(self) -> Iterator[Line]:
        """Yield what begins or ends, or has something planned, between the days."""
        before, after = (
            timeline.overlays(self.session, self.government, day)
            for day in (self.start, self.end)
        )
        planned = {
            key for key in {*before, *after} if before.get(key) != after.get(key)
        }
        rows = {row.id: row for row in self._candidates(planned)}
        things = self._things(rows.values())
        both = self._said(rows, (before, after))
        there = [
            {key: said.get(key, {}) for key, row in rows.items() if _there(row, day)}
            for said, day in zip(both, (self.start, self.end), strict=True)
        ]
        for gap in gaps(*there):
            yield self._line(things[gap.key], gap)

    def _line(self, thing: Thing, gap: Gap) -> Line:
        fields = self._readable(thing.layer, thing.organisation.id)
        days = {Turn.ADDED: thing.live_on, Turn.RETIRED: thing.retires_on}
        changes = [
            _told(fields[each.field], each.old, each.new) for each in gap.changes
        ]
        return Line(thing, gap.turn, days.get(gap.turn), changes)

    def _candidates(self, planned: Collection[int]) -> Iterator[Any]:
        query = select(*_columns(Element), Element.status).where(
            Element.government_id == self.government,
            scope.elements(self.viewer),
            scope.by_itself(),
        )
        if self.narrowed:
            query = query.where(Element.organisation_id.in_(self.narrowed))
        turning = [
            and_(day.is_not(None), day > self.start, day <= self.end)
            for day in (Element.live_on, Element.retires_on)
        ]
        for each in turning:  # one by one, for each has an index of its own
            yield from self.session.execute(query.where(each))
        for some in _portions(planned):
            yield from self.session.execute(query.where(Element.id.in_(some)))

    def _said(
        self, rows: Mapping[int, Columns], several: tuple[Planned, Planned]
    ) -> tuple[Said, Said]:
        """Return what is said on both days of the fields that have any plans."""
        before, after = several
        found: tuple[Said, Said] = ({}, {})
        changing = [key for key in rows if before.get(key) != after.get(key)]
        for layer in Layer:
            keys = [key for key in changing if rows[key].layer is layer]
            names = {
                name for day in several for key in keys for name in day.get(key, ())
            }
            fields = [
                field
                for field in elements.fields_of(self.session, self.government, layer)
                if field.name in names
            ]
            for key, own in self._stored(layer, keys, fields).items():
                readable = self._readable(layer, rows[key].organisation_id)
                for said, day in zip(found, several, strict=True):
                    then = own | restored(fields, day.get(key, {}))
                    said[key] = {name: then[name] for name in then if name in readable}
        return found

    def _stored(
        self, layer: Layer, keys: Sequence[int], fields: Sequence[Field]
    ) -> dict[int, dict[str, Any]]:
        """Return what stands in the rows: columns alone, no elements are made."""
        of: Any = elements.CLASSES[layer]
        columns = [getattr(of, f.name) for f in fields if not f.custom]
        found = {}
        for some in _portions(keys):
            query = select(of.id, of.custom.label("own_fields"), *columns)
            for row in self.session.execute(query.where(of.id.in_(some))):
                own = row.own_fields
                found[row.id] = {
                    f.name: from_json(f, own.get(f.name))
                    if is_custom(f.name)
                    else getattr(row, f.name)
                    for f in fields
                }
        return found

    def _readable(self, layer: Layer, office: int) -> dict[str, Field]:
        """Return the fields that the viewer may read of an office's elements."""
        if (layer, office) not in self.readable:
            classes = self._classes(self.government, office)
            fields = elements.fields_of(self.session, self.government, layer)
            self.readable[layer, office] = {
                field.name: field for field in fields if field.cls in classes
            }
        return self.readable[layer, office]

    def _classes(self, government: int, office: int) -> frozenset[FieldClass]:
        key = (government, office)
        if key not in self.classes:
            self.classes[key] = scope.classes_for(self.viewer, government, office)
        return self.classes[key]

    def _things(self, rows: Collection[Columns]) -> dict[int, Thing]:
        missing = {row.organisation_id for row in rows} - self.offices.keys()
        for some in _portions(missing):
            query = select(Organisation).where(Organisation.id.in_(some))
            self.offices |= {each.id: each for each in self.session.scalars(query)}
        return {
            row.id: Thing(
                row.id,
                row.layer,
                row.code,
                row.name,
                row.government_id,
                self.offices[row.organisation_id],
                row.live_on,
                row.retires_on,
            )
            for row in rows
        }

    def links(self) -> Iterator[Link]:
        """Yield the relations of own elements that differ; both ends are seen."""
        begins: ColumnElement[bool] = and_(
            Relation.starts_on > self.start,
            Relation.starts_on <= self.end,
            timeline.held(self.end),
        )
        ends = and_(
            Relation.ends_on >= self.start,
            Relation.ends_on < self.end,
            timeline.held(self.start),
        )
        query = select(Relation.id).order_by(Relation.id)
        for turn, turning in ((Turn.ADDED, begins), (Turn.RETIRED, ends)):
            keys = self.session.scalars(query.where(turning)).all()
            for row, source, target in self._relations(keys):
                day = row.starts_on if turn is Turn.ADDED else row.ends_on
                yield Link(source, row.verb, target, turn, day)
        yield from self._amended()

    def _amended(self) -> Iterator[Link]:
        """Yield the relations that are there on both days and say something else."""
        before, after = (
            timeline.relation_overlays(self.session, self.government, day)
            for day in (self.start, self.end)
        )
        keys = [key for key in {*before, *after} if before.get(key) != after.get(key)]
        for row, source, target in self._relations(sorted(keys)):
            if not _holds(row, self.start) or not _holds(row, self.end):
                continue
            classes = self._classes(source.government_id, source.organisation.id)
            own = self._said_of(row.verb)
            told = [
                _told(field, *values)
                for field in own
                if field.cls in classes
                for values in [_two(field, row, before, after)]
                if values[0] != values[1]
            ]
            if told:
                yield Link(source, row.verb, target, Turn.CHANGED, None, told)

    def _said_of(self, verb: Verb) -> Sequence[Field]:
        if verb not in self.attributes:
            self.attributes[verb] = elements.relation_fields(
                self.session, self.government, verb
            )
        return self.attributes[verb]

    def _relations(self, keys: Sequence[int]) -> Iterator[tuple[Columns, Thing, Thing]]:
        """Yield relations with both ends, as far as the viewer may see these.

        They are not joined, or a database walks over all relations of the government.
        """
        table = Relation.__table__
        for some in _portions(keys):
            query = select(*table.columns).where(table.c.id.in_(some))
            rows = self.session.execute(query.order_by(table.c.id)).all()
            ends = self._seen({key for r in rows for key in (r.source_id, r.target_id)})
            for row in rows:
                source, target = ends.get(row.source_id), ends.get(row.target_id)
                if source and target and self._is_asked(source):
                    yield row, source, target

    def _seen(self, keys: Collection[int]) -> dict[int, Thing]:
        """Return those of the elements that the viewer may see."""
        found: dict[int, Thing] = {}
        seen = scope.elements(self.viewer, national=True)
        for some in _portions(keys):
            query = select(*_columns(Element)).where(Element.id.in_(some), seen)
            found |= self._things(self.session.execute(query).all())
        return found

    def _is_asked(self, source: Thing) -> bool:
        own = source.government_id == self.government
        return own and (not self.narrowed or source.organisation.id in self.narrowed)


def _columns(of: Any) -> list[Any]:
    names = ("id", "layer", "code", "name", "government_id", "organisation_id")
    return [getattr(of, name) for name in (*names, "live_on", "retires_on")]


def _there(row: Columns, day: date) -> bool:
    first, end = timeline.life(row.status, row.live_on, row.retires_on)
    return first <= day < end


def _holds(row: Columns, day: date) -> bool:
    first, end = timeline.relation_life(row.starts_on, row.ends_on)
    return first <= day < end


def _two(field: Field, row: Columns, before: Planned, after: Planned) -> list[Any]:
    """Return what is said of a relation on both days."""
    kept = row.attributes.get(field.name)
    several = (known.get(row.id, {}).get(field.name, kept) for known in (before, after))
    return [restored_one(field, each or None) for each in several]


def _told(field: Field, old: Any, new: Any) -> Told:
    return Told(field.label, shown(field, old), shown(field, new))


def _portions(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
