"""What the worker does for workbooks: write one, foresee one, carry one out."""

import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy.orm import Session

from architecture import history
from architecture.exchange import importing
from architecture.exchange.book import keeping
from architecture.exchange.book.keeping import WORKBOOK
from architecture.exchange.files.refusals import ImportRefused
from architecture.model import Import, Organisation
from eaportal import days, formats, jobs, storage
from eaportal.exchange import carrying
from eaportal.exchange.carrying import Result, found
from eaportal.jobs import files
from eaportal.permissions import Permission, reach

if TYPE_CHECKING:
    from architecture.exchange.book.extent import Extent
    from architecture.exchange.book.plan import Outcome, Plan

WRITE = "write workbook"
PREVIEW = "preview workbook"
APPLY = "apply workbook"


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
        on = context.arguments.get("on")
        day = date.fromisoformat(on) if on else None
        write_book(session, extent_of(session, viewer, root, offices, day=day), place)
        content = place.read_bytes()
        name = f"arsitektur-{root.code.lower()}-{days.stamp(day)}.xlsx"
    url = url_for("exchange.prepared", key=context.job)
    return files.made(viewer, content, name, url)


@jobs.handles(PREVIEW, title="Membandingkan buku kerja")
def preview(context: jobs.Context) -> Result:
    """Say for every row what will happen; a file that is no workbook is refused."""
    key = int(context.arguments["import"])
    try:
        _preview(context, key)
    except ImportRefused as refusal:
        upload = found(context.session, key, WORKBOOK, lock=True)
        importing.refuse(upload, refusal.sentence)
    return {"url": show_url(key)}


@jobs.handles(APPLY, title="Menerapkan buku kerja")
def carry_out(context: jobs.Context) -> Result:
    """Write what the preview says; with `good_only` the refused rows are left out."""
    good_only = bool(context.arguments.get("good_only"))

    def write(upload: Import, plan: "Plan") -> None:
        _write(context, upload, plan, good_only=good_only)

    return carrying.carry_out(
        context,
        WORKBOOK,
        require=partial(keeping.require_applicable, good_only=good_only),
        foresee=lambda session, upload: _foreseen(context, session, upload)[1],
        preview=partial(_preview, context),
        write=write,
        url=show_url(int(context.arguments["import"])),
    )


def show_url(key: int) -> str:
    """Return the address of an import: its preview, or what became of it."""
    return url_for("exchange.show", key=key)


def _write(
    context: jobs.Context, upload: Import, plan: "Plan", *, good_only: bool
) -> None:
    from architecture.exchange.book.applying import apply
    from architecture.exchange.book.extent import extent_of
    from architecture.exchange.book.mending import rows_to_mend

    session = context.session
    taken = keeping.chosen(session, upload)

    def take(outcome: "Outcome") -> bool:
        return (outcome.sheet, outcome.row) in taken

    context.progress(0, 0, "Menulis ke arsitektur.")
    applied = apply(
        session,
        upload.government_id,
        plan,
        deed=f"Impor buku kerja {upload.document.filename}",
        take=take,
        good_only=good_only,
    )
    if plan.refused:
        extent = extent_of(session, context.viewer(), upload.government)
        content = rows_to_mend(session, extent, plan)
        mend = carrying.keep_rows_to_mend(context, upload, content)
        upload.options = {**upload.options, "mend": mend}
    keeping.finish(session, upload, applied)


def _preview(context: jobs.Context, key: int) -> None:
    from architecture.exchange.book.mending import rows_to_mend

    context.progress(0, 0, "Membaca buku kerja dan membandingkannya.")
    content = None
    with context.reading() as session:
        upload = found(session, key, WORKBOOK)
        head, _ = history.head_of(session, upload.government_id)
        extent, plan = _foreseen(context, session, upload)
        if plan.refused:
            content = rows_to_mend(session, extent, plan)
    upload = found(context.session, key, WORKBOOK, lock=True)
    if upload.state not in importing.ENDED:
        mend = carrying.keep_rows_to_mend(context, upload, content)
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
