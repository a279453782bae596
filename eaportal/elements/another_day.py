"""The page of an element on another day: what it says and is tied to then, to read.

Nothing is edited there; for a day ahead a change may be planned.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g, render_template

from architecture import elements, history, timeline
from architecture.elements import dated, lacking
from architecture.elements.values import shown
from architecture.layers import Field
from architecture.model import Application, Element
from architecture.scope import readable_classes
from eaportal import db
from eaportal.days import AsOf
from eaportal.elements import showing
from eaportal.permissions import Permission, may
from eaportal.reference.showing import titles

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What an element says on the day that it does not say today."""

    label: str
    today: str
    then: str


def is_told(element: Element) -> bool:
    """Tell whether other days are told of an element: of what is not the own, never.

    A record that was merged stands for nothing any more, on no day.
    """
    own = element.government_id in g.viewer.governments
    return own and not (isinstance(element, Application) and element.merged_into_id)


def page(element: Element, as_of: AsOf) -> str:
    """Show an element as it is on the day."""
    day = as_of.day
    fields = elements.fields_of(db.session, element.government_id, element.layer)
    first, end = timeline.life(element.status, element.live_on, element.retires_on)
    classes = readable_classes(g.viewer, element)
    today = _said(element, fields)
    [then] = dated.as_on(db.session, [element], day)
    words: dict[str, Any] = {"first": first, "end": end, "there": first <= day < end}
    if words["there"]:
        readable = [field for field in fields if field.cls in classes]
        words |= {
            "sections": showing.sections(then, fields, classes),
            "otherwise": _otherwise(readable, today, _said(then, fields)),
            **_relations(then, fields, day),
        }
    return render_template(
        "elements/another_day.html",
        element=then,
        as_of=as_of,
        titles=titles(then),
        may_plan=day > as_of.today and may(g.viewer, Permission.EDIT, element),
        **words,
    )


def _said(element: Element, fields: tuple[Field, ...]) -> dict[str, Any]:
    return elements.stated_of(element, fields)


def _otherwise(
    fields: list[Field], today: dict[str, Any], then: dict[str, Any]
) -> list[Otherwise]:
    differing = history.difference(today, then)
    return [
        Otherwise(field.label, *(shown(field, each) for each in differing[field.name]))
        for field in fields
        if field.name in differing
    ]


def _relations(then: Element, fields: tuple[Field, ...], day: date) -> dict[str, Any]:
    sides = elements.sides_of(db.session, g.viewer, then, day, then=True)
    near = elements.neighbours(db.session, g.viewer, then, on=day, limit=SHOWN)
    return {
        "neighbours": near,
        "all_relations": sum(number for number, _ in sides.values()),
        "state": lacking.state_of(then, fields, sides.keys()),
    }
