"""The page of an element as it was known at the end of a past day, to read only."""

from datetime import date

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import chronicle, recalling
from architecture.elements.fields import fields_ever
from architecture.model import Element, Organisation
from architecture.recalling import KnownElement, KnownRelation
from architecture.reference.calendar import read_day
from architecture.scope import readable_classes
from eaportal import db, formats
from eaportal.elements import showing
from eaportal.elements.places import url_of


def page(element: Element) -> ResponseReturnValue:
    """Show an element as known on the day that the address names, to its government.

    A day that is none, or has not passed, leads to the page of today.
    """
    if element.government_id not in g.viewer.governments:
        abort(404)
    day, problem = _day(request.args.get("diketahui", ""))
    if day is None:
        flash(problem, "warning")
        return redirect(url_of(element))
    found = recalling.known(db.session, element, day)
    return render_template(
        "history/known.html",
        element=element,
        day=day,
        known=found,
        **(_parts(element, found) if found else {}),
    )


def _day(text: str) -> tuple[date | None, str]:
    """Return the past day that a text names, or None with what is wrong with it."""
    try:
        day = read_day(text)
    except ValueError as error:
        return None, str(error)
    if day >= formats.today():
        return None, "Hari itu belum lewat; ini keadaan yang diketahui sekarang."
    return day, ""


def _parts(element: Element, known: KnownElement) -> dict[str, object]:
    fields = fields_ever(db.session, element.government_id, element.layer)
    classes = readable_classes(g.viewer, element)
    office = db.session.get(Organisation, known.organisation_id)
    like = recalling.as_element(known)
    return {
        "office": office,
        "sections": showing.sections(like, list(fields.values()), classes),
        "ties": _ties(known),
    }


def _ties(known: KnownElement) -> list[tuple[KnownRelation, chronicle.Named | None]]:
    """Return each relation with its other end, as that is called today."""
    ends = [(each, each.target) for each in known.relations]
    ends += [(each, each.source) for each in known.reached]
    subjects = {(chronicle.ELEMENT, other) for _, other in ends}
    names = chronicle.named(db.session, g.viewer, subjects, {chronicle.ELEMENT})
    return [(each, names.get((chronicle.ELEMENT, other))) for each, other in ends]
