"""The page that takes an entry of the history back, with a preview."""

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import chronicle, elements, undoing
from architecture.errors import Changed, Refused
from architecture.model import Element, Entry
from architecture.undoing import IMPORTERS, Foreseen, State
from architecture.undoing.values import Place
from eaportal import db, queries
from eaportal.errors import undo as take_back
from eaportal.history import telling, work
from eaportal.history.forms import UndoForm
from eaportal.history.views import pages
from eaportal.permissions import Permission, requires

SHOWN = 200
"""Pieces of a state that the preview writes out; the rest are counted."""


@pages.get("/<int:key>/batalkan")
@requires(Permission.EDIT)
def preview(key: int) -> ResponseReturnValue:
    """Show what would become of each thing that the entry changed."""
    entry = _entry(key)
    return _page(entry, _foreseen(entry), UndoForm())


@pages.post("/<int:key>/batalkan")
@requires(Permission.EDIT)
def undo(key: int) -> ResponseReturnValue:
    """Take the entry back, or one element's part of it."""
    entry, form = _entry(key), UndoForm()
    if chronicle.size(db.session, entry) > work.AT_ONCE:
        seen, leave = form.seen.data or "", bool(form.leave.data)
        return redirect(work.ask(entry, seen=seen, leave=leave, element=_element()))
    try:
        number = undoing.undo(
            db.session,
            entry,
            _may_edit,
            seen=form.seen.data or "",
            leave_conflicts=bool(form.leave.data),
            element=_element(),
        )
    except Refused as error:
        take_back()
        form.refuse(error)
        status = 409 if isinstance(error, Changed) else 422
        entry = _entry(key)
        return _page(entry, _foreseen(entry), form), status
    db.commit(by=g.viewer.email)
    flash(work.done(number))
    return redirect(work.done_url(_element()))


def _entry(key: int) -> Entry:
    """Return the entry if the viewer may see it, and may take such back."""
    entry = chronicle.find(db.session, g.viewer, key) or abort(404)
    whole_import = not _element() and chronicle.is_import(db.session, entry)
    if whole_import and not g.viewer.holds(IMPORTERS, government=entry.government_id):
        abort(403)
    return entry


def _element() -> int | None:
    return queries.whole(request.args.get("elemen")) or None


def _foreseen(entry: Entry) -> Foreseen:
    return undoing.foresee(db.session, entry, _may_edit, element=_element())


def _may_edit(subject: Element | Place) -> bool:
    return work.may_edit(g.viewer, subject)


def _shown_element(found: Foreseen) -> Element | None:
    """Return the one element that is asked for; the far end may be out of sight."""
    key = _element() or 0
    return elements.find(db.session, g.viewer, key) if key in found.elements else None


def _page(entry: Entry, found: Foreseen, form: UndoForm) -> str:
    form.seen.process_data(found.token)
    several = {state: found.of(state) for state in State}
    shown = [each for some in several.values() for each in some[:SHOWN]]
    told = telling.pieces(g.viewer, shown)
    return render_template(
        "history/undo.html",
        entry=entry,
        found=found,
        form=form,
        told={
            state: [told[id(each)] for each in some[:SHOWN]]
            for state, some in several.items()
        },
        element=_shown_element(found),
        State=State,
    )
