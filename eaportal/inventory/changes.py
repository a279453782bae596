"""What changes an application: its data, its end, and who uses it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import elements, inventory
from architecture.errors import Changed, Refused
from architecture.layers import Layer, Status
from architecture.model import Application, Organisation
from eaportal import db, formats
from eaportal.inventory.forms import EndUseForm, RetireForm, UseForm, edit_form, stored
from eaportal.inventory.views import found_or_404, pages
from eaportal.permissions import Permission, Place, require, requires
from eaportal.planned import saving


@pages.route("/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.EDIT)
def edit(key: int) -> ResponseReturnValue:
    """Change what is stated; two people on one form are told of each other."""
    application = found_or_404(key)
    require(Permission.EDIT, application)
    fields = elements.fields_of(
        db.session, application.government_id, Layer.APPLICATION
    )
    form = edit_form(application, fields)
    if application.merged_into_id and not form.is_submitted():
        return redirect(url_for("inventory.show", key=key))  # which tells what is
    status, newer = 200, None
    if form.is_submitted():
        status = 422
        form.choose(stored(application, form.fields))
        if form.validate():
            try:
                said = _saved(application, form)
                db.commit(by=g.viewer.email)
            except Changed as error:
                db.session.rollback()
                application = found_or_404(key)
                form.refuse(error)
                newer = form.take_newer(application, stored(application, form.fields))
                status = 409
            except Refused as error:
                form.refuse(error)
            else:
                flash(said)
                return redirect(url_for("inventory.show", key=key))
    page = render_template(
        "inventory/edit.html", form=form, application=application, newer=newer
    )
    return page, status


@pages.route("/<int:key>/hentikan", methods=["GET", "POST"])
@requires(Permission.EDIT)
def retire(key: int) -> ResponseReturnValue:
    """End the life of an application; it stays on record."""
    application = found_or_404(key)
    require(Permission.EDIT, application)
    form = RetireForm()
    if form.validate_on_submit():
        try:
            inventory.retire(
                db.session,
                application,
                on=form.on.data or formats.today(),
                reason=form.reason.data or "",
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            ahead = application.status is Status.PHASING_OUT
            said = "akan dihentikan" if ahead else "tidak aktif"
            flash(f"{application.name} dicatat {said}.")
            return redirect(url_for("inventory.show", key=key))
    page = render_template("inventory/retire.html", form=form, application=application)
    return page, 422 if form.errors else 200


@pages.post("/<int:key>/pakai")
@requires(Permission.USE)
def use(key: int) -> ResponseReturnValue:
    """Note that an office uses this application: “kami memakai yang ini”."""
    application = found_or_404(key)
    form = UseForm()
    if not form.validate():
        abort(422)
    office = _office(form.office.data)
    inventory.start_use(db.session, application, office, note=form.note.data or "")
    db.commit(by=g.viewer.email)
    flash(f"Tercatat: {office.name} memakai {application.name}.")
    return redirect(url_for("inventory.show", key=key))


@pages.post("/<int:key>/berhenti-pakai")
@requires(Permission.USE)
def end_use(key: int) -> ResponseReturnValue:
    """Note that an office uses it no more."""
    application = found_or_404(key)
    form = EndUseForm()
    wanted = form.use.data or abort(404)
    uses = inventory.uses_of(db.session, g.viewer, application)
    found = next((each for each in uses if each.id == wanted), None) or abort(404)
    _office(found.organisation_id)
    inventory.end_use(db.session, found)
    db.commit(by=g.viewer.email)
    flash(f"{found.organisation.name} dicatat tidak memakainya lagi.")
    return redirect(url_for("inventory.show", key=key))


def _saved(application: Application, form: Any) -> str:
    """Change an application now or from the day of the form; return what to say."""
    stated, life = form.stated(), form.life()
    if said := saving.planned(application, form, stated, life):
        return said
    seen = form.seen_version
    inventory.revise(db.session, application, stated, version=seen, **life)
    return "Perubahan disimpan."


def _office(key: int | None) -> Organisation:
    office = db.get_or_404(Organisation, key or 0)
    require(Permission.USE, Place(office.government_id, office.id))
    return office
