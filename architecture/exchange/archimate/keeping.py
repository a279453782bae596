"""An import of an ArchiMate file on record: its preview, and what became of it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from architecture.errors import WrongState
from architecture.exchange import importing
from architecture.exchange.archimate.plan import Action
from architecture.model import Import, ImportFormat

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
    importing.keep_preview(
        session,
        upload,
        _rows(plan),
        counts=plan.counts,
        head=head,
        model=plan.contents.name,
        notes=list(plan.notes),
        fingerprint=plan.fingerprint,
        writes=plan.writes,
    )


def require_applicable(upload: Import) -> None:
    """Raise `WrongState` unless a preview waits that would change something."""
    importing.require_waiting(upload)
    if not upload.options.get("writes"):
        raise WrongState("Tidak ada yang berubah; tidak ada yang perlu diterapkan.")


def finish(session: Session, upload: Import) -> None:
    """Note that an import was carried out."""
    importing.finish(session, upload, upload.counts)


def _rows(plan: "Plan") -> Iterator[dict[str, Any]]:
    told = [line for line in plan.lines if line.action is not Action.UNCHANGED]
    told.sort(key=lambda line: (_ORDER.index(line.action), line.number))
    for line in told:
        yield {
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
