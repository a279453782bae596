"""Pin an element, let go of it, and the page of both lists."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import returning
from eaportal import db
from eaportal.elements.places import url_of
from eaportal.elements.views import found_or_404
from eaportal.permissions import Permission, requires
from eaportal.returning import overview

pages = Blueprint("returning", __name__, url_prefix="/sematan")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List what the viewer pinned, and what was opened last."""
    pins = returning.pinned(db.session, g.viewer)
    return render_template(
        "returning/index.html",
        pins=[(each.id, overview.of_element(each)) for each in pins],
        opened=overview.recent(g.viewer),
        limit=returning.PINS,
    )


@pages.post("/<int:key>")
@requires(Permission.READ)
def pin(key: int) -> ResponseReturnValue:
    """Keep an element at hand."""
    element = found_or_404(key)
    returning.pin(db.session, g.viewer, element)
    db.commit(by=g.viewer.email)
    flash("Disematkan ke beranda Anda.")
    return redirect(url_of(element))


@pages.post("/<int:key>/lepas")
@requires(Permission.READ)
def unpin(key: int) -> ResponseReturnValue:
    """Let go of an element."""
    element = found_or_404(key)
    returning.unpin(db.session, g.viewer, element)
    db.commit(by=g.viewer.email)
    flash("Dilepas dari beranda Anda.")
    listed = "daftar" in request.form
    return redirect(url_for(".index") if listed else url_of(element))


@pages.post("/lupakan")
@requires(Permission.READ)
def forget() -> ResponseReturnValue:
    """Forget what the viewer opened."""
    returning.forget(db.session, g.viewer.account)
    db.commit(by=g.viewer.email)
    flash("Daftar yang terakhir dibuka dikosongkan.")
    return redirect(url_for(".index"))
