"""Releases of reference codes: uploaded, previewed, brought into force, looked at."""

from collections.abc import Mapping
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture import classifying, referencing
from architecture.classifying import asking, releasing
from architecture.classifying.values import Change
from architecture.errors import Refused
from architecture.exchange.releases import read_release
from architecture.model import Release
from architecture.reference.codes import DOMAINS
from eaportal import db, jobs, storage, uploads
from eaportal.permissions import Permission, requires
from eaportal.reference.forms import ReleaseForm

pages = Blueprint("releases", __name__, url_prefix="/referensi/rilis")

ADOPT = "adopt release"
_WAITING = "release"


@pages.get("/")
@requires(Permission.READ_RELEASES)
def index() -> ResponseReturnValue:
    """List all releases; who may bring one into force finds the form."""
    return _index(ReleaseForm())


@pages.post("/")
@requires(Permission.IMPORT_RELEASE)
def foresee() -> ResponseReturnValue:
    """Read a file and show what it would do; nothing is written but the file."""
    form = ReleaseForm()
    if not form.validate_on_submit():
        return _index(form), 422
    try:
        upload = uploads.read(form.file.data, uploads.TABLES)
        rows = read_release(upload.content, upload.filename)
        with db.reading() as reader:
            seen = releasing.foresee(reader, rows)
            before = classifying.current(reader)
        file = storage.keep(upload.content, upload.filename, upload.media_type)
    except Refused as error:
        error.field = "file"
        form.refuse(error)
        return _index(form), 422
    session[_WAITING] = {
        "key": file.key,
        "filename": file.filename,
        "name": form.name.data,
        "source": form.source.data or "",
        "after": before.id if before else None,
    }
    return render_template(
        "reference/preview.html", seen=seen, waiting=session[_WAITING], Change=Change
    )


@pages.post("/berlakukan")
@requires(Permission.IMPORT_RELEASE)
def adopt() -> ResponseReturnValue:
    """Have the previewed release brought into force by the worker."""
    waiting = session.pop(_WAITING, None)
    if waiting is None:
        flash("Tidak ada pratinjau yang menunggu. Unggah lagi berkasnya.")
        return redirect(url_for(".index"))
    job = jobs.ask(
        db.session,
        ADOPT,
        {**waiting, "back": url_for(".index")},
        key=ADOPT,
        account=g.viewer.account,
    )
    db.commit(by=g.viewer.email)
    return redirect(jobs.url_of(job))


@pages.get("/<int:key>")
@requires(Permission.READ_RELEASES)
def show(key: int) -> ResponseReturnValue:
    """Show the codes of a release, old ones too, and what it changed."""
    release = db.session.get(Release, key) or abort(404)
    return render_template(
        "reference/release.html",
        release=release,
        tree=classifying.tree(db.session, release=release.id),
        changes=classifying.changes(db.session, release.id),
        domains=DOMAINS,
        Change=Change,
    )


@jobs.handles(ADOPT, title="Memberlakukan rilis kode referensi")
def carry_out(context: jobs.Context) -> Mapping[str, Any]:
    """Bring a release into force, all of it or nothing."""
    told = context.arguments
    context.progress(0, 0, "Membaca berkas.")
    rows = read_release(storage.current().read(told["key"]), told["filename"])
    context.progress(0, 0, "Memindahkan tautan elemen.")
    seen = releasing.adopt(
        context.session,
        rows,
        told["name"],
        source=told["source"],
        after=told["after"],
    )
    elements = sum(each.elements for each in seen.effects)
    drafts = sum(each.planned + each.registrations for each in seen.effects)
    asked = sum(each.asked for each in seen.effects)
    return {
        "url": url_for("releases.index"),
        "message": f"Rilis {told['name']} berlaku: {elements} elemen berganti kode, "
        f"{drafts} rencana dan usulan ikut, {asked} pertanyaan bagi arsitek.",
    }


def _index(form: ReleaseForm) -> str:
    return render_template(
        "reference/releases.html",
        form=form,
        releases=classifying.releases(db.session),
        asked=asking.count(db.session, referencing.national_root(db.session) or 0),
    )
