"""What stops with an element on a day, by layer, with the path to each."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import elements, stopping
from architecture.errors import WrongState
from architecture.layers import Layer
from architecture.model import Element
from eaportal import days, db, queries
from eaportal.impact import showing
from eaportal.inventory import filters
from eaportal.permissions import Permission, requires

pages = Blueprint("impact", __name__)


@pages.get("/arsitektur/elemen/<int:key>/dampak")
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Show what stops or is weakened if an element stops."""
    element = elements.find(db.session, g.viewer, key) or abort(404)
    as_of = days.as_of()
    layer = Layer.__members__.get(request.args.get("lapisan", ""))
    number = queries.page()
    answer, refusal = None, ""
    try:
        answer = stopping.ask(
            db.session, g.viewer, _government(element), element, on=as_of.day
        )
    except WrongState as error:
        refusal = error.sentence
    return render_template(
        "impact/show.html",
        element=element,
        as_of=as_of,
        answer=answer,
        refusal=refusal,
        layer=layer,
        number=number,
        parts=showing.parts(db.session, answer, layer, number) if answer else [],
        totals=showing.totals(answer) if answer else [],
        showing=showing,
    )


def _government(element: Element) -> int:
    """Return whose model is asked: the owner's if the viewer works there."""
    if element.government_id in g.viewer.governments:
        return element.government_id
    return filters.home() or abort(404)
