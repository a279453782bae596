"""Pages: sign in, sign out, the own password."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture.errors import Invalid
from eaportal import db
from eaportal.accounts import kept, signing_in
from eaportal.accounts.forms import PasswordForm, SignInForm
from eaportal.permissions import public, signed_in

pages = Blueprint("accounts", __name__)


@pages.route("/masuk", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password, then go on where one was."""
    form = SignInForm(next=request.args.get("next", ""))
    going_on = kept.read(form.kept.data)
    if g.viewer.account and request.method == "GET":
        return redirect(signing_in.safe_next(form.next.data))
    if form.validate_on_submit():
        try:
            signing_in.try_password(str(form.email.data), str(form.password.data))
        except Invalid as error:
            form.refuse(error)
        else:
            g.viewer = signing_in.viewer()
            if going_on:
                return kept.show(going_on)
            return redirect(signing_in.safe_next(form.next.data))
    page = render_template("accounts/sign_in.html", form=form, kept=going_on)
    return page, 422 if form.is_submitted() else 200


def sign_in_page(fields: kept.Kept | None) -> str:
    """Return the sign-in page that carries what was typed before."""
    form = SignInForm(
        formdata=None,
        next=request.full_path.rstrip("?") if not fields else "",
        kept=fields.signed() if fields else "",
    )
    return render_template(
        "accounts/sign_in.html", form=form, kept=fields, expired=True
    )


@pages.post("/keluar")
@public
def sign_out() -> ResponseReturnValue:
    """End the session in this browser."""
    signing_in.leave(db.session)
    db.commit(by=g.viewer.email)
    flash("Anda sudah keluar.")
    return redirect(url_for(".sign_in"))


@pages.route("/akun-saya/kata-sandi", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the own password; other sessions of the account end."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            signing_in.change_password(
                db.session, str(form.old.data), str(form.new.data)
            )
        except Invalid as error:
            form.refuse(error)
        else:
            db.commit(by=g.viewer.email)
            flash("Kata sandi sudah diganti. Sesi Anda di peramban lain berakhir.")
            return redirect(url_for("home.index"))
    page = render_template("accounts/password.html", form=form)
    return page, 422 if form.is_submitted() else 200
