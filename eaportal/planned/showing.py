"""Planned changes as people read them, without what the viewer may not read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import g, render_template
from sqlalchemy.orm import Session

from architecture import elements, scheduling
from architecture.elements.values import as_json
from architecture.layers import Field
from architecture.model import Element, PlannedChange, PlannedState
from architecture.scope import Viewer, readable_classes
from eaportal import db

HIDDEN = "tidak ditampilkan"


@dataclass(frozen=True, slots=True)
class Line:
    """A planned change: its field, what is said before, and what from then on."""

    planned: PlannedChange
    label: str
    old: str
    new: str


def lines(
    session: Session, viewer: Viewer, several: Iterable[PlannedChange]
) -> Sequence[Line]:
    """Return the changes as they are told, in their order."""
    rows = list(several)
    fields = scheduling.fields_changing(session, rows)
    return [_line(viewer, each, fields[each.id]) for each in rows]


def card(element: Element) -> str:
    """Return the card of what is planned for an element; nothing if nothing is."""
    planned = scheduling.of(db.session, g.viewer, element)
    if not planned:
        return ""
    told = lines(db.session, g.viewer, planned)
    return render_template("planned/card.html", lines=told)


def _line(viewer: Viewer, planned: PlannedChange, field: Field | None) -> Line:
    if field is None:
        return Line(planned, planned.field, "", "")
    if field.cls not in readable_classes(viewer, planned.element):
        return Line(planned, field.label, HIDDEN, HIDDEN)
    before = planned.before
    if planned.state is not PlannedState.CARRIED and planned.relation_id is None:
        before = as_json(elements.value_of(planned.element, field))
    return Line(
        planned,
        field.label,
        scheduling.told(field, before),
        scheduling.told(field, planned.value),
    )
