"""The tree of offices, one office, and the settings of a government."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import organisations, referencing, restructuring
from architecture.errors import Refused
from architecture.model import Organisation
from architecture.roles import Role
from eaportal import db, formats
from eaportal.organisations.forms import OfficeForm, SettingsForm
from eaportal.permissions import Permission, requires

pages = Blueprint("organisations", __name__, url_prefix="/perangkat-daerah")


@pages.get("/")
@requires(Permission.MANAGE_ORGANISATIONS)
def index() -> ResponseReturnValue:
    """Show the offices as the tree that they form."""
    government = administered()
    rows = organisations.tree(db.session, government.id)
    today = formats.today()
    living = organisations.standing(rows, today)
    return render_template(
        "organisations/index.html",
        government=government,
        rows=living,
        ended=[row for row in rows if row not in living],
        depths=organisations.depths(rows),
        counts=organisations.counts(db.session, government.id),
        waiting=restructuring.waiting(db.session, government.id),
        today=today,
    )


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def create() -> ResponseReturnValue:
    """Add an office or a unit."""
    government = administered()
    form = _form(government)
    if form.validate_on_submit():
        try:
            parent = of_government(form.parent.data, government)
            made = organisations.create_office(db.session, parent, form.details())
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"{made.name} ditambahkan.")
            return redirect(url_for(".index"))
    page = render_template("organisations/form.html", form=form, office=None)
    return page, 422 if form.errors else 200


@pages.route("/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def edit(key: int) -> ResponseReturnValue:
    """Change what is stated about an office; a former name stays known."""
    government = administered()
    office = of_government(key, government)
    form = _form(government, office)
    if form.validate_on_submit():
        try:
            if "parent" in form:
                parent = of_government(form.parent.data, government)
                organisations.move_office(db.session, office, parent)
            organisations.revise_office(db.session, office, form.details())
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(f"{office.name} diperbarui.")
            return redirect(url_for(".index"))
    page = render_template("organisations/form.html", form=form, office=office)
    return page, 422 if form.errors else 200


@pages.route("/pengaturan", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def settings() -> ResponseReturnValue:
    """Change how the government works: letters, sharing, domain."""
    government = administered()
    stored = organisations.settings(db.session, government.id)
    form = SettingsForm()
    if form.validate_on_submit():
        organisations.revise_settings(db.session, government, form.values())
        db.commit(by=g.viewer.email)
        flash("Pengaturan disimpan.")
        return redirect(url_for(".index"))
    if not form.is_submitted():
        form.take(stored)
    page = render_template(
        "organisations/settings.html", form=form, government=government
    )
    return page, 422 if form.errors else 200


def administered() -> Organisation:
    """Return the government that the viewer administers."""
    posts = g.viewer.holds([Role.ADMINISTRATOR])
    return db.get_or_404(Organisation, posts[0].government if posts else 0)


def of_government(key: int, government: Organisation) -> Organisation:
    """Return an office of the government, or stop with the 404 page."""
    office = db.get_or_404(Organisation, key)
    return office if office.government_id == government.id else abort(404)


def _form(government: Organisation, office: Organisation | None = None) -> OfficeForm:
    form = OfficeForm(obj=office)
    rows = organisations.tree(db.session, government.id)
    deep = organisations.depths(rows)
    parents = organisations.standing(rows, formats.today())
    if office is not None:
        above = organisations.parents(db.session, [government.id])
        inside = organisations.below(above, office.id)
        parents = [row for row in rows if row.id not in inside]
    form.offer(
        [(row, deep[row.id]) for row in parents], referencing.matters(db.session)
    )
    if office is None:
        return form
    if not form.is_submitted():
        form.former_names.data = "\n".join(office.former_names)
        form.parent.data = office.parent_id
    if office.id == government.id:
        del form.parent
    return form
