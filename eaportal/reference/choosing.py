"""What a release left open: somebody of the government chooses a code.

What national applications bear is of no government: whoever brings releases in chooses.
"""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import classifying, referencing
from architecture.classifying import asking
from architecture.errors import Refused
from architecture.model import CodeQuestion
from eaportal import db, queries
from eaportal.permissions import Permission, requires
from eaportal.reference import releases, showing
from eaportal.reference.forms import ChoiceForm
from eaportal.reference.owning import government
from eaportal.reference.views import pages


@pages.get("/keputusan")
@requires(Permission.MANAGE_CODES)
def questions() -> ResponseReturnValue:
    """Show what is asked, each with the likely codes first."""
    return _page(government())


@pages.post("/keputusan/<int:key>")
@requires(Permission.MANAGE_CODES)
def answer(key: int) -> ResponseReturnValue:
    """Carry an element, all with the same code, or an own code to what is chosen."""
    return _answered(key, government(), url_for(".questions"))


@releases.pages.get("/keputusan")
@requires(Permission.IMPORT_RELEASE)
def national() -> ResponseReturnValue:
    """Show what is asked of national applications."""
    return _page(_national())


@releases.pages.post("/keputusan/<int:key>")
@requires(Permission.IMPORT_RELEASE)
def answer_national(key: int) -> ResponseReturnValue:
    """Carry a national application, or all with the same code, to what is chosen."""
    return _answered(key, _national(), url_for(".national"))


def _national() -> int:
    return referencing.national_root(db.session) or abort(404)


def _answered(key: int, root: int, back: str) -> ResponseReturnValue:
    row = db.get_or_404(CodeQuestion, key)
    if row.government_id != root:
        abort(404)
    form = ChoiceForm()
    try:
        form.validate_on_submit()
        wide = form.every.data and not row.own_code_id and not row.answered_at
        several = asking.alike(db.session, row) if wide else [row]
        changed = asking.answer(db.session, several, form.chosen, by=g.viewer.email)
        db.commit(by=g.viewer.email)
    except Refused as error:
        db.session.rollback()
        return _page(root, showing.sentence(error)), 422
    flash(f"{row.code}: {changed} memakai kode baru.")
    return redirect(back)


def _page(root: int, wrong: str = "") -> str:
    listed, number, last = asking.listed(db.session, root, queries.page())
    codes = classifying.tree(db.session, root)
    return render_template(
        "reference/questions.html",
        questions=[showing.question(each, codes) for each in listed],
        number=number,
        last=last,
        total=asking.count(db.session, root),
        national=root == referencing.national_root(db.session),
        wrong=wrong,
    )
