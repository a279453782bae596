"""The owner says who uses an application, and who is named confirms or denies it."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import inventory, organisations
from architecture.errors import Refused
from architecture.model import Application, Organisation, Use
from eaportal import db, formats
from eaportal.forms import SelectChoice
from eaportal.inventory.forms import DenyForm, EndUseForm, StateUseForm
from eaportal.inventory.views import found_or_404, pages
from eaportal.permissions import Permission, Place, require, requires


@pages.route("/<int:key>/pemakai", methods=["GET", "POST"])
@requires(Permission.EDIT)
def state_use(key: int) -> ResponseReturnValue:
    """Say as the owner which office uses an application."""
    application = found_or_404(key)
    require(Permission.EDIT, application)
    form = _offering(application)
    if form.validate_on_submit():
        try:
            office = db.get_or_404(Organisation, form.office.data)
            inventory.state_use(
                db.session, application, office, by=g.viewer, note=form.note.data or ""
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"{office.name} diminta mengonfirmasi pemakaiannya.")
            return redirect(url_for("inventory.show", key=key))
    page = render_template(
        "inventory/state_use.html", form=form, application=application
    )
    return page, 422 if form.errors else 200


@pages.get("/pemakaian")
@requires(Permission.USE)
def to_confirm() -> ResponseReturnValue:
    """List what owners say the viewer's offices use."""
    uses = inventory.to_confirm(db.session, g.viewer)
    return render_template("inventory/to_confirm.html", uses=uses)


@pages.post("/<int:key>/konfirmasi")
@requires(Permission.USE)
def confirm_use(key: int) -> ResponseReturnValue:
    """Say as the office that it does use the application."""
    application = found_or_404(key)
    use = _own(application, EndUseForm().use.data)
    inventory.confirm_use(db.session, use)
    db.commit(by=g.viewer.email)
    flash(f"Tercatat: {use.organisation.name} memakai {application.name}.")
    return redirect(url_for("inventory.show", key=key))


@pages.route("/<int:key>/bantah/<int:use>", methods=["GET", "POST"])
@requires(Permission.USE)
def deny_use(key: int, use: int) -> ResponseReturnValue:
    """Say as the office that it does not use the application, and why."""
    application = found_or_404(key)
    found, form = _own(application, use), DenyForm()
    if form.validate_on_submit():
        try:
            inventory.deny_use(db.session, found, form.reason.data or "")
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash("Bantahan dicatat dan dibaca pemiliknya.")
            return redirect(url_for("inventory.show", key=key))
    page = render_template(
        "inventory/deny_use.html", form=form, application=application, use=found
    )
    return page, 422 if form.errors else 200


def _own(application: Application, key: int | None) -> Use:
    """Return a use of the application that the viewer may answer for."""
    uses = inventory.uses_of(db.session, g.viewer, application)
    found = next((each for each in uses if each.id == key), None) or abort(404)
    office = found.organisation
    require(Permission.USE, Place(office.government_id, office.id))
    return found


def _offering(application: Application) -> StateUseForm:
    form = StateUseForm()
    rows = organisations.tree(db.session, application.government_id)
    deep = organisations.depths(rows)
    form.office.choices = [SelectChoice(0, "Pilih …")] + [
        SelectChoice(row.id, f"{'– ' * (deep[row.id] - 1)}{row.name}")
        for row in organisations.standing(rows, formats.today())
        if deep[row.id] and row.id != application.organisation_id
    ]
    return form
