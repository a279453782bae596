"""Save a filter, open it, name it anew, forget it; and the page of all."""

from urllib.parse import parse_qsl

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

from architecture import filtering
from architecture.errors import Refused
from architecture.model import SavedFilter
from eaportal import db, queries
from eaportal.filtering import bar
from eaportal.filtering.forms import NameForm, SaveForm
from eaportal.filtering.pages import PAGES
from eaportal.filtering.reading import Question, Reader
from eaportal.inventory.filters import home
from eaportal.permissions import Permission, Place, may, requires

pages = Blueprint("filtering", __name__, url_prefix="/saringan")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List the saved filters, what each asks, and what of it no longer counts."""
    root = home() or abort(404)
    reader = Reader(root)
    rows = filtering.seen(db.session, g.viewer, government=root)
    return render_template(
        "filtering/index.html",
        rows=[
            (row, reader.read(row.page, row.asked), _may_change(row))
            for row in bar.openable(rows, g.viewer)
        ],
        told=bar.told,
    )


@pages.get("/<int:key>")
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Lead to the list, narrowed by what the filter asks."""
    return redirect(bar.url_of(_found(key), g.viewer))


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.READ)
def create() -> ResponseReturnValue:
    """Save what a list is narrowed by, as a new filter or in place of another."""
    root = home() or abort(404)
    page, question = _asked(root)
    form = _save_form(root, page)
    if form.validate_on_submit():
        try:
            row = _save(form, root, page, question)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"Saringan “{row.name}” disimpan.")
            return redirect(url_for(".show", key=row.id))
    return _form_page(form, page, question, "Simpan saringan")


@pages.route("/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.READ)
def edit(key: int) -> ResponseReturnValue:
    """Give a filter another name."""
    row = _to_change(key)
    form = NameForm(data={"name": row.name})
    if form.validate_on_submit():
        try:
            filtering.rename(db.session, g.viewer, row, form.name.data or "")
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"Saringan kini bernama “{row.name}”.")
            return redirect(url_for(".index"))
    question = Reader(row.government_id).read(row.page, row.asked)
    return _form_page(form, row.page, question, "Ganti nama saringan")


@pages.post("/<int:key>/hapus")
@requires(Permission.READ)
def remove(key: int) -> ResponseReturnValue:
    """Forget a filter."""
    row = _to_change(key)
    filtering.remove(db.session, g.viewer, row)
    db.commit(by=g.viewer.email)
    flash(f"Saringan “{row.name}” dihapus.")
    return redirect(url_for(".index"))


def _save_form(root: int, page: str) -> SaveForm:
    form = SaveForm(data={"replaced": queries.whole(request.args.get("ganti"))})
    rows = filtering.seen(db.session, g.viewer, government=root, page=page)
    form.offer(
        [row for row in rows if _may_change(row)],
        may_share=may(g.viewer, Permission.SHARE_FILTERS, Place(root, root)),
    )
    return form


def _form_page(
    form: NameForm, page: str, question: Question, title: str
) -> ResponseReturnValue:
    listed = PAGES[page]
    shown = render_template(
        "filtering/edit.html",
        form=form,
        page=listed,
        cancel=listed.address(question.values),
        question=question,
        title=title,
    )
    return shown, 422 if form.errors or form.form_errors else 200


def _save(form: SaveForm, root: int, page: str, question: Question) -> SavedFilter:
    if key := form.value_of("replaced"):
        row = _found(key)
        filtering.replace(db.session, g.viewer, row, question.values)
        if form.name.data:
            filtering.rename(db.session, g.viewer, row, form.name.data)
        return row
    return filtering.save(
        db.session,
        g.viewer,
        root,
        page=page,
        name=form.name.data or "",
        asked=question.values,
        shared=bool(form.value_of("shared")),
    )


def _asked(root: int) -> tuple[str, Question]:
    """Return which list, and what of its address counts; the 404 page for neither."""
    page = request.args.get("daftar", "")
    if page not in PAGES:
        abort(404)
    asked = dict(parse_qsl(request.args.get("saring", "")[:4000]))
    question = Reader(root).read(page, asked, strict=False)
    return (page, question) if question.values else abort(404)


def _to_change(key: int) -> SavedFilter:
    row = _found(key)
    return row if _may_change(row) else abort(403)


def _may_change(row: SavedFilter) -> bool:
    return filtering.may_change(g.viewer, row)


def _found(key: int) -> SavedFilter:
    row = filtering.find(db.session, g.viewer, key)
    return row if row and row.page in PAGES else abort(404)
