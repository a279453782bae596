"""The words that the search knows: read by all who judge, changed by architects."""

from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture import engines, referencing
from architecture.duplicates.editing import Entry
from architecture.errors import Refused
from architecture.similar import recognised
from eaportal import db, queries
from eaportal.permissions import RULES, Permission, requires
from eaportal.thesaurus.forms import BLANK, KINDS, EntryForm, form_of
from eaportal.thesaurus.listing import listed

pages = Blueprint("thesaurus", __name__, url_prefix="/tesaurus")

ENTRY = "/<any(konsep, istilah):kind>"


@pages.get("/")
@requires(Permission.READ_THESAURUS)
def index() -> ResponseReturnValue:
    """List concepts, or words that mean the same, narrowed by what is searched for."""
    kind = "istilah" if request.args.get("jenis") == "istilah" else "konsep"
    engine = engines.in_force(db.session)
    page = listed(engine.thesaurus, KINDS[kind], queries.words(), queries.page())
    return render_template(
        "thesaurus/index.html",
        kind=kind,
        page=page,
        engine=engine,
        titles=referencing.known_codes(db.session),
        waiting={(each.row.kind, each.row.code) for each in engines.drafts(db.session)},
    )


@pages.get(f"{ENTRY}/<string:code>")
@requires(Permission.READ_THESAURUS)
def show(kind: str, code: str) -> ResponseReturnValue:
    """Show one entry as it is in force, and what waits for it."""
    draft = engines.draft_of(db.session, KINDS[kind], code)
    entry = _in_force(kind, code) or (draft.after if draft else None) or abort(404)
    return render_template(
        "thesaurus/show.html",
        kind=kind,
        entry=entry,
        draft=draft,
        known=recognised(db.session, g.viewer, code) if kind == "konsep" else None,
        titles=referencing.known_codes(db.session),
    )


@pages.route(f"{ENTRY}/baru", methods=["GET", "POST"])
@requires(Permission.EDIT_THESAURUS)
def add(kind: str) -> ResponseReturnValue:
    """Propose an entry that there is not yet."""
    return _edit(kind, BLANK[kind], new=True, seen=0)


@pages.route(f"{ENTRY}/<string:code>/ubah", methods=["GET", "POST"])
@requires(Permission.EDIT_THESAURUS)
def edit(kind: str, code: str) -> ResponseReturnValue:
    """Propose what an entry shall become."""
    draft = engines.draft_of(db.session, KINDS[kind], code)
    entry = draft.after if draft else _in_force(kind, code) or abort(404)
    return _edit(kind, entry, new=False, seen=draft.row.version if draft else 0)


def _edit(kind: str, base: Entry, *, new: bool, seen: int) -> ResponseReturnValue:
    form = form_of(base, new=new)
    if form.validate_on_submit():
        try:
            made = _propose(form, kind, base, new=new)
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(
                "Perubahan menunggu diterbitkan." if made else "Tidak ada yang berubah."
            )
            return redirect(url_for(".drafts"))
    elif not form.is_submitted():
        form.seen.data = str(seen)
    page = render_template("thesaurus/edit.html", form=form, kind=kind, new=new)
    return page, 422 if form.errors else 200


def _propose(form: EntryForm, kind: str, base: Entry, *, new: bool) -> Any:
    code = str(form.code.data or "")
    if new and _in_force(kind, code):
        raise Refused(f"Kode {code} sudah dipakai.", field="code")
    posts = g.viewer.holds(RULES[Permission.EDIT_THESAURUS])
    return engines.propose(
        db.session,
        form.entry(replace(base, code=code)),
        form.reason.data or "",
        account=g.viewer.account,
        government=posts[0].government if posts else None,
        seen=queries.whole(form.seen.data),
    )


def _in_force(kind: str, code: str) -> Entry | None:
    thesaurus = engines.in_force(db.session).thesaurus
    return engines.entry_of(thesaurus, KINDS[kind], code)
