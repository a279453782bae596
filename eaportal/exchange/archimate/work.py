"""What the worker does for ArchiMate files: write one, foresee one, carry one out."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Invalid, NotFound, Refused
from architecture.exchange import importing
from architecture.exchange.archimate import keeping
from architecture.model import Import, ImportState, Organisation
from eaportal import db, formats, jobs, storage
from eaportal.suspicions import work as sweeping

if TYPE_CHECKING:
    from architecture.exchange.archimate.plan import Plan

WRITE = "write archimate"
PREVIEW = "preview archimate"
APPLY = "apply archimate"

ANEW = (
    "Arsitektur berubah sejak pratinjau dibuat, jadi pratinjaunya dibuat ulang. "
    "Periksa sekali lagi, lalu terapkan."
)
AGAIN = 3
"""So often a plan is made anew while others keep changing the model."""

Result = Mapping[str, Any]


@jobs.handles(WRITE, title="Menyiapkan berkas ArchiMate")
def write(context: jobs.Context) -> Result:
    """Write the file as its asker may see the model, and keep it for the download."""
    from architecture.exchange.archimate.leaving import Extent
    from architecture.exchange.archimate.sights import sights
    from architecture.exchange.archimate.writing import write as write_file

    stated = context.arguments
    day = date.fromisoformat(stated["on"]) if stated.get("on") else None
    with context.reading() as session, TemporaryDirectory() as folder:
        office = session.get_one(Organisation, int(stated["office"]))
        root = session.get_one(Organisation, office.government_id or office.id)
        offices = _below(session, office) if office.id != root.id else frozenset()
        extent = Extent(context.viewer(), root, day, offices)
        context.progress(0, 0, "Menggambar pandangan dan menulis berkasnya.")
        shown, missed = sights(session, extent, today=formats.today())
        place = Path(folder) / "model.xml"
        with place.open("w", encoding="utf-8", newline="\n") as out:
            done = write_file(session, extent, out, sights=shown)
        file = storage.current().write(place.read_bytes())
        name = f"arsitektur-{office.code.lower()}-{formats.today():%Y-%m-%d}.xml"
    told = [*missed, *done.left_out]
    return {
        "file": file,
        "name": name,
        "url": url_for("archimate.prepared", key=context.job),
        "message": f"Tidak ikut: {' '.join(told[:5])}" if told else "",
    }


@jobs.handles(PREVIEW, title="Membandingkan berkas ArchiMate")
def preview(context: jobs.Context) -> Result:
    """Say for everything in the file what will happen; refuse what cannot be read."""
    from architecture.exchange.archimate.reading import Unreadable

    key = int(context.arguments["import"])
    try:
        _preview(context, key)
    except Unreadable as refusal:
        upload = _found(keeping.find(context.session, key, lock=True))
        several = [_sentence(*each) for each in refusal.problems]
        upload.options = {**upload.options, "problems": several}
        importing.refuse(upload, refusal.sentence)
    return {"url": show_url(key)}


@jobs.handles(APPLY, title="Menerapkan berkas ArchiMate")
def carry_out(context: jobs.Context) -> Result:
    """Write all that the preview says, or make it anew if it is out of date."""
    key = int(context.arguments["import"])
    for _ in range(AGAIN):
        with context.reading() as session:
            upload = _found(keeping.find(session, key))
            if upload.state is ImportState.APPLIED:
                return {"url": show_url(key)}
            keeping.require_applicable(upload)
            head, _hash = history.head_of(session, upload.government_id)
            plan = _foreseen(session, upload)
        if plan.fingerprint != context.arguments["fingerprint"]:
            _preview(context, key)
            break
        if _apply(context, key, plan, head):
            return {"url": show_url(key)}
        _undo(context)
    return {"url": show_url(key), "message": ANEW}


def show_url(key: int) -> str:
    """Return the address of an import: its preview, or what became of it."""
    return url_for("archimate.show", key=key)


def _apply(context: jobs.Context, key: int, plan: "Plan", head: int) -> bool:
    """Write the plan; False if somebody else wrote first, then nothing is committed."""
    from architecture.exchange.archimate.applying import apply

    session = context.session
    upload = _found(keeping.find(session, key, lock=True))
    keeping.require_applicable(upload)
    name = upload.document.filename
    context.progress(0, 0, "Menulis ke arsitektur.")
    try:
        apply(session, upload.government, plan, source=name)
        keeping.finish(session, upload)
        sweeping.ask(session, upload.government_id, account=context.account)
        entries = history.seal(session, by=context.by, cause=f"impor {name}")
    except Invalid:  # the model went on between the plan and the lock
        return False
    except DBAPIError as error:
        if db.is_full(error):
            raise Refused(db.FULL) from error
        raise
    return all(each.sequence == head + 1 for each in entries)


def _preview(context: jobs.Context, key: int) -> None:
    context.progress(0, 0, "Membaca berkas dan membandingkannya.")
    with context.reading() as session:
        upload = _found(keeping.find(session, key))
        head, _ = history.head_of(session, upload.government_id)
        plan = _foreseen(session, upload)
    upload = _found(keeping.find(context.session, key, lock=True))
    if upload.state not in importing.ENDED:
        keeping.keep_preview(context.session, upload, plan, head=head)


def _foreseen(session: Session, upload: Import) -> "Plan":
    from architecture.exchange.archimate.contents import read
    from architecture.exchange.archimate.foreseeing import foresee

    content = storage.current().read(upload.document.key)
    owner = session.get_one(Organisation, int(upload.options["owner"]))
    return foresee(session, upload.government, read(io.BytesIO(content)), owner=owner)


def _below(session: Session, office: Organisation) -> frozenset[int]:
    from architecture import organisations

    rows = organisations.tree(session, office.government_id or office.id)
    found = {office.id}
    for row in rows:  # parents before children
        if row.parent_id in found:
            found.add(row.id)
    return frozenset(found)


def _sentence(line: int, text: str) -> str:
    return f"Baris {line}: {text}" if line else text


def _found(upload: Import | None) -> Import:
    if upload is None:
        raise NotFound("Impor ini tidak ada lagi.")
    return upload


def _undo(context: jobs.Context) -> None:
    context.session.rollback()
    history.discard(context.session)
