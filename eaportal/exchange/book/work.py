"""What the worker does for workbooks: write one, foresee one, carry one out."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Invalid, NotFound, Refused
from architecture.exchange import importing
from architecture.exchange.book import keeping
from architecture.exchange.files.refusals import ImportRefused
from architecture.model import Import, ImportState, Organisation
from eaportal import db, formats, jobs, storage
from eaportal.permissions import Permission, reach
from eaportal.suspicions import work as sweeping

if TYPE_CHECKING:
    from architecture.exchange.book.extent import Extent
    from architecture.exchange.book.plan import Outcome, Plan

WRITE = "write workbook"
PREVIEW = "preview workbook"
APPLY = "apply workbook"

ANEW = (
    "Arsitektur berubah sejak pratinjau dibuat, jadi pratinjaunya dibuat ulang. "
    "Periksa sekali lagi, lalu terapkan."
)
AGAIN = 3
"""So often a plan is made anew while others keep changing the model."""

Result = Mapping[str, Any]


@jobs.handles(WRITE, title="Menyiapkan buku kerja")
def write(context: jobs.Context) -> Result:
    """Write the workbook as its asker may see it now, and keep it for the download."""
    from architecture.exchange.book.extent import extent_of
    from architecture.exchange.book.writing import write as write_book

    viewer = context.viewer()
    with context.reading() as session, tempfile.TemporaryDirectory() as folder:
        root = session.get_one(Organisation, int(context.arguments["government"]))
        offices = viewer.offices(root.id) if context.arguments["own"] else ()
        place = Path(folder) / "buku.xlsx"
        write_book(session, extent_of(session, viewer, root, offices), place)
        file = storage.current().write(place.read_bytes())
        name = f"arsitektur-{root.code.lower()}-{formats.today():%Y-%m-%d}.xlsx"
    url = url_for("exchange.prepared", key=context.job)
    return {"file": file, "name": name, "url": url}


@jobs.handles(PREVIEW, title="Membandingkan buku kerja")
def preview(context: jobs.Context) -> Result:
    """Say for every row what will happen; a file that is no workbook is refused."""
    key = int(context.arguments["import"])
    try:
        _preview(context, key)
    except ImportRefused as refusal:
        upload = _found(keeping.find(context.session, key, lock=True))
        importing.refuse(upload, refusal.sentence)
    return {"url": show_url(key)}


@jobs.handles(APPLY, title="Menerapkan buku kerja")
def carry_out(context: jobs.Context) -> Result:
    """Write all that the preview says, or make the preview anew if it is out of date.

    The plan is made again; if it is still what the person saw, it is carried out.
    """
    key = int(context.arguments["import"])
    good_only = bool(context.arguments.get("good_only"))
    for _ in range(AGAIN):
        with context.reading() as session:
            upload = _found(keeping.find(session, key))
            if upload.state is ImportState.APPLIED:
                return {"url": show_url(key)}
            keeping.require_applicable(upload, good_only=good_only)
            head, _hash = history.head_of(session, upload.government_id)
            _, plan = _foreseen(context, session, upload)
        if plan.fingerprint != context.arguments["fingerprint"]:
            _preview(context, key)
            break
        if _apply(context, key, plan, head, good_only=good_only):
            return {"url": show_url(key)}
        _undo(context)
    return {"url": show_url(key), "message": ANEW}


def show_url(key: int) -> str:
    """Return the address of an import: its preview, or what became of it."""
    return url_for("exchange.show", key=key)


def _apply(
    context: jobs.Context, key: int, plan: "Plan", head: int, *, good_only: bool
) -> bool:
    """Write the plan; False if somebody else wrote first, then nothing is committed."""
    from architecture.exchange.book.applying import apply

    session = context.session
    upload = _found(keeping.find(session, key, lock=True))
    keeping.require_applicable(upload, good_only=good_only)
    taken = keeping.chosen(session, upload)

    def take(outcome: "Outcome") -> bool:
        return (outcome.sheet, outcome.row) in taken

    name = upload.document.filename
    context.progress(0, 0, "Menulis ke arsitektur.")
    try:
        applied = apply(
            session,
            upload.government_id,
            plan,
            deed=f"Impor buku kerja {name}",
            take=take,
            good_only=good_only,
        )
        keeping.finish(session, upload, applied)
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
    from architecture.exchange.book.mending import rows_to_mend

    context.progress(0, 0, "Membaca buku kerja dan membandingkannya.")
    file = None
    with context.reading() as session:
        upload = _found(keeping.find(session, key))
        government, name = upload.government_id, upload.document.filename
        head, _ = history.head_of(session, government)
        extent, plan = _foreseen(context, session, upload)
        if plan.refused:
            content = rows_to_mend(session, extent, plan)
            file = storage.keep(content, f"perbaiki-{PurePath(name).stem}.xlsx")
    upload = _found(keeping.find(context.session, key, lock=True))
    if upload.state in importing.ENDED:
        return
    mend = None
    if file:
        mend = importing.keep(
            context.session,
            government,
            "IMPORT-MEND",
            file,
            account=context.account or 0,
        )
    keeping.keep_preview(context.session, upload, plan, head=head, mend=mend)


def _foreseen(
    context: jobs.Context, session: Session, upload: Import
) -> tuple["Extent", "Plan"]:
    """Return the plan as the person who uploaded the file may make it."""
    from architecture.exchange.book.extent import extent_of
    from architecture.exchange.book.foreseeing import foresee
    from architecture.exchange.book.plan import Reach
    from architecture.handing import circles

    viewer = context.viewer()
    government = upload.government_id
    extent = extent_of(session, viewer, upload.government)
    allowed = Reach(
        edit=reach(viewer, Permission.EDIT, government),
        use=reach(viewer, Permission.USE, government),
        among=circles(viewer, government),
        today=formats.today(),
    )
    content = storage.current().read(upload.document.key)
    return extent, foresee(
        session,
        extent,
        content,
        upload.document.filename,
        allowed,
        progress=lambda done, told: context.progress(done, 0, told),
    )


def _found(upload: Import | None) -> Import:
    if upload is None:
        raise NotFound("Impor ini tidak ada lagi.")
    return upload


def _undo(context: jobs.Context) -> None:
    context.session.rollback()
    history.discard(context.session)
