"""The list of national applications: read and kept by the installer, for all."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture.errors import NotFound, Refused
from architecture.inventory import nationals
from architecture.reference.national import REMIND_DAYS, checked_on, is_fresh
from eaportal import db, formats
from eaportal.governments.forms import FactsForm
from eaportal.permissions import Permission, requires

pages = Blueprint("listed", __name__, url_prefix="/instansi/nasional")


@pages.get("/")
@requires(Permission.MANAGE_GOVERNMENTS)
def index() -> ResponseReturnValue:
    """List national applications with their duty and when they were checked."""
    rows = nationals.listed(db.session)
    checked = {row.id: checked_on(row.national) for row in rows}
    today = formats.today()
    stale = {
        key for key, day in checked.items() if not is_fresh(day, today, REMIND_DAYS)
    }
    return render_template(
        "governments/listed.html", rows=rows, checked=checked, stale=stale
    )


@pages.route("/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_GOVERNMENTS)
def edit(key: int) -> ResponseReturnValue:
    """Say anew for whom one is a duty, since when, and on what that rests."""
    try:
        application = nationals.one_of(db.session, key)
    except NotFound:
        abort(404)
    form = FactsForm.about(application)
    if form.validate_on_submit():
        try:
            nationals.restate(db.session, application, form.facts())
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash("Disimpan dan dicatat sebagai diperiksa hari ini.")
            return redirect(url_for(".index"))
    page = render_template(
        "governments/listed_edit.html",
        form=form,
        name=application.name,
        checked=checked_on(application.national),
    )
    return page, 422 if form.errors else 200
