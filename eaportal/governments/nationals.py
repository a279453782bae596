"""What governments list as national: confirmed once for all of them, or not.

Only names are shown; what a government states about an application stays its own.
"""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture.errors import Refused
from architecture.inventory import nationals
from architecture.model import Application
from eaportal import db
from eaportal.governments.forms import NationalForm
from eaportal.permissions import Permission, requires

pages = Blueprint("nationals", __name__, url_prefix="/instansi/calon-nasional")


@pages.get("/")
@requires(Permission.MANAGE_GOVERNMENTS)
def index() -> ResponseReturnValue:
    """List the names that wait."""
    rows = nationals.candidates(db.session)
    return render_template("governments/candidates.html", rows=rows)


@pages.route("/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_GOVERNMENTS)
def show(key: int) -> ResponseReturnValue:
    """Say which national application a candidate is."""
    several = nationals.of_the_same_name(db.session, key)
    form = NationalForm(data={"name": several[0].name})
    form.offer(nationals.known(db.session), nationals.owners(db.session))
    if form.validate_on_submit():
        try:
            _decide(form, several)
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash("Dicatat sebagai aplikasi nasional.")
            return redirect(url_for(".index"))
    page = render_template("governments/candidate.html", form=form, several=several)
    return page, 422 if form.errors else 200


@pages.post("/<int:key>/bukan")
@requires(Permission.MANAGE_GOVERNMENTS)
def dismiss(key: int) -> ResponseReturnValue:
    """Leave a candidate to the governments that list it."""
    nationals.dismiss(db.session, nationals.of_the_same_name(db.session, key))
    db.commit(by=g.viewer.email)
    flash("Tetap milik instansi yang mencatatnya.")
    return redirect(url_for(".index"))


def _decide(form: NationalForm, several: Sequence[Application]) -> None:
    known = form.known()
    if known is not None:
        nationals.recognise(db.session, several, known)
    else:
        nationals.confirm(db.session, several, form.owned_by(), form.stated())
