"""The history of a government, one entry of it, and that of an element."""

from datetime import date

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import chronicle, elements
from architecture.chronicle import ELEMENTS, Filters, Kind
from architecture.model import Entry
from architecture.reference.calendar import read_day
from architecture.undoing import IMPORTERS
from eaportal import db, queries
from eaportal.history import telling
from eaportal.permissions import Permission, may, requires

pages = Blueprint("history", __name__, url_prefix="/riwayat")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List what was done in the viewer's governments, the newest first."""
    asked = _asked()
    found = chronicle.entries(db.session, g.viewer, asked)
    subjects = [each for line in found.rows for each in line.subjects]
    return render_template(
        "history/index.html",
        page=found,
        filters=asked,
        kinds=Kind,
        people=chronicle.people(db.session, g.viewer),
        named=chronicle.named(db.session, g.viewer, subjects, ELEMENTS),
        narrowed=asked != Filters(before=asked.before),
    )


@pages.get("/<int:key>")
@requires(Permission.READ)
def entry(key: int) -> ResponseReturnValue:
    """Show one entry: what one request or import did, each thing old and new."""
    found = chronicle.find(db.session, g.viewer, key) or abort(404)
    after = queries.whole(request.args.get("sesudah"))
    notes, more = chronicle.of_entry(db.session, g.viewer, found, after=after)
    moments = telling.moments(g.viewer, telling.once(notes))
    return render_template(
        "history/entry.html",
        entry=found,
        moments=moments,
        after=after,
        more=more,
        may_undo=_may_undo(found),
    )


@pages.get("/elemen/<int:key>")
@requires(Permission.READ)
def element(key: int) -> ResponseReturnValue:
    """Show what was done to an element, as far as the viewer may read it."""
    found = elements.find(db.session, g.viewer, key) or abort(404)
    before = queries.whole(request.args.get("sebelum")) or None
    notes, older = chronicle.of_element(db.session, g.viewer, found, before=before)
    return render_template(
        "history/element.html",
        element=found,
        moments=telling.moments(g.viewer, notes),
        before=before,
        older=older,
    )


def _may_undo(entry: Entry) -> bool:
    """Tell whether the viewer takes such back; of an import only who imports."""
    if chronicle.is_import(db.session, entry):
        return bool(g.viewer.holds(IMPORTERS, government=entry.government_id))
    return may(g.viewer, Permission.EDIT)


def _asked() -> Filters:
    kind = request.args.get("jenis", "")
    return Filters(
        by=request.args.get("oleh", "").replace("\x00", "")[:200],
        text=queries.words(),
        kind=Kind[kind] if kind in Kind.__members__ else None,
        since=_day("dari"),
        until=_day("sampai"),
        before=queries.whole(request.args.get("sebelum")) or None,
    )


def _day(name: str) -> date | None:
    """Return the day that the address names; what is none narrows nothing."""
    try:
        return read_day(request.args.get(name, "").strip())
    except ValueError:
        return None
