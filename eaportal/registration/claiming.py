"""Page: the five conditions of what may stay beside an Aplikasi Umum (Ps 60)."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import checking
from architecture.conflicts.sejenis import claimable
from architecture.errors import Invalid, WrongState
from architecture.model import Registration
from architecture.registration import claiming
from eaportal import db
from eaportal.claims import claim_form
from eaportal.errors import undo
from eaportal.permissions import Permission, require, requires
from eaportal.registration.blueprint import KEY, find, pages


@pages.route(f"/{KEY}/sejenis/<string:code>", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def claim(key: int, code: str) -> ResponseReturnValue:
    """Say of each condition whether it is met, and by what evidence."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    kept = claiming.claim_of(registration, code)
    if kept is None and code not in _claimable(registration):
        abort(404)
    form = claim_form(kept.conditions if kept else {}, "evidence", "Bukti")
    if form.validate_on_submit():
        try:
            claiming.state(
                db.session,
                registration,
                code,
                form.said(),
                account=g.viewer.account,
            )
            db.commit(by=g.viewer.email)
            flash("Syarat aplikasi sejenis disimpan.")
            return redirect(url_for(".answers", key=key))
        except WrongState as error:
            flash(error.sentence)
            return redirect(url_for(".show", key=key))
        except Invalid as error:
            undo()
            form.show(error)
    page = render_template(
        "registration/claim.html",
        registration=find(db.session, key),
        national=code,
        form=form,
    )
    return page, 422 if form.errors else 200


def _claimable(registration: Registration) -> set[str]:
    found = checking.check(db.session, registration)
    return {each.code for each in claimable(registration.kind.name, found)}
