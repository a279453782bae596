"""Pages: which record to merge, the preview, and a merge with its way back."""

from typing import Any

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

from architecture import inventory, merging, suspecting
from architecture.errors import Changed, Invalid
from architecture.merging import Foreseen, Kept
from architecture.model import Application, Merge
from architecture.scope import readable_fields
from eaportal import db, queries
from eaportal.errors import undo as take_back
from eaportal.inventory import filters
from eaportal.inventory.views import found_or_404
from eaportal.merging import showing
from eaportal.merging.forms import MergeForm, UndoForm, form_of
from eaportal.permissions import Permission, may, require, requires

pages = Blueprint("merging", __name__)

MERGED = "/aplikasi/<int:key>/gabung"
DONE = "/penggabungan/<int:key>"


@pages.get(MERGED)
@requires(Permission.MERGE)
def preview(key: int) -> ResponseReturnValue:
    """Show what a merge will do, or ask which record is meant."""
    other = queries.whole(request.args.get("dengan"))
    if not other:
        return _choose(found_or_404(key))
    foreseen = merging.foresee(db.session, g.viewer, key, other)
    return _preview(foreseen, form_of(foreseen))


@pages.post(MERGED)
@requires(Permission.MERGE)
def merge(key: int) -> ResponseReturnValue:
    """Let one record stand for both."""
    other = queries.whole(request.args.get("dengan"))
    form = form_of(merging.foresee(db.session, g.viewer, key, other), sent=True)
    try:
        form.check()
        row = merging.merge(db.session, g.viewer, key, other, **form.stated())
    except (Invalid, Changed) as error:
        take_back()
        return _refused(merging.foresee(db.session, g.viewer, key, other), error)
    db.commit(by=g.viewer.email)
    flash("Kedua catatan sudah digabung.")
    return redirect(url_for(".show", key=row.id))


@pages.get("/penggabungan/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List the merges of the government, the newest first."""
    root = filters.home() or abort(404)
    page = merging.listed(db.session, g.viewer, root, queries.page())
    return render_template("merging/index.html", page=page)


@pages.get(DONE)
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Show a merge: what it did, and what an undo would bring back."""
    return _page(merging.find(db.session, g.viewer, key))


@pages.post(f"{DONE}/batal")
@requires(Permission.MERGE)
def undo(key: int) -> ResponseReturnValue:
    """Take a merge back."""
    row = merging.find(db.session, g.viewer, key)
    require(Permission.MERGE, row.survivor)
    form = UndoForm()
    if not form.validate():
        abort(422)
    try:
        merging.undo(db.session, g.viewer, row, token_seen=form.seen.data or "")
    except Changed as error:
        take_back()
        return _page(merging.find(db.session, g.viewer, key), error), 409
    db.commit(by=g.viewer.email)
    flash("Penggabungan dibatalkan; kedua catatan berdiri sendiri lagi.")
    return redirect(url_for(".show", key=key))


def _choose(application: Application) -> ResponseReturnValue:
    """Ask which record is the same: what is suspected, and what a search finds."""
    require(Permission.MERGE, application)
    if application.merged_into_id:
        return redirect(url_for("inventory.show", key=application.id))
    text = queries.words()
    return render_template(
        "merging/choose.html",
        application=application,
        alike=_alike(application),
        text=text,
        found=merging.candidates(db.session, g.viewer, application, text),
    )


def _alike(application: Application) -> list[tuple[Application, int]]:
    """Return what is suspected to be the same, and how likely that is, of a hundred."""
    pairs = suspecting.touching(db.session, g.viewer, application)
    keys = {each for pair in pairs for each in (pair.one, pair.other)}
    known = inventory.several(db.session, g.viewer, keys - {application.id})
    return [
        (known[key], pair.percent)
        for pair in pairs
        for key in (pair.one, pair.other)
        if key in known
    ]


def _preview(foreseen: Foreseen, form: MergeForm) -> str:
    return render_template(
        "merging/preview.html",
        foreseen=foreseen,
        form=form,
        groups=showing.grouped(foreseen.moved),
    )


def _refused(newer: Foreseen, error: Invalid | Changed) -> ResponseReturnValue:
    """Show the preview as it is now, with what was chosen and why it was refused."""
    again = form_of(newer, sent=True)
    again.validate()
    again.refuse(error)
    if isinstance(error, Changed):
        again.seen.data = newer.token
    return _preview(newer, again), 409 if isinstance(error, Changed) else 422


def _page(row: Merge, error: Changed | None = None) -> str:
    """Show a merge; what it names and its way back only to those who may merge."""
    may_merge = may(g.viewer, Permission.MERGE, row.survivor)
    moved = [merging.Moved.from_json(each) for each in row.told]
    return render_template(
        "merging/show.html",
        merge=row,
        summary=merging.summary(moved),
        groups=showing.grouped(moved) if may_merge else [],
        changes=showing.changes(row, readable_fields(g.viewer, row.survivor)),
        kept=[Kept(**each) for each in row.kept] if may_merge else [],
        **(_way_back(row, error) if may_merge and not row.undone_at else {}),
    )


def _way_back(row: Merge, error: Changed | None) -> dict[str, Any]:
    """Return what an undo would bring back, and its form."""
    undoing = merging.foresee_undo(db.session, row)
    form = UndoForm(formdata=None, data={"seen": undoing.token})
    if error:
        form.refuse(error)
    return {"undoing": undoing, "form": form}
