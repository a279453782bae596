"""What nobody confirmed for a year, and the buttons that confirm it."""

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture import confirming, elements
from architecture.confirming import MOST, Filters
from architecture.elements.sureness import sure_of
from architecture.layers import Layer
from architecture.model import Element
from eaportal import db, formats, queries
from eaportal.elements.places import url_of
from eaportal.inventory.filters import home, offices, with_units
from eaportal.permissions import Permission, may, require, requires

pages = Blueprint("confirming", __name__, url_prefix="/kepastian")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List what waits, of the own office first; by office for who sees them all."""
    root = home() or abort(404)
    asked = _asked(root)
    page = confirming.page(db.session, g.viewer, asked)
    keys = [each.id for each in page.rows]
    choices = offices(root)
    own = bool(g.viewer.offices(root))
    counts = [] if own else confirming.by_office(db.session, g.viewer, root)
    return render_template(
        "confirming/index.html",
        page=page,
        filters=asked,
        since=sure_of(db.session, keys),
        counts=counts,
        offices=choices,
        names={office.id: office.label for office, _ in choices},
        layers=Layer,
        confirmable={
            each.id for each in page.rows if may(g.viewer, Permission.ATTEST, each)
        },
    )


@pages.post("/")
@requires(Permission.ATTEST)
def confirm_several() -> ResponseReturnValue:
    """Confirm what was ticked in the list."""
    chosen = [queries.whole(each) for each in request.form.getlist("elemen")[:MOST]]
    found = [_own(key) for key in dict.fromkeys(chosen)]
    confirmed = confirming.confirm(db.session, g.viewer, found)
    db.commit(by=g.viewer.email)
    flash(f"{formats.number(len(confirmed))} elemen dipastikan masih benar.")
    office, layer = request.args.get("opd"), request.args.get("lapisan")
    return redirect(url_for(".index", opd=office, lapisan=layer))


@pages.post("/<int:key>")
@requires(Permission.ATTEST)
def confirm(key: int) -> ResponseReturnValue:
    """Confirm one element, from its page."""
    element = _own(key)
    confirming.confirm(db.session, g.viewer, [element])
    db.commit(by=g.viewer.email)
    flash(f"{element.name} dipastikan masih benar.")
    return redirect(url_of(element))


def _own(key: int) -> Element:
    """Return an element that the viewer's office owns, or stop."""
    found = elements.find(db.session, g.viewer, key) or abort(404)
    require(Permission.ATTEST, found)
    return found


def _asked(root: int) -> Filters:
    office = queries.whole(request.args.get("opd"))
    layer = request.args.get("lapisan", "")
    own = g.viewer.offices(root)
    return Filters(
        government=root,
        organisations=with_units(office) if office else own,
        layer=Layer[layer] if layer in Layer.__members__ else None,
        number=queries.page(),
    )
