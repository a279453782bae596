"""What a government changes of the rules, and its list of technology."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import rulebook
from architecture.conflicts.kinds import DEFAULT, Case, Kind
from architecture.errors import NotFound, Refused
from architecture.model import Organisation
from eaportal import db
from eaportal.permissions import RULES, Permission, requires
from eaportal.rules.forms import case_form, technology_form

pages = Blueprint("rules", __name__, url_prefix="/ketentuan")

CASE = "<string:kind>/<string:case>"
GENERAL = "bawaan"
"""How an address names the case that a kind itself is."""


@pages.get("/")
@requires(Permission.MANAGE_RULES)
def index() -> ResponseReturnValue:
    """Show every kind of finding with its cases, as the government has them."""
    government = ruled()
    return render_template(
        "rules/index.html",
        government=government,
        kinds=rulebook.kinds_of(db.session, government.id),
        cases=cases,
        changed=rulebook.changed_in(db.session, government.id),
    )


@pages.route(f"/{CASE}", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def edit(kind: str, case: str) -> ResponseReturnValue:
    """Change severity, norm, advice and threshold of a case for the own government."""
    government, code = ruled(), DEFAULT if case == GENERAL else case
    try:
        known = rulebook.case_of(db.session, government.id, kind, code)
    except NotFound:
        abort(404)
    form = case_form(kind, known)
    if form.validate_on_submit():
        try:
            rulebook.revise(db.session, government, form.wanted(kind, code))
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash("Ketentuan disimpan. Usulan yang sudah dikirim tidak berubah.")
            return redirect(url_for(".index", _anchor=kind))
    page = render_template(
        "rules/edit.html",
        form=form,
        known=known,
        kind=kind,
        case=case,
        shipped=rulebook.shipped(kind, code),
        changed=(kind, code) in rulebook.changed_in(db.session, government.id),
    )
    return page, 422 if form.errors else 200


@pages.post(f"/{CASE}/pulihkan")
@requires(Permission.MANAGE_RULES)
def restore(kind: str, case: str) -> ResponseReturnValue:
    """Let a case be as it was shipped."""
    try:
        code = DEFAULT if case == GENERAL else case
        rulebook.restore(db.session, ruled(), kind, code)
    except NotFound:
        abort(404)
    db.commit(by=g.viewer.email)
    flash("Ketentuan kembali seperti bawaan.")
    return redirect(url_for(".index", _anchor=kind))


@pages.get("/teknologi")
@requires(Permission.MANAGE_RULES)
def technologies() -> ResponseReturnValue:
    """Show the list of technology: the own entries, and the shipped others."""
    rows = rulebook.technologies(db.session, ruled().id)
    return render_template("rules/technologies.html", rows=rows)


@pages.route("/teknologi/baru", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def add() -> ResponseReturnValue:
    """Put a technology on the own list."""
    return _state()


@pages.route("/teknologi/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def change(key: int) -> ResponseReturnValue:
    """Say something else of a technology, for the own government."""
    return _state(key)


@pages.post("/teknologi/<int:key>/hapus")
@requires(Permission.MANAGE_RULES)
def drop(key: int) -> ResponseReturnValue:
    """Take an own entry off the list."""
    try:
        name = rulebook.drop(db.session, ruled(), key)
    except NotFound:
        abort(404)
    db.commit(by=g.viewer.email)
    flash(f"{name} dikeluarkan dari daftar instansi Anda.")
    return redirect(url_for(".technologies"))


def cases(kind: Kind) -> list[Case]:
    """Return the cases of a kind, as they read for any kind of registration."""
    return [case for (_, registration), case in kind.cases.items() if not registration]


def ruled() -> Organisation:
    """Return the government whose rules the viewer may change."""
    posts = g.viewer.holds(RULES[Permission.MANAGE_RULES])
    return db.get_or_404(Organisation, posts[0].government if posts else 0)


def _state(key: int | None = None) -> ResponseReturnValue:
    government = ruled()
    known = None
    if key is not None:
        try:
            known = rulebook.own_technology(db.session, government.id, key)
        except NotFound:
            abort(404)
    form = technology_form(known)
    if form.validate_on_submit():
        try:
            made = rulebook.state(db.session, government, form.details())
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"{made.name} disimpan pada daftar instansi Anda.")
            return redirect(url_for(".technologies"))
    page = render_template("rules/technology.html", form=form, known=known)
    return page, 422 if form.errors else 200
