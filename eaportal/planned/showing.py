"""Planned changes as people read them, without what the viewer may not read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, render_template
from sqlalchemy.orm import Session

from architecture import elements, scheduling
from architecture.elements.values import as_json
from architecture.layers import Field
from architecture.model import Element, PlannedChange
from architecture.scope import Viewer, readable_classes
from eaportal import db

HIDDEN = "tidak ditampilkan"


@dataclass(frozen=True, slots=True)
class Line:
    """A planned change: its field, what is said before, and what from then on.

    Where the viewer may not read the field, its note and problem say nothing either.
    """

    planned: PlannedChange
    label: str
    old: str
    new: str
    readable: bool = True

    @property
    def note(self) -> str:
        """Return why it is planned."""
        return self.planned.note if self.readable else ""

    @property
    def problem(self) -> str:
        """Return why it could not be carried."""
        return self.planned.problem if self.readable else ""


def lines(
    session: Session, viewer: Viewer, several: Iterable[PlannedChange]
) -> Sequence[Line]:
    """Return the changes as they are told, in their order."""
    teller = _Teller(session, viewer, list(several))
    return [teller.line(each) for each in teller.rows]


def card(element: Element) -> str:
    """Return the card of what is planned for an element; nothing if nothing is."""
    planned = scheduling.of(db.session, g.viewer, element)
    if not planned:
        return ""
    told = lines(db.session, g.viewer, planned)
    return render_template("planned/card.html", lines=told)


class _Teller:
    """Tells plans to one viewer; what they are about is looked up for all at once."""

    def __init__(
        self, session: Session, viewer: Viewer, rows: Sequence[PlannedChange]
    ) -> None:
        self.viewer, self.rows = viewer, rows
        self.fields = scheduling.fields_changing(session, rows)
        self.ties = scheduling.ties(session, viewer, rows)
        self.before = scheduling.said_before(session, rows)
        self.stored = scheduling.stored_of(session, rows)

    def line(self, planned: PlannedChange) -> Line:
        field = self.fields[planned.id]
        if field is None:
            return Line(planned, f"{planned.field} (tidak ada lagi)", "", "")
        label = self._label(planned, field)
        if field.cls not in readable_classes(self.viewer, planned.element):
            return Line(planned, label, HIDDEN, HIDDEN, readable=False)
        kept, known = self.before[planned.id]
        old = kept if known else self._stored(planned, field)
        return Line(
            planned,
            label,
            scheduling.told(field, old),
            scheduling.told(field, planned.value),
        )

    def _label(self, planned: PlannedChange, field: Field) -> str:
        if planned.relation_id is None:
            return field.label
        if planned.relation_id not in self.ties:
            return f"{field.label} (relasi yang tidak ditampilkan)"
        verb, source, target = self.ties[planned.relation_id]
        return f"{source} {verb.value} {target}: {field.label}"

    def _stored(self, planned: PlannedChange, field: Field) -> Any:
        if planned.relation_id is None:
            return as_json(elements.value_of(planned.element, field))
        return self.stored.get(planned.relation_id, {}).get(field.name)
