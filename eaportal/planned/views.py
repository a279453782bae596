"""The planned changes of a government; changing one, taking one back."""

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

from architecture import scheduling
from architecture.errors import Refused
from architecture.model import PlannedChange, PlannedState
from architecture.scope import readable_classes
from eaportal import db, queries
from eaportal.inventory import filters
from eaportal.permissions import Permission, require, requires
from eaportal.planned import showing
from eaportal.planned.forms import WithdrawForm, form_for

pages = Blueprint("planned", __name__, url_prefix="/arsitektur/rencana-perubahan")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List what will change, and what was carried or withdrawn."""
    government = filters.home() or abort(404)
    office = request.args.get("opd", type=int)
    name = request.args.get("keadaan", "")
    state = PlannedState.__members__.get(name, PlannedState.PLANNED)
    found = scheduling.page(
        db.session,
        g.viewer,
        government,
        state,
        organisations=filters.with_units(office) if office else frozenset(),
        number=queries.page(),
    )
    return render_template(
        "planned/index.html",
        page=found,
        lines=showing.lines(db.session, g.viewer, found.rows),
        state=state,
        states=PlannedState,
        offices=filters.offices(government),
    )


@pages.route("/<int:key>", methods=["GET", "POST"])
@requires(Permission.EDIT)
def edit(key: int) -> ResponseReturnValue:
    """Change the value, the day or the note of what is planned."""
    planned = _found(key)
    field = scheduling.field_of(db.session, planned)
    if field is None:
        return render_template("planned/edit.html", planned=planned)
    if field.cls not in readable_classes(g.viewer, planned.element):
        abort(404)
    form = form_for(field, planned)
    if form.validate_on_submit():
        try:
            scheduling.change(
                db.session,
                planned,
                value=form.value.data,
                on=form.starts_on.data,
                note=form.note.data or "",
                version=form.seen_version,
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse_value(error, field.name)
        else:
            flash("Rencana diubah.")
            return redirect(url_for(".index"))
    [line] = showing.lines(db.session, g.viewer, [planned])
    page = render_template(
        "planned/edit.html", form=form, planned=planned, field=field, line=line
    )
    return page, 422 if form.errors else 200


@pages.post("/<int:key>/tarik")
@requires(Permission.EDIT)
def withdraw(key: int) -> ResponseReturnValue:
    """Take back what is planned."""
    planned = _found(key)
    form = WithdrawForm()
    if not form.validate():
        abort(422)
    version = queries.whole(form.seen.data)
    scheduling.withdraw(db.session, planned, version=version)
    db.commit(by=g.viewer.email)
    flash("Rencana ditarik.")
    return redirect(url_for(".index"))


def _found(key: int) -> PlannedChange:
    """Return a planned change of an element that the viewer may change."""
    planned = scheduling.find(db.session, g.viewer, key) or abort(404)
    require(Permission.EDIT, planned.element)
    return planned
