"""What the worker does for an import: read the file, make the preview, carry it out."""

from typing import TYPE_CHECKING

from architecture import history
from architecture.exchange import importing
from architecture.model import Document, ImportFormat, ImportState
from eaportal import jobs, storage
from eaportal.exchange import carrying
from eaportal.exchange.carrying import Result, found
from eaportal.exchange.inventories.places import columns_url, show_url

if TYPE_CHECKING:
    from architecture.exchange.inventories.actions import Plan

READ = "read import"
PREVIEW = "preview import"
APPLY = "apply import"

READABLE = "terbaca"
"""What an apply asks for that leaves the refused rows out."""

LIST = ImportFormat.LIST


@jobs.handles(READ, title="Membaca berkas")
def read(context: jobs.Context) -> Result:
    """Read headers and samples of the file; a file that cannot be read is refused."""
    from architecture.exchange.files.refusals import ImportRefused
    from architecture.exchange.inventories import keeping
    from architecture.exchange.inventories.reading import read_table

    key = int(context.arguments["import"])
    sheet = str(context.arguments.get("sheet", ""))
    with context.reading() as session:
        document = found(session, key, LIST).document
    try:
        table = read_table(_content(document), document.filename, sheet=sheet)
    except ImportRefused as refusal:
        upload = found(context.session, key, LIST, lock=True)
        importing.refuse(upload, refusal.sentence)
        return {"url": show_url(key)}
    upload = found(context.session, key, LIST, lock=True)
    keeping.note_reading(upload, table)
    return {"url": columns_url(key)}


@jobs.handles(PREVIEW, title="Menyiapkan pratinjau")
def preview(context: jobs.Context) -> Result:
    """Say for every row what will happen; choices that do not fit are told."""
    from architecture.exchange.files.refusals import ImportRefused

    key = int(context.arguments["import"])
    context.progress(0, 0, "Membaca baris dan membandingkannya dengan inventaris.")
    try:
        _preview(context, key)
    except ImportRefused as refusal:
        upload = found(context.session, key, LIST, lock=True)
        upload.state, upload.message = ImportState.READ, refusal.sentence
        return {"url": columns_url(key)}
    return {"url": show_url(key)}


@jobs.handles(APPLY, title="Menerapkan impor")
def carry_out(context: jobs.Context) -> Result:
    """Write all that the preview says, or make the preview anew if it is out of date.

    The plan is made again when the history went on since; if it is still the same, it
    is what the person saw and is carried out.
    """
    from architecture.exchange.inventories import keeping
    from architecture.exchange.inventories.applying import Stale

    key = int(context.arguments["import"])
    seen = str(context.arguments["fingerprint"])
    some = context.arguments.get("rows") == READABLE
    for _ in range(carrying.AGAIN):
        with context.reading() as session:
            upload = found(session, key, LIST)
            head, _hash = history.head_of(session, upload.government_id)
            plan = keeping.kept_plan(session, upload)
        if upload.state is ImportState.APPLIED:
            return {"url": show_url(key)}
        keeping.require_applicable(upload, readable_only=some)
        if upload.options.get("fingerprint") != seen:
            break
        if upload.head_sequence != head:
            _preview(context, key)
            context.commit()
            continue
        try:
            if _apply(context, key, plan.readable if some else plan, head):
                return {"url": show_url(key)}
        except Stale:
            carrying.undo(context)
            _preview(context, key)
            break
        carrying.undo(context)
    return {"url": show_url(key), "message": carrying.ANEW}


def _apply(context: jobs.Context, key: int, plan: "Plan", head: int) -> bool:
    """Write the plan; False if somebody else wrote first, then nothing is committed."""
    from architecture.exchange.inventories import keeping
    from architecture.exchange.inventories.applying import apply

    upload = found(context.session, key, LIST, lock=True)
    keeping.require_applicable(upload, readable_only=not plan.refused)

    def write() -> None:
        applied = apply(
            context.session,
            upload.government,
            plan,
            source=upload.document.filename,
            progress=lambda done, total: context.progress(
                done, total, "Menulis ke inventaris."
            ),
        )
        keeping.finish(context.session, upload, applied)

    return carrying.sealed(context, upload, head, write)


def _preview(context: jobs.Context, key: int) -> None:
    from architecture.exchange.inventories import keeping
    from architecture.exchange.inventories.foreseeing import foresee
    from architecture.exchange.inventories.foreseeing import read as read_rows
    from architecture.exchange.inventories.mending import rows_to_mend

    with context.reading() as session:
        upload = found(session, key, LIST)
        choices = keeping.choices_of(upload)
        document, government = upload.document, upload.government
        table, columns = read_rows(_content(document), document.filename, choices)
        head, _ = history.head_of(session, government.id)
        plan = foresee(session, government, table, columns, choices)
    content = rows_to_mend(table, plan.actions) if plan.refused else None
    upload = found(context.session, key, LIST, lock=True)
    if upload.state not in importing.ENDED:
        mend = carrying.keep_rows_to_mend(context, upload, content)
        keeping.keep_preview(context.session, upload, plan, head=head, mend=mend)


def _content(document: Document) -> bytes:
    return storage.current().read(document.key)
