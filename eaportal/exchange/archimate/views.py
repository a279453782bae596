"""ArchiMate files: download one, bring one in, with a preview between."""

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
from architecture.exchange.archimate import keeping
from architecture.exchange.importing import Sought
from architecture.model import Import, ImportState, Organisation
from eaportal import days, db, jobs, queries, uploads
from eaportal.exchange.archimate import showing, work
from eaportal.exchange.archimate.forms import ExportForm, ImportForm
from eaportal.exchange.asking import Trail, ask, give_up, taken, waiting
from eaportal.jobs import files
from eaportal.permissions import Permission, reach, requires

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

pages = Blueprint("archimate", __name__, url_prefix="/pertukaran/archimate")

KEY = "<int:key>"
_UPLOAD = "exchange/archimate/upload.html"


@pages.get("/")
@requires(Permission.EXCHANGE)
def index() -> ResponseReturnValue:
    """Offer the file, and list what was brought in with one."""
    return _index(_export_form())


@pages.post("/unduh")
@requires(Permission.EXCHANGE)
def download() -> ResponseReturnValue:
    """Let the worker write a file."""
    form = _export_form()
    if not form.validate_on_submit() or days.refused(form):
        return _index(form), 422
    stated = {
        "office": form.office.data,
        "on": form.on.data.isoformat() if form.on.data else "",
        "back": url_for(".index"),
    }
    job = jobs.ask(db.session, work.WRITE, stated, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    return redirect(jobs.url_of(job))


@pages.get(f"/unduhan/{KEY}")
@requires(Permission.EXCHANGE)
def prepared(key: int) -> ResponseReturnValue:
    """Send the file that the worker wrote, to the one who asked for it."""
    return files.send(key, work.WRITE)


@pages.route("/unggah", methods=["GET", "POST"])
@requires(Permission.EXCHANGE)
def upload() -> ResponseReturnValue:
    """Take a file and let the worker compare it."""
    if request.method == "POST":
        return _take()
    return render_template(_UPLOAD, form=_import_form(db.session))


@pages.get(f"/{KEY}")
@requires(Permission.EXCHANGE)
def show(key: int) -> ResponseReturnValue:
    """Show the preview, or what became of it; a refused file answers 422."""
    found = _found(key)
    if answer := waiting(found, _trail(found), again=url_for(".upload")):
        return answer
    page = render_template("exchange/archimate/show.html", **_preview(found))
    return page, 422 if found.state is ImportState.REFUSED else 200


@pages.post(f"/{KEY}/terapkan")
@requires(Permission.EXCHANGE)
def apply(key: int) -> ResponseReturnValue:
    """Carry out the preview that the person saw; pressed twice it happens once."""
    found = _found(key)
    if found.state is ImportState.APPLIED:
        return redirect(url_for(".show", key=key))
    keeping.require_applicable(found)
    seen = request.form.get("pratinjau", "")
    return ask(found, work.APPLY, back=url_for(".show", key=key), fingerprint=seen)


@pages.post(f"/{KEY}/batal")
@requires(Permission.EXCHANGE)
def cancel(key: int) -> ResponseReturnValue:
    """Give the import up; nothing was written."""
    found = _found(key)
    give_up(found)
    return redirect(url_for(".index"))


def _index(form: ExportForm) -> str:
    listed = [
        (each, keeping.listed(db.session, each.id)) for each in _governments(db.session)
    ]
    return render_template(
        "exchange/archimate/index.html", form=form, governments=listed
    )


def _take() -> ResponseReturnValue:
    with db.reading() as session:  # the file is judged before the transaction
        form = _import_form(session)
    if not form.validate_on_submit():
        return render_template(_UPLOAD, form=form), 422
    if (file := taken(form, [uploads.XML_TYPE])) is None:
        return render_template(_UPLOAD, form=form), 422
    owner = db.session.get_one(Organisation, form.office.data)
    made = keeping.begin(
        db.session,
        owner.government or owner,
        file,
        owner=owner.id,
        account=g.viewer.account,
    )
    return ask(made, work.PREVIEW, back=url_for(".index"))


def _preview(found: Import) -> dict[str, object]:
    action = request.args.get("jenis", "")
    asked = Sought(
        action=action if action in showing.LOOKS else "",
        text=queries.words(),
        number=queries.page(),
    )
    rows = importing.page(db.session, found, asked)
    return {
        "upload": found,
        "trail": _trail(found),
        "asked": asked,
        "page": rows,
        "rows": [showing.row(each) for each in rows.rows],
        "tabs": showing.tabs_of(found),
        "counts": found.counts,
        "unchanged": found.counts.get(showing.UNCHANGED, 0),
    }


def _trail(found: Import) -> Trail:
    return [
        ("Pertukaran", url_for("exchange.index")),
        ("Model ArchiMate", url_for(".index")),
        (found.document.filename, None),
    ]


def _found(key: int) -> Import:
    found = keeping.find(db.session, key, lock=request.method == "POST")
    own = {each.id for each in _governments(db.session)}
    return found if found and found.government_id in own else abort(404)


def _governments(session: "Session") -> list[Organisation]:
    """Return the governments whose whole model the viewer may exchange."""
    keys = [
        key
        for key in sorted(g.viewer.governments)
        if reach(g.viewer, Permission.EXCHANGE, key) is None
    ]
    rows = [session.get(Organisation, key) for key in keys]
    return [row for row in rows if row is not None]


def _offices(session: "Session") -> list[Organisation]:
    several = [organisations.tree(session, each.id) for each in _governments(session)]
    return [office for offices in several for office in offices]


def _export_form() -> ExportForm:
    form = ExportForm(formdata=request.form if request.method == "POST" else None)
    form.offer(_offices(db.session))
    return form


def _import_form(session: "Session") -> ImportForm:
    form = ImportForm()
    form.offer(_offices(session))
    return form
