"""The words that fields offer: a government adds its own and hides what it lacks."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture.elements import custom
from architecture.errors import Refused
from eaportal import db
from eaportal.fields.forms import WordForm
from eaportal.fields.views import government
from eaportal.permissions import Permission, requires

pages = Blueprint("words", __name__, url_prefix="/isian/kata")


@pages.get("/")
@requires(Permission.MANAGE_FIELDS)
def index() -> ResponseReturnValue:
    """Show every list with its words, offered or hidden."""
    return render_template(
        "fields/words.html",
        lists=custom.lists_of(db.session, government()),
        labels=custom.known_lists(),
    )


@pages.post("/tambah")
@requires(Permission.MANAGE_FIELDS)
def offer() -> ResponseReturnValue:
    """Offer a word, a new one or one that was hidden."""
    name, word = _asked()
    try:
        custom.offer_word(db.session, government(), name, word)
        db.commit(by=g.viewer.email)
    except Refused as error:
        db.session.rollback()
        flash(error.sentence)
    else:
        flash(f"“{word}” ditawarkan.")
    return redirect(url_for(".index"))


@pages.post("/sembunyikan")
@requires(Permission.MANAGE_FIELDS)
def hide() -> ResponseReturnValue:
    """Offer a word no more; what was stated with it stays."""
    name, word = _asked()
    custom.hide_word(db.session, government(), name, word)
    db.commit(by=g.viewer.email)
    flash(f"“{word}” tidak ditawarkan lagi; yang sudah memakainya tetap.")
    return redirect(url_for(".index"))


def _asked() -> tuple[str, str]:
    form = WordForm()
    if not form.list.data:
        abort(422)
    return form.list.data, form.word.data or ""
