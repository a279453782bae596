"""The codes of one's own: hung below a national one, called otherwise, retired."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import classifying
from architecture.classifying import own
from architecture.errors import Changed, Refused
from architecture.model import OwnCode
from eaportal import db, formats, queries
from eaportal.permissions import RULES, Permission, requires
from eaportal.reference.forms import (
    AddForm,
    NameForm,
    RetireForm,
    name_form,
    retire_form,
)
from eaportal.reference.views import pages


@pages.route("/kode/<string:code>/tambah", methods=["GET", "POST"])
@requires(Permission.MANAGE_CODES)
def add(code: str) -> ResponseReturnValue:
    """Hang a code below this one."""
    root = government()
    codes = classifying.tree(db.session, root)
    node = codes.get(code) or abort(404)
    form = AddForm(data={"number": queries.whole(request.args.get("nomor")) or None})
    if form.validate_on_submit():
        try:
            made = own.add(
                db.session,
                root,
                node.code,
                form.name.data or "",
                note=form.note.data or "",
                number=form.number.data or 0,
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(f"{made.code} {made.name} ditambahkan.")
            return redirect(url_for(".show", code=made.code))
    page = render_template("reference/add.html", form=form, node=node, tree=codes)
    return page, 422 if form.errors else 200


@pages.route("/sendiri/<int:key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_CODES)
def edit(key: int) -> ResponseReturnValue:
    """Call a code of one's own otherwise."""
    row = _row(key)
    form, status = name_form(row), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                text, note = form.name.data or "", form.note.data or ""
                own.revise(db.session, row, text, note=note, version=form.seen_version)
                db.commit(by=g.viewer.email)
            except Refused as error:
                status = _refused(form, error, key)
            else:
                flash("Kode disimpan.")
                return redirect(url_for(".show", code=row.code))
    return render_template("reference/edit.html", form=form, row=row), status


@pages.route("/sendiri/<int:key>/pensiun", methods=["GET", "POST"])
@requires(Permission.MANAGE_CODES)
def retire(key: int) -> ResponseReturnValue:
    """Use a code no more; its elements bear another one."""
    row = _row(key)
    form, status = retire_form(row), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                moved = own.retire(
                    db.session,
                    row,
                    form.replacement.data or "",
                    on=formats.today(),
                    version=form.seen_version,
                )
                db.commit(by=g.viewer.email)
            except Refused as error:
                status = _refused(form, error, key)
            else:
                flash(f"{row.code} dipensiunkan; {moved} elemen memakai penggantinya.")
                return redirect(url_for(".show", code=row.replacement or row.parent))
    page = render_template(
        "reference/retire.html", form=form, row=row, used=own.used(db.session, row)
    )
    return page, status


def government() -> int:
    """Return the government whose codes the viewer may change."""
    posts = g.viewer.holds(RULES[Permission.MANAGE_CODES])
    return int(posts[0].government) if posts else abort(404)


def _row(key: int) -> OwnCode:
    row = db.get_or_404(OwnCode, key)
    return row if row.government_id == government() else abort(404)


def _refused(form: NameForm | RetireForm, error: Refused, key: int) -> int:
    """Tell the refusal in the form; after `Changed` it knows the newer version."""
    db.session.rollback()
    form.refuse(error)
    if isinstance(error, Changed):
        form.seen.data = str(_row(key).version)
        return 409
    return 422
