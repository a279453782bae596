"""What the worker does for the history: take a large entry back."""

from collections.abc import Mapping
from typing import Any

from flask import g, url_for

from architecture import chronicle, history, undoing
from architecture.errors import NotFound, Refused
from architecture.model import Element, Entry
from architecture.scope import Viewer
from architecture.undoing.values import Place
from eaportal import db, formats, jobs
from eaportal.permissions import Permission, may

AT_ONCE = 500
"""An entry of so many notes is taken back within a request; more are the worker's."""

KIND = "undo entry"


def ask(entry: Entry, *, seen: str, leave: bool, element: int | None) -> str:
    """Let the worker take the entry back; return where it tells how far it is."""
    back = preview_url(entry.id, element)
    job = jobs.ask(
        db.session,
        KIND,
        {
            "entry": entry.id,
            "seen": seen,
            "leave": leave,
            "element": element,
            "back": back,
        },
        key=f"{KIND} {entry.id}",
        government=entry.government_id,
        account=g.viewer.account,
    )
    db.commit(by=g.viewer.email)
    return jobs.url_of(job)


def may_edit(viewer: Viewer, subject: Element | Place) -> bool:
    """Tell whether the viewer may change what an undo would change."""
    return may(viewer, Permission.EDIT, subject)


def preview_url(entry: int, element: int | None) -> str:
    """Return the address of the preview."""
    return url_for("history.preview", key=entry, elemen=element)


def done_url(element: int | None) -> str:
    """Return where one is led when it is done."""
    if element:
        return url_for("history.element", key=element)
    return url_for("history.index")


def done(number: int) -> str:
    """Return what to say when it is done."""
    return f"Dibatalkan: {formats.number(number)} hal kembali seperti semula."


@jobs.handles(KIND, title="Membatalkan perubahan")
def carry_out(context: jobs.Context) -> Mapping[str, Any]:
    """Take it back as the person saw it; a refusal leads to the preview of now."""
    told, viewer = context.arguments, context.viewer()
    entry = chronicle.find(context.session, viewer, told["entry"])
    if entry is None:
        raise NotFound("Catatan riwayat ini tidak ada lagi.")
    element = told["element"]
    context.progress(0, 0, "Mengembalikan ke keadaan semula.")
    try:
        number = undoing.undo(
            context.session,
            entry,
            lambda subject: may_edit(viewer, subject),
            seen=told["seen"],
            leave_conflicts=told["leave"],
            element=element,
        )
    except Refused as error:
        context.session.rollback()
        history.discard(context.session)
        return {
            "url": preview_url(told["entry"], element),
            "message": error.sentence,
        }
    return {"url": done_url(element), "message": done(number)}
