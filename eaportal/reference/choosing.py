"""What a release left open: somebody of the government chooses a code."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import classifying
from architecture.classifying import asking
from architecture.errors import Refused
from architecture.model import CodeQuestion
from eaportal import db, queries
from eaportal.permissions import Permission, requires
from eaportal.reference import showing
from eaportal.reference.forms import ChoiceForm
from eaportal.reference.owning import government
from eaportal.reference.views import pages


@pages.get("/keputusan")
@requires(Permission.MANAGE_CODES)
def questions() -> ResponseReturnValue:
    """Show what is asked, each with the likely codes first."""
    return _page("")


@pages.post("/keputusan/<int:key>")
@requires(Permission.MANAGE_CODES)
def answer(key: int) -> ResponseReturnValue:
    """Carry an element, all with the same code, or an own code to what is chosen."""
    row = db.get_or_404(CodeQuestion, key)
    if row.government_id != government():
        abort(404)
    form = ChoiceForm()
    try:
        form.validate_on_submit()
        wide = form.every.data and row.element_id and not row.answered_at
        several = asking.alike(db.session, row) if wide else [row]
        changed = asking.answer(db.session, several, form.chosen, by=g.viewer.email)
        db.commit(by=g.viewer.email)
    except Refused as error:
        db.session.rollback()
        return _page(showing.sentence(error)), 422
    flash(f"{row.code}: {changed} elemen memakai kode baru.")
    return redirect(url_for(".questions"))


def _page(wrong: str) -> str:
    root = government()
    listed, number, last = asking.listed(db.session, root, queries.page())
    codes = classifying.tree(db.session, root)
    return render_template(
        "reference/questions.html",
        questions=[showing.question(each, codes) for each in listed],
        number=number,
        last=last,
        total=asking.count(db.session, root),
        wrong=wrong,
    )
