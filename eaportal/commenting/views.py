"""Comments are written, mended, settled and opened again; what is open is listed."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from architecture import commenting, elements
from architecture.errors import Refused
from architecture.model import Comment
from eaportal import db, queries
from eaportal.commenting.overview import may_settle
from eaportal.elements.places import url_of
from eaportal.forms import Form
from eaportal.inventory.filters import home
from eaportal.permissions import Permission, require, requires

pages = Blueprint("commenting", __name__, url_prefix="/komentar")


class CommentForm(Form):
    """What one says."""

    text = TextAreaField(
        "Komentar",
        validators=[
            DataRequired("Tulis komentarnya."),
            Length(max=commenting.LONGEST),
        ],
    )


@pages.get("/")
@requires(Permission.COMMENT)
def index() -> ResponseReturnValue:
    """List the comments that are not settled; those that wait for oneself if asked."""
    root = home() or abort(404)
    mine = request.args.get("saya") == "1"
    page = commenting.open_page(
        db.session, g.viewer, root, mine=mine, number=queries.page()
    )
    return render_template("commenting/index.html", page=page, mine=mine)


@pages.post("/elemen/<int:key>")
@requires(Permission.COMMENT)
def write(key: int) -> ResponseReturnValue:
    """Say something about an element."""
    element = elements.find(db.session, g.viewer, key) or abort(404)
    require(Permission.COMMENT, element)
    form = CommentForm()
    if form.validate():
        try:
            commenting.write(db.session, g.viewer, element, form.text.data or "")
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            return redirect(f"{url_of(element)}#komentar")
    page = render_template("commenting/edit.html", form=form, element=element)
    return page, 422


@pages.route("/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.COMMENT)
def mend(key: int) -> ResponseReturnValue:
    """Change one's own words within an hour."""
    comment = _found(key)
    if comment.account_id != g.viewer.account:
        abort(403)
    form = CommentForm(data={"text": comment.text})
    if form.validate_on_submit():
        try:
            commenting.mend(g.viewer, comment, form.text.data or "")
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            return redirect(f"{url_of(comment.element)}#komentar")
    page = render_template("commenting/edit.html", form=form, element=comment.element)
    return page, 422 if form.errors or form.form_errors else 200


@pages.post("/<int:key>/selesai")
@requires(Permission.COMMENT)
def settle(key: int) -> ResponseReturnValue:
    """Say that nothing is left to answer."""
    comment = _to_settle(key)
    commenting.settle(g.viewer, comment)
    db.commit(by=g.viewer.email)
    flash("Komentar ditandai selesai.")
    return redirect(f"{url_of(comment.element)}#komentar")


@pages.post("/<int:key>/buka")
@requires(Permission.COMMENT)
def reopen(key: int) -> ResponseReturnValue:
    """Say that something is left to answer after all."""
    comment = _to_settle(key)
    commenting.reopen(comment)
    db.commit(by=g.viewer.email)
    return redirect(f"{url_of(comment.element)}#komentar")


def _to_settle(key: int) -> Comment:
    comment = _found(key)
    return comment if may_settle(comment) else abort(403)


def _found(key: int) -> Comment:
    lock = db.writes(db.session)
    found = commenting.find(db.session, g.viewer, key, lock=lock)
    return found or abort(404)
