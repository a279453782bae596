"""The exchange: download a workbook, bring an edited one in, with a preview between."""

from collections.abc import Container
from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    abort,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture.exchange import importing
from architecture.exchange.book import keeping
from architecture.exchange.book.actions import Action
from architecture.exchange.importing import Sought
from architecture.model import (
    Document,
    Import,
    ImportState,
    Organisation,
)
from eaportal import days, db, jobs, queries, storage, uploads
from eaportal.exchange.asking import Trail, ask, give_up, taken, waiting
from eaportal.exchange.book import showing, work
from eaportal.exchange.book.forms import DownloadForm, UploadForm
from eaportal.jobs import files
from eaportal.permissions import Permission, reach, requires

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

pages = Blueprint("exchange", __name__, url_prefix="/pertukaran")

KEY = "<int:key>"
_UPLOAD = "exchange/book/upload.html"
GOOD = "baik"
"""What an apply asks for that leaves the refused rows out."""


@pages.get("/")
@requires(Permission.EXPORT)
def index() -> ResponseReturnValue:
    """Offer the workbook, and list what was brought in with one."""
    return _index(_download_form(), _upload_form())


@pages.post("/unduh")
@requires(Permission.EXPORT)
def download() -> ResponseReturnValue:
    """Let the worker write a workbook."""
    form = _download_form()
    if not form.validate_on_submit() or days.refused(form):
        return _index(form, _upload_form()), 422
    stated = {
        "government": form.chosen,
        "own": form.own_only,
        "on": form.on.data.isoformat() if form.on.data else "",
        "back": url_for(".index"),
    }
    job = jobs.ask(db.session, work.WRITE, stated, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    return redirect(jobs.url_of(job))


@pages.get(f"/unduhan/{KEY}")
@requires(Permission.EXPORT)
def prepared(key: int) -> ResponseReturnValue:
    """Send the workbook that the worker wrote, to the one who asked for it."""
    return files.send(key, work.WRITE)


@pages.route("/unggah", methods=["GET", "POST"])
@requires(Permission.EDIT)
def upload() -> ResponseReturnValue:
    """Take a workbook, judged by its content, and let the worker compare it."""
    if request.method == "POST":
        return _take()
    return render_template(_UPLOAD, form=_upload_form())


@pages.get(f"/{KEY}")
@requires(Permission.EDIT)
def show(key: int) -> ResponseReturnValue:
    """Show the preview, or what became of it; a refused file answers 422."""
    found = _found(key)
    if answer := waiting(found, _trail(found), again=url_for(".upload")):
        return answer
    page = render_template("exchange/book/show.html", **_preview(found))
    return page, 422 if found.state is ImportState.REFUSED else 200


@pages.post(f"/{KEY}/bentrok")
@requires(Permission.EDIT)
def choose(key: int) -> ResponseReturnValue:
    """Say of conflicts whether the file is taken or what stands now is kept."""
    found = _own(key)
    rows = [queries.whole(each) for each in request.form.getlist("baris")]
    take = request.form.get("pakai") == "berkas"
    keeping.choose(db.session, found, take=take, rows=rows or None)
    db.commit(by=g.viewer.email)
    kind, number = request.form.get("jenis"), request.form.get("halaman")
    return redirect(
        url_for(".show", key=key, jenis=kind or None, halaman=number or None)
    )


@pages.post(f"/{KEY}/terapkan")
@requires(Permission.EDIT)
def apply(key: int) -> ResponseReturnValue:
    """Carry out the preview that the person saw; pressed twice it happens once."""
    found = _own(key)
    if found.state is ImportState.APPLIED:
        return redirect(url_for(".show", key=key))
    good_only = request.form.get("baris") == GOOD
    keeping.require_applicable(found, good_only=good_only)
    seen = request.form.get("pratinjau", "")
    back = url_for(".show", key=key)
    return ask(found, work.APPLY, back=back, fingerprint=seen, good_only=good_only)


@pages.post(f"/{KEY}/batal")
@requires(Permission.EDIT)
def cancel(key: int) -> ResponseReturnValue:
    """Give the import up; nothing was written."""
    found = _own(key)
    give_up(found)
    return redirect(url_for(".index"))


@pages.get(f"/{KEY}/perbaiki.xlsx")
@requires(Permission.EDIT)
def mend(key: int) -> ResponseReturnValue:
    """Send the refused rows with the reason before each, to mend."""
    document = _own(key).options.get("mend")
    return storage.send(db.get_or_404(Document, document or 0))


def _index(form: DownloadForm, upload_form: UploadForm) -> str:
    listed = [
        (each, [found for found in keeping.listed(db.session, each.id) if _sees(found)])
        for each in _governments(db.session)
    ]
    return render_template(
        "exchange/book/index.html",
        form=form,
        upload_form=upload_form,
        governments=listed,
    )


def _take() -> ResponseReturnValue:
    with db.reading() as session:  # the file is judged before the transaction
        form = _upload_form(session)
    if not form.validate_on_submit():
        return render_template(_UPLOAD, form=form), 422
    if (file := taken(form, [uploads.XLSX_TYPE])) is None:
        return render_template(_UPLOAD, form=form), 422
    government = db.session.get_one(Organisation, form.chosen)
    made = keeping.begin(db.session, government, file, account=g.viewer.account)
    return ask(made, work.PREVIEW, back=url_for(".index"))


def _preview(found: Import) -> dict[str, object]:
    asked = Sought(
        action=_known(request.args.get("jenis", ""), showing.LOOKS),
        sheet=_known(request.args.get("lembar", ""), found.counts),
        text=queries.words(),
        number=queries.page(),
    )
    rows = importing.page(db.session, found, asked)
    conflicts, took = keeping.conflicts(db.session, found)
    return {
        "upload": found,
        "trail": _trail(found),
        "asked": asked,
        "page": rows,
        "rows": [showing.row(each) for each in rows.rows],
        "counts": showing.counts(found),
        "headings": [{"label": each, "class": "number"} for _, each in showing.COUNTED],
        "tabs": showing.tabs_of(found, took),
        "changed": showing.changed(found) + took,
        "refused": keeping.total(found, Action.REFUSED),
        "conflicts": conflicts,
        "taken": took,
        "applied": found.options.get("applied"),
        "mine": found.by_id == g.viewer.account,
    }


def _known(text: str, words: Container[str]) -> str:
    return text if text in words else ""


def _trail(found: Import) -> Trail:
    return [("Pertukaran", url_for(".index")), (found.document.filename, None)]


def _found(key: int) -> Import:
    found = keeping.find(db.session, key, lock=request.method == "POST")
    return found if found and _sees(found) else abort(404)


def _own(key: int) -> Import:
    """Return an import that the viewer uploaded; its rows were judged for them."""
    found = _found(key)
    return found if found.by_id == g.viewer.account else abort(403)


def _sees(found: Import) -> bool:
    """Tell whether it is the viewer's own, or of a government that they may change."""
    government = found.government_id
    if government not in g.viewer.governments:
        return False
    own = found.by_id == g.viewer.account
    return own or reach(g.viewer, Permission.EDIT, government) is None


def _download_form() -> DownloadForm:
    form = DownloadForm(formdata=request.form if _is("download") else None)
    governments = _governments(db.session)
    form.offer(governments)
    form.narrow(offers=bool(g.viewer.offices()))
    return form


def _upload_form(session: "Session | None" = None) -> UploadForm:
    form = UploadForm()
    form.offer(
        [
            each
            for each in _governments(session or db.session)
            if reach(g.viewer, Permission.EDIT, each.id) != frozenset()
        ]
    )
    return form


def _is(name: str) -> bool:
    return request.endpoint == f"exchange.{name}"


def _governments(session: "Session") -> list[Organisation]:
    rows = [session.get(Organisation, key) for key in sorted(g.viewer.governments)]
    return [row for row in rows if row is not None]
