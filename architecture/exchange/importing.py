"""An import on record: its file, what was chosen, its preview, and its end.

The preview is kept row by row, so that what is applied is what a person saw.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import history
from architecture.errors import WrongState
from architecture.model import (
    Document,
    Import,
    ImportFormat,
    ImportRow,
    ImportState,
    Organisation,
    now,
)
from architecture.registration.drafting import StoredFile

ENDED = frozenset({ImportState.APPLIED, ImportState.REFUSED, ImportState.CANCELLED})
PAGE_SIZE = 25

_PORTION = 1_000
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which rows of a preview are asked for."""

    action: str = ""
    sheet: str = ""
    text: str = ""
    number: int = 1


@dataclass(frozen=True)
class Page:
    """One page of the rows of a preview."""

    rows: Sequence[ImportRow]
    number: int
    last: int
    total: int


def begin(
    session: Session,
    government: Organisation,
    file: StoredFile,
    *,
    account: int,
    kind: ImportFormat = ImportFormat.LIST,
) -> Import:
    """Note a file that was uploaded."""
    upload = Import(
        government_id=government.id,
        format=kind,
        document_id=keep(session, government.id, "IMPORT", file, account=account),
        by_id=account or None,
    )
    session.add(upload)
    session.flush()
    return upload


def keep(
    session: Session, government: int, kind: str, file: StoredFile, *, account: int
) -> int:
    """Note a file of an import; return its id."""
    document = Document(
        government_id=government,
        kind=kind,
        filename=file.filename,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        key=file.key,
        by_id=account or None,
    )
    session.add(document)
    session.flush()
    return document.id


def listed(
    session: Session, government: int, kind: ImportFormat = ImportFormat.LIST
) -> Sequence[Import]:
    """Return the imports of a government, the newest first, with their files."""
    query = (
        select(Import)
        .where(Import.government_id == government, Import.format == kind)
        .options(joinedload(Import.document))
        .order_by(Import.id.desc())
        .limit(200)
    )
    return session.scalars(query).all()


def find(
    session: Session,
    key: int,
    *,
    lock: bool = False,
    kind: ImportFormat = ImportFormat.LIST,
) -> Import | None:
    """Return an import with its file; with `lock`, nobody else may change it now."""
    query = select(Import).where(Import.id == key, Import.format == kind)
    if lock:
        query = query.with_for_update(of=Import)
    options = (joinedload(Import.document), joinedload(Import.government))
    return session.scalar(
        query.options(*options).execution_options(populate_existing=lock)
    )


def keep_preview(
    session: Session,
    upload: Import,
    rows: Iterable[Mapping[str, Any]],
    *,
    counts: Mapping[str, Any],
    head: int,
    **told: object,
) -> None:
    """Keep the rows of a preview in place of an older one.

    `head` is the history's sequence that it was made against; `told` joins what is
    known of the import.
    """
    session.execute(delete(ImportRow).where(ImportRow.import_id == upload.id))
    kept = [{"import_id": upload.id, **row} for row in rows]
    for start in range(0, len(kept), _PORTION):
        session.execute(insert(ImportRow), kept[start : start + _PORTION])
    upload.state, upload.message = ImportState.PREVIEWED, ""
    upload.head_sequence, upload.counts = head, dict(counts)
    upload.options = {**upload.options, **told}


def page(
    session: Session, upload: Import, sought: Sought, *, hidden: Sequence[str] = ()
) -> Page:
    """Return one page of the rows of a preview, in the order in which they were kept.

    Those with an action in `hidden` are shown only where that action is asked for.
    """
    query = select(ImportRow).where(ImportRow.import_id == upload.id)
    if sought.action:
        query = query.where(ImportRow.action == sought.action)
    elif hidden:
        query = query.where(ImportRow.action.not_in(hidden))
    if sought.sheet:
        query = query.where(ImportRow.sheet == sought.sheet)
    if text := sought.text:
        found = func.lower(ImportRow.name).contains(text.lower(), autoescape=True)
        at = int(text) if text.isdecimal() and len(text) < _DIGITS else -1
        query = query.where(or_(found, ImportRow.number == at))
    total = session.scalar(query.with_only_columns(func.count(ImportRow.id))) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(sought.number, 1), last)
    query = query.order_by(ImportRow.id).limit(PAGE_SIZE)
    rows = session.scalars(query.offset((number - 1) * PAGE_SIZE)).all()
    return Page(rows, number, last, total)


def require_waiting(upload: Import) -> None:
    """Raise `WrongState` unless a preview waits for somebody to decide."""
    if upload.state is not ImportState.PREVIEWED:
        raise WrongState("Impor ini tidak sedang menunggu untuk diterapkan.")


def finish(session: Session, upload: Import, counts: Mapping[str, int]) -> None:
    """Note that an import was carried out, and how many of what it wrote."""
    upload.state, upload.message = ImportState.APPLIED, ""
    upload.applied_at = now()
    history.note(
        session,
        upload,
        f"Impor {upload.document.filename} diterapkan",
        {name: (None, many) for name, many in counts.items() if many},
        government=upload.government_id,
    )


def refuse(upload: Import, sentence: str) -> None:
    """Note that the file cannot be imported, and why."""
    upload.state, upload.message = ImportState.REFUSED, sentence


def cancel(session: Session, upload: Import) -> None:
    """Give an import up; its file stays on record.  Raises `WrongState` if it ended."""
    if upload.state in ENDED:
        raise WrongState("Impor ini sudah selesai.")
    session.execute(delete(ImportRow).where(ImportRow.import_id == upload.id))
    upload.state, upload.message = ImportState.CANCELLED, ""
