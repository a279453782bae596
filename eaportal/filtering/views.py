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
from eaportal import days, db, queries
from eaportal.filtering import bar
from eaportal.filtering.forms import EditForm, NameForm, SaveForm
from eaportal.filtering.pages import PAGES
from eaportal.filtering.reading import Reader
from eaportal.filtering.values import Question
from eaportal.inventory.filters import home
from eaportal.permissions import Permission, Place, may, requires

pages = Blueprint("filtering", __name__, url_prefix="/saringan")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List the saved filters, what each asks, and what of it no longer counts."""
    root = home() or abort(404)
    rows = filtering.seen(db.session, g.viewer, government=root)
    reader = Reader(root, (row.asked for row in rows))
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
    """Lead to the page, asked what the filter asks."""
    return redirect(bar.url_of(_found(key), g.viewer))


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.READ)
def create() -> ResponseReturnValue:
    """Save what a page is asked, as a new filter or in place of another."""
    root = home() or abort(404)
    page, question = _asked(root)
    form = _save_form(root, page, question)
    if form.validate_on_submit():
        try:
            row = _save(form, root, page, question)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"{PAGES[page].noun.capitalize()} “{row.name}” disimpan.")
            return redirect(url_for(".show", key=row.id))
    return _form_page(form, page, question, f"Simpan {PAGES[page].noun}")


@pages.route("/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.READ)
def edit(key: int) -> ResponseReturnValue:
    """Give a filter another name, and put a map on the front page or take it off."""
    row = _to_change(key)
    noun = PAGES[row.page].noun
    form = EditForm(data={"name": row.name, "front": row.front})
    form.offer(PAGES[row.page], shared=row.account_id is None)
    if form.validate_on_submit():
        try:
            _change(form, row)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"{noun.capitalize()} “{row.name}” diubah.")
            return redirect(url_for(".index"))
    question = Reader(row.government_id).read(row.page, row.asked)
    return _form_page(form, row.page, question, f"Ubah {noun}")


@pages.post("/<int:key>/hapus")
@requires(Permission.READ)
def remove(key: int) -> ResponseReturnValue:
    """Forget a filter."""
    row = _to_change(key)
    filtering.remove(db.session, g.viewer, row)
    db.commit(by=g.viewer.email)
    noun = PAGES[row.page].noun
    flash(f"{noun.capitalize()} “{row.name}” dihapus.")
    return redirect(url_for(".index"))


def _save_form(root: int, page: str, question: Question) -> SaveForm:
    day = question.values.get(days.NAME, "")
    replaced = queries.whole(request.args.get("ganti"))
    form = SaveForm(data={"replaced": replaced, "day": day})
    rows = filtering.seen(db.session, g.viewer, government=root, pages=[page])
    form.offer(
        PAGES[page],
        [row for row in rows if _may_change(row)],
        day=day,
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
    asked = form.on_its_day(question.values)
    if key := form.value_of("replaced"):
        row = _found(key)
        filtering.replace(db.session, g.viewer, row, asked)
        if form.name.data:
            filtering.rename(db.session, g.viewer, row, form.name.data)
        if form.value_of("front"):
            filtering.put_in_front(db.session, g.viewer, row, True)
        return row
    return filtering.save(
        db.session,
        g.viewer,
        root,
        page=page,
        name=form.name.data or "",
        asked=asked,
        shared=bool(form.value_of("shared")),
        front=bool(form.value_of("front")),
    )


def _change(form: EditForm, row: SavedFilter) -> None:
    filtering.rename(db.session, g.viewer, row, form.name.data or "")
    if "front" in form:
        filtering.put_in_front(db.session, g.viewer, row, bool(form.value_of("front")))


def _asked(root: int) -> tuple[str, Question]:
    """Return which page, and what of its address counts; the 404 page for neither."""
    page = request.args.get("daftar", "")
    if page not in PAGES:
        abort(404)
    asked = dict(parse_qsl(request.args.get("saring", "")[:4000]))
    question = Reader(root).read(page, asked, strict=False)
    return (page, question) if PAGES[page].says(question.values) else abort(404)


def _to_change(key: int) -> SavedFilter:
    row = _found(key)
    return row if _may_change(row) else abort(403)


def _may_change(row: SavedFilter) -> bool:
    return filtering.may_change(g.viewer, row)


def _found(key: int) -> SavedFilter:
    row = filtering.find(db.session, g.viewer, key)
    return row if row and row.page in PAGES else abort(404)
