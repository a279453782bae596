"""Imports: the list, the upload, the columns, the preview, and what came of it."""

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

from architecture import organisations
from architecture.exchange import importing
from architecture.exchange.importing import Sought
from architecture.exchange.inventories import keeping
from architecture.model import (
    Document,
    Import,
    ImportState,
    Organisation,
)
from architecture.roles import Role
from eaportal import db, queries, storage, uploads
from eaportal.exchange.asking import Trail, ask, give_up, taken, waiting
from eaportal.exchange.inventories import showing, work
from eaportal.exchange.inventories.forms import UploadForm, columns_form
from eaportal.exchange.inventories.places import columns_url, show_url
from eaportal.permissions import Permission, requires

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

pages = Blueprint("imports", __name__, url_prefix="/impor")

KEY = "<int:key>"
_UPLOAD = "exchange/inventories/upload.html"


@pages.get("/")
@requires(Permission.IMPORT)
def index() -> ResponseReturnValue:
    """List the imports of the governments that the viewer administers."""
    return render_template(
        "exchange/inventories/index.html",
        rows_of=showing.rows_of,
        governments=[
            (each, importing.listed(db.session, each.id))
            for each in _administered(db.session)
        ],
    )


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def create() -> ResponseReturnValue:
    """Take a file, judged by its content, and let the worker read it."""
    if request.method == "POST":
        return _take()
    return render_template(_UPLOAD, form=_upload_form())


@pages.get(f"/{KEY}")
@requires(Permission.IMPORT)
def show(key: int) -> ResponseReturnValue:
    """Show the preview, or where the import stands; a refused file answers 422."""
    upload = _found(key)
    if answer := waiting(upload, _trail(upload), again=url_for(".create")):
        return answer
    if upload.state is ImportState.READ:
        return redirect(columns_url(key))
    if upload.state is ImportState.REFUSED:
        form = _upload_form()
        return render_template(
            "exchange/inventories/refused.html", upload=upload, form=form
        ), 422
    return render_template("exchange/inventories/show.html", **_preview(upload))


@pages.route(f"/{KEY}/kolom", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def columns(key: int) -> ResponseReturnValue:
    """Say what each column holds and how the import is to be done."""
    upload = _found(key)
    if upload.state not in {ImportState.READ, ImportState.PREVIEWED}:
        return redirect(show_url(key))
    offices = organisations.parents(db.session, [upload.government_id])
    form = columns_form(upload, first=len(offices) == 1)
    if form.validate_on_submit():
        keeping.choose(upload, form.choices(upload.options.get("sheet", "")))
        return ask(upload, work.PREVIEW, back=columns_url(key))
    wrong = form.errors or (upload.message and request.method == "GET")
    page = render_template(
        "exchange/inventories/columns.html", upload=upload, form=form
    )
    return page, 422 if wrong else 200


@pages.post(f"/{KEY}/lembar")
@requires(Permission.IMPORT)
def sheet(key: int) -> ResponseReturnValue:
    """Read another sheet of the same file."""
    upload = _found(key)
    wanted = request.form.get("lembar", "")
    if upload.state in importing.ENDED or wanted not in upload.sheets:
        abort(409)
    return ask(upload, work.READ, back=columns_url(key), sheet=wanted)


@pages.post(f"/{KEY}/terapkan")
@requires(Permission.IMPORT)
def apply(key: int) -> ResponseReturnValue:
    """Carry out the preview that the person saw; pressed twice it happens once."""
    upload = _found(key)
    if upload.state is ImportState.APPLIED:
        return redirect(show_url(key))
    rows = request.form.get("baris", "")
    keeping.require_applicable(upload, readable_only=rows == work.READABLE)
    seen = request.form.get("pratinjau", "")
    return ask(upload, work.APPLY, back=show_url(key), fingerprint=seen, rows=rows)


@pages.post(f"/{KEY}/batal")
@requires(Permission.IMPORT)
def cancel(key: int) -> ResponseReturnValue:
    """Give the import up; nothing was written."""
    upload = _found(key)
    give_up(upload)
    return redirect(url_for(".index"))


@pages.get(f"/{KEY}/perbaiki.xlsx")
@requires(Permission.IMPORT)
def mend(key: int) -> ResponseReturnValue:
    """Send the refused rows with the reason before each."""
    document = _found(key).options.get("mend")
    return storage.send(db.get_or_404(Document, document or 0))


@pages.get("/templat.xlsx")
@requires(Permission.IMPORT)
def template() -> ResponseReturnValue:
    """Send an empty table with every header that an import knows."""
    from architecture.exchange.inventories.mending import template

    return storage.send_bytes(template(), "templat-impor.xlsx", uploads.XLSX)


def _take() -> ResponseReturnValue:
    with db.reading() as session:  # the file is judged before the transaction
        form = _upload_form(session)
    if not form.validate_on_submit():
        return render_template(_UPLOAD, form=form), 422
    if (file := taken(form, uploads.TABLES)) is None:
        return render_template(_UPLOAD, form=form), 422
    allowed = _administered(db.session)
    chosen = form.government.data if "government" in form else allowed[0].id
    [government] = [each for each in allowed if each.id == chosen]
    made = importing.begin(db.session, government, file, account=g.viewer.account)
    return ask(made, work.READ, back=url_for(".index"))


def _preview(upload: Import) -> dict[str, object]:
    action = request.args.get("jenis", "")
    asked = Sought(
        action=action if action in showing.LOOKS else "",
        text=queries.words(),
        number=queries.page(),
    )
    found = importing.page(db.session, upload, asked, hidden=[keeping.OFFICE])
    return {
        "upload": upload,
        "trail": _trail(upload),
        "tabs": showing.tabs_of(upload),
        "asked": asked,
        "page": found,
        "rows": [showing.row(each) for each in found.rows],
        "refused": upload.counts.get("REFUSED", 0),
        "readable": sum(upload.counts.values()) - upload.counts.get("REFUSED", 0),
        "applied": upload.options.get("applied"),
    }


def _trail(upload: Import) -> Trail:
    return [("Impor", url_for(".index")), (upload.document.filename, None)]


def _found(key: int) -> Import:
    upload = importing.find(db.session, key, lock=request.method == "POST")
    own = {post.government for post in g.viewer.holds([Role.ADMINISTRATOR])}
    return upload if upload and upload.government_id in own else abort(404)


def _upload_form(session: "Session | None" = None) -> UploadForm:
    form = UploadForm()
    form.offer(_administered(session or db.session))
    return form


def _administered(session: "Session") -> list[Organisation]:
    keys = {post.government for post in g.viewer.holds([Role.ADMINISTRATOR])}
    rows = [session.get(Organisation, key) for key in sorted(keys)]
    return [row for row in rows if row is not None]
