"""What the worker does for an import: read the file, make the preview, carry it out."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from architecture import history
from architecture.errors import NotFound, Refused
from architecture.model import Document, Import, ImportState
from eaportal import db, jobs, storage
from eaportal.exchange.inventories.places import columns_url, show_url
from eaportal.suspicions import work as sweeping

if TYPE_CHECKING:
    from architecture.exchange.inventories.actions import Plan

READ = "read import"
PREVIEW = "preview import"
APPLY = "apply import"

READABLE = "terbaca"
"""What an apply asks for that leaves the refused rows out."""

ANEW = (
    "Inventaris berubah sejak pratinjau dibuat, jadi pratinjaunya dibuat ulang. "
    "Periksa sekali lagi, lalu terapkan."
)
AGAIN = 3
"""So often a plan is made anew while others keep changing the inventory."""

Result = Mapping[str, Any]


@jobs.handles(READ, title="Membaca berkas")
def read(context: jobs.Context) -> Result:
    """Read headers and samples of the file; a file that cannot be read is refused."""
    from architecture.exchange import importing
    from architecture.exchange.files.refusals import ImportRefused
    from architecture.exchange.inventories.reading import read_table

    key = int(context.arguments["import"])
    sheet = str(context.arguments.get("sheet", ""))
    with context.reading() as session:
        document = _found(importing.find(session, key)).document
    try:
        table = read_table(_content(document), document.filename, sheet=sheet)
    except ImportRefused as refusal:
        upload = _found(importing.find(context.session, key, lock=True))
        importing.refuse(upload, refusal.sentence)
        return {"url": show_url(key)}
    upload = _found(importing.find(context.session, key, lock=True))
    importing.note_reading(upload, table)
    return {"url": columns_url(key)}


@jobs.handles(PREVIEW, title="Menyiapkan pratinjau")
def preview(context: jobs.Context) -> Result:
    """Say for every row what will happen; choices that do not fit are told."""
    from architecture.exchange import importing
    from architecture.exchange.files.refusals import ImportRefused

    key = int(context.arguments["import"])
    context.progress(0, 0, "Membaca baris dan membandingkannya dengan inventaris.")
    try:
        _preview(context, key)
    except ImportRefused as refusal:
        upload = _found(importing.find(context.session, key, lock=True))
        upload.state, upload.message = ImportState.READ, refusal.sentence
        return {"url": columns_url(key)}
    return {"url": show_url(key)}


@jobs.handles(APPLY, title="Menerapkan impor")
def carry_out(context: jobs.Context) -> Result:
    """Write all that the preview says, or make the preview anew if it is out of date.

    The plan is made again when the history went on since; if it is still the same, it
    is what the person saw and is carried out.
    """
    from architecture.exchange import importing
    from architecture.exchange.inventories.applying import Stale

    key = int(context.arguments["import"])
    seen = str(context.arguments["fingerprint"])
    some = context.arguments.get("rows") == READABLE
    for _ in range(AGAIN):
        with context.reading() as session:
            upload = _found(importing.find(session, key))
            head, _hash = history.head_of(session, upload.government_id)
            plan = importing.kept_plan(session, upload)
        if upload.state is ImportState.APPLIED:
            return {"url": show_url(key)}
        importing.require_applicable(upload, readable_only=some)
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
            _undo(context)
            _preview(context, key)
            break
        _undo(context)
    return {"url": show_url(key), "message": ANEW}


def _apply(context: jobs.Context, key: int, plan: "Plan", head: int) -> bool:
    """Write the plan; False if somebody else wrote first, then nothing is committed."""
    from architecture.exchange import importing
    from architecture.exchange.inventories.applying import apply

    session = context.session
    upload = _found(importing.find(session, key, lock=True))
    importing.require_applicable(upload, readable_only=not plan.refused)
    try:
        applied = apply(
            session,
            upload.government,
            plan,
            source=upload.document.filename,
            progress=lambda done, total: context.progress(
                done, total, "Menulis ke inventaris."
            ),
        )
        importing.finish(session, upload, applied)
        sweeping.ask(session, upload.government_id, account=context.account)
        name = upload.document.filename
        entries = history.seal(session, by=context.by, cause=f"impor {name}")
    except DBAPIError as error:
        if db.is_full(error):
            raise Refused(db.FULL) from error
        raise
    return all(each.sequence == head + 1 for each in entries)


def _preview(context: jobs.Context, key: int) -> None:
    from architecture.exchange import importing
    from architecture.exchange.inventories.foreseeing import foresee
    from architecture.exchange.inventories.foreseeing import read as read_rows
    from architecture.exchange.inventories.mending import rows_to_mend

    with context.reading() as session:
        upload = _found(importing.find(session, key))
        choices = importing.choices_of(upload)
        document, government = upload.document, upload.government
        table, columns = read_rows(_content(document), document.filename, choices)
        head, _ = history.head_of(session, government.id)
        plan = foresee(session, government, table, columns, choices)
    file = None
    if plan.refused:
        content = rows_to_mend(table, plan.actions)
        file = storage.keep(
            content, f"perbaiki-{PurePath(document.filename).stem}.xlsx"
        )
    upload = _found(importing.find(context.session, key, lock=True))
    if upload.state in importing.ENDED:
        return
    mend = None
    if file:
        mend = importing.keep(
            context.session,
            government.id,
            "IMPORT-MEND",
            file,
            account=context.account or 0,
        )
    importing.keep_preview(context.session, upload, plan, head=head, mend=mend)


def _content(document: Document) -> bytes:
    return storage.current().read(document.key)


def _found(upload: Import | None) -> Import:
    if upload is None:
        raise NotFound("Impor ini tidak ada lagi.")
    return upload


def _undo(context: jobs.Context) -> None:
    context.session.rollback()
    history.discard(context.session)
