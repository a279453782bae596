"""An import of an ArchiMate file on record: its preview, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import WrongState
from architecture.exchange import importing
from architecture.exchange.archimate.plan import Action
from architecture.exchange.importing import PAGE_SIZE
from architecture.model import Import, ImportFormat, ImportRow, ImportState, now

if TYPE_CHECKING:
    from architecture.exchange.archimate.plan import Plan
    from architecture.model import Organisation
    from architecture.registration.drafting import StoredFile

ARCHIMATE = ImportFormat.ARCHIMATE
_ORDER = (
    Action.REFUSED,
    Action.UPDATED,
    Action.CREATED,
    Action.GONE,
    Action.KEPT,
)
"""What needs an eye stands first."""

_PORTION = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which lines of a preview are asked for."""

    action: str = ""
    text: str = ""
    number: int = 1


def begin(
    session: Session,
    government: "Organisation",
    file: "StoredFile",
    *,
    owner: int,
    account: int,
) -> Import:
    """Note a file that was uploaded; `owner` gets what is new and names no owner."""
    made = importing.begin(session, government, file, account=account, kind=ARCHIMATE)
    made.options = {"owner": owner}
    return made


def find(session: Session, key: int, *, lock: bool = False) -> Import | None:
    """Return an import; with `lock`, nobody else may change it now."""
    return importing.find(session, key, lock=lock, kind=ARCHIMATE)


def listed(session: Session, government: int) -> Sequence[Import]:
    """Return the imports of a government, the newest first."""
    return importing.listed(session, government, ARCHIMATE)


def keep_preview(session: Session, upload: Import, plan: "Plan", *, head: int) -> None:
    """Keep a preview in place of an older one; what stays as it is is only counted."""
    session.execute(delete(ImportRow).where(ImportRow.import_id == upload.id))
    rows = list(_rows(upload.id, plan))
    for start in range(0, len(rows), _PORTION):
        session.execute(insert(ImportRow), rows[start : start + _PORTION])
    upload.state, upload.message = ImportState.PREVIEWED, ""
    upload.head_sequence = head
    upload.counts = plan.counts
    upload.options = {
        **upload.options,
        "model": plan.contents.name,
        "notes": list(plan.notes),
        "fingerprint": plan.fingerprint,
        "writes": plan.writes,
    }


def page(session: Session, upload: Import, sought: Sought) -> importing.Page:
    """Return one page of the lines that do not stay as they are."""
    query = select(ImportRow).where(ImportRow.import_id == upload.id)
    if sought.action:
        query = query.where(ImportRow.action == sought.action)
    if text := sought.text:
        found = func.lower(ImportRow.name).contains(text.lower(), autoescape=True)
        at = int(text) if text.isdecimal() and len(text) < 9 else -1
        query = query.where(or_(found, ImportRow.number == at))
    total = session.scalar(query.with_only_columns(func.count(ImportRow.id))) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(sought.number, 1), last)
    query = query.order_by(ImportRow.id).limit(PAGE_SIZE)
    rows = session.scalars(query.offset((number - 1) * PAGE_SIZE)).all()
    return importing.Page(rows, number, last, total)


def require_applicable(upload: Import) -> None:
    """Raise `WrongState` unless a preview waits that would change something."""
    if upload.state is not ImportState.PREVIEWED:
        raise WrongState("Impor ini tidak sedang menunggu untuk diterapkan.")
    if not upload.options.get("writes"):
        raise WrongState("Tidak ada yang berubah; tidak ada yang perlu diterapkan.")


def finish(session: Session, upload: Import) -> None:
    """Note that an import was carried out."""
    upload.state, upload.message = ImportState.APPLIED, ""
    upload.applied_at = now()
    history.note(
        session,
        upload,
        f"Impor {upload.document.filename} diterapkan",
        {name: (None, many) for name, many in upload.counts.items() if many},
        government=upload.government_id,
    )


def _rows(upload: int, plan: "Plan") -> Iterator[dict[str, Any]]:
    told = [line for line in plan.lines if line.action is not Action.UNCHANGED]
    told.sort(key=lambda line: (_ORDER.index(line.action), line.number))
    for line in told:
        yield {
            "import_id": upload,
            "sheet": line.section.value,
            "number": line.number,
            "action": line.action.name,
            "name": line.name or line.identifier,
            "reasons": line.reasons,
            "values": {
                "type": line.type,
                "identifier": line.identifier,
                "changes": line.changes,
            },
        }
