"""The fields that a government added: made, changed, ended and brought back."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request
from flask import url_for as address
from flask.typing import ResponseReturnValue

from architecture.elements import custom
from architecture.errors import Refused
from architecture.layers import Layer
from architecture.model import CustomField
from eaportal import db, formats
from eaportal.elements.places import layer_of
from eaportal.fields.forms import field_form
from eaportal.permissions import RULES, Permission, requires

pages = Blueprint("fields", __name__, url_prefix="/isian")


@pages.get("/")
@requires(Permission.MANAGE_FIELDS)
def index() -> ResponseReturnValue:
    """Show the own fields by layer, and those that ended."""
    root = government()
    return render_template(
        "fields/index.html",
        fields=custom.own_rows(db.session, root),
        ended=custom.own_rows(db.session, root, ended=True),
        kinds=custom.KINDS,
    )


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.MANAGE_FIELDS)
def add() -> ResponseReturnValue:
    """Add a field to a layer."""
    form = field_form(layer=layer_of(request.args.get("lapisan"), Layer.SERVICE))
    if form.validate_on_submit():
        try:
            layer = Layer[form.layer.data]
            row = custom.add_field(db.session, government(), layer, form.details)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"“{row.label}” kini ditanyakan pada {layer.value.lower()}.")
            return redirect(address(".index"))
    page = render_template("fields/edit.html", form=form, row=None)
    return page, 422 if form.errors else 200


@pages.route("/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_FIELDS)
def edit(key: int) -> ResponseReturnValue:
    """Change how a field is called and what it offers."""
    row = _row(key)
    form = field_form(row)
    if form.validate_on_submit():
        try:
            custom.revise_field(db.session, row, form.details)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash("Isian disimpan.")
            return redirect(address(".index"))
    page = render_template("fields/edit.html", form=form, row=row)
    return page, 422 if form.errors else 200


@pages.post("/<int:key>/akhiri")
@requires(Permission.MANAGE_FIELDS)
def end(key: int) -> ResponseReturnValue:
    """Ask a field no more; what was stated in it stays."""
    row = _row(key)
    custom.end_field(db.session, row, on=formats.today())
    db.commit(by=g.viewer.email)
    flash(f"“{row.label}” tidak ditanyakan lagi; isinya tetap tersimpan.")
    return redirect(address(".index"))


@pages.post("/<int:key>/pulihkan")
@requires(Permission.MANAGE_FIELDS)
def restore(key: int) -> ResponseReturnValue:
    """Ask a field again, with all that was stated in it."""
    row = _row(key)
    custom.restore_field(db.session, row)
    db.commit(by=g.viewer.email)
    flash(f"“{row.label}” ditanyakan lagi.")
    return redirect(address(".index"))


def government() -> int:
    """Return the government whose fields the viewer may change."""
    posts = g.viewer.holds(RULES[Permission.MANAGE_FIELDS])
    return int(posts[0].government) if posts else abort(404)


def _row(key: int) -> CustomField:
    row = db.get_or_404(CustomField, key)
    return row if row.government_id == government() else abort(404)
