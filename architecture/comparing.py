"""Compare the model of a government on two days, within a viewer's scope."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from architecture import elements, scope, timeline
from architecture.elements.dated import restored
from architecture.elements.listing import whole
from architecture.elements.values import shown
from architecture.layers import Field, Layer
from architecture.model import Application, Element, Relation
from architecture.roadmap import Gap, Turn, gaps
from architecture.scope import Viewer, readable_classes

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A field that changes, as people read it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of an element, on which day, and what it says otherwise."""

    element: Element
    turn: Turn
    on: date | None
    changes: Sequence[Told] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation that begins or ends between the two days."""

    relation: Relation
    turn: Turn
    on: date | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is compared, for whom, and what is planned by each of the days."""

    viewer: Viewer
    government: int
    start: date
    end: date
    organisations: Sequence[int]
    planned: Mapping[date, Mapping[int, Mapping[str, Any]]]


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

    Only what may differ is read: elements that begin, end or have something planned
    between the days.  Fields that the viewer may not read are left out.
    """
    asked = _Asked(
        viewer=viewer,
        government=government,
        start=start,
        end=end,
        organisations=sorted(organisations),
        planned={
            day: timeline.overlays(session, government, day) for day in (start, end)
        },
    )
    keys = _candidates(session, asked)
    lines = []
    for first in range(0, len(keys), AT_ONCE):
        lines += _lines(session, asked, whole(session, keys[first : first + AT_ONCE]))
    order = list(Layer)
    lines.sort(key=lambda each: (order.index(each.element.layer), each.element.name))
    return Comparison(start, end, lines, _links(session, asked))


def _candidates(session: Session, asked: _Asked) -> Sequence[int]:
    planned = sorted({key for each in asked.planned.values() for key in each})
    query = select(Element.id).where(
        Element.government_id == asked.government,
        scope.elements(asked.viewer),
        scope.by_itself(),
    )
    if asked.organisations:
        query = query.where(Element.organisation_id.in_(asked.organisations))
    turning = or_(
        and_(Element.live_on > asked.start, Element.live_on <= asked.end),
        and_(Element.retires_on > asked.start, Element.retires_on <= asked.end),
    )
    found = set(session.scalars(query.where(turning)))
    for first in range(0, len(planned), AT_ONCE):
        some = planned[first : first + AT_ONCE]
        found |= set(session.scalars(query.where(Element.id.in_(some))))
    return sorted(found)


def _lines(session: Session, asked: _Asked, rows: Sequence[Element]) -> list[Line]:
    by_key = {row.id: row for row in rows}
    fields = {row.id: _readable(session, asked.viewer, row) for row in rows}
    said = {
        day: {
            row.id: elements.stated_of(row, fields[row.id])
            | restored(fields[row.id], asked.planned[day].get(row.id, {}))
            for row in rows
            if _there(row, day)
        }
        for day in (asked.start, asked.end)
    }
    return [
        _line(by_key[gap.key], gap, fields[gap.key])
        for gap in gaps(said[asked.start], said[asked.end])
    ]


def _line(element: Element, gap: Gap, fields: Iterable[Field]) -> Line:
    by_name = {field.name: field for field in fields}
    day = {Turn.ADDED: element.live_on, Turn.RETIRED: element.retires_on}
    changes = [_told(by_name[each.field], each.old, each.new) for each in gap.changes]
    return Line(element, gap.turn, day.get(gap.turn), changes)


def _told(field: Field, old: Any, new: Any) -> Told:
    return Told(field.label, shown(field, old), shown(field, new))


def _readable(session: Session, viewer: Viewer, row: Element) -> list[Field]:
    classes = readable_classes(viewer, row)
    fields = elements.fields_of(session, row.government_id, row.layer)
    return [field for field in fields if field.cls in classes]


def _there(row: Element, day: date) -> bool:
    if isinstance(row, Application) and row.merged_into_id:
        return False
    first, end = timeline.life(row.status, row.live_on, row.retires_on)
    return first <= day < end


def _links(session: Session, asked: _Asked) -> list[Link]:
    """Return relations of own elements that begin or end; both ends are seen."""
    begins: ColumnElement[bool] = and_(
        Relation.starts_on > asked.start,
        Relation.starts_on <= asked.end,
        timeline.held(asked.end),
    )
    ends = and_(
        Relation.ends_on >= asked.start,
        Relation.ends_on < asked.end,
        timeline.held(asked.start),
    )
    added = _relations(session, asked, begins)
    gone = _relations(session, asked, ends)
    return [
        *(Link(row, Turn.ADDED, row.starts_on) for row in added),
        *(Link(row, Turn.RETIRED, row.ends_on) for row in gone),
    ]


def _relations(
    session: Session, asked: _Asked, turning: ColumnElement[bool]
) -> list[Relation]:
    """Return those relations that the viewer may see; first by their days alone.

    Else a database walks over all relations of the government.
    """
    source, target = aliased(Element, flat=True), aliased(Element, flat=True)
    query = (
        select(Relation)
        .join(source, source.id == Relation.source_id)
        .join(target, target.id == Relation.target_id)
        .where(
            source.government_id == asked.government,
            scope.elements(asked.viewer, of=source, national=True),
            scope.elements(asked.viewer, of=target, national=True),
        )
        .options(
            selectinload(Relation.source).joinedload(Element.organisation),
            selectinload(Relation.target).joinedload(Element.organisation),
        )
        .order_by(Relation.id)
    )
    if asked.organisations:
        query = query.where(source.organisation_id.in_(asked.organisations))
    keys = session.scalars(select(Relation.id).where(turning).order_by(Relation.id))
    several = keys.all()
    found: list[Relation] = []
    for first in range(0, len(several), AT_ONCE):
        some = several[first : first + AT_ONCE]
        found += session.scalars(query.where(Relation.id.in_(some)))
    return found
