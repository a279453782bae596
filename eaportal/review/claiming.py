"""Page: judge the five conditions of an aplikasi sejenis (Ps 60)."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture.errors import Invalid, WrongState
from architecture.registration import claiming
from eaportal import db
from eaportal.claims import claim_form
from eaportal.errors import undo
from eaportal.permissions import Permission, require, requires
from eaportal.review.blueprint import KEY, find, pages


@pages.route(f"/{KEY}/sejenis/<string:code>", methods=["GET", "POST"])
@requires(Permission.DECIDE)
def claim(key: int, code: str) -> ResponseReturnValue:
    """Say to each condition whether it is met; all five must be."""
    registration = find(db.session, key)
    require(Permission.DECIDE, registration)
    kept = claiming.claim_of(registration, code) or abort(404)
    form = claim_form(kept.judged, "note", "Catatan")
    if form.validate_on_submit():
        try:
            claiming.judge(db.session, kept, form.said(), account=g.viewer.account)
            db.commit(by=g.viewer.email)
            flash("Penilaian aplikasi sejenis disimpan.")
            return redirect(url_for(".show", key=key))
        except WrongState as error:
            flash(error.sentence)
            return redirect(url_for(".show", key=key))
        except Invalid as error:
            undo()
            form.show(error)
            registration = find(db.session, key)
            kept = claiming.claim_of(registration, code) or abort(404)
    page = render_template(
        "review/claim.html", registration=registration, claim=kept, form=form
    )
    return page, 422 if form.errors else 200
