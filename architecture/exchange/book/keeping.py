"""An import of a workbook on record: its preview row by row, and what was chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import WrongState
from architecture.exchange import importing
from architecture.exchange.book.actions import Action
from architecture.exchange.importing import ENDED, PAGE_SIZE
from architecture.model import Import, ImportFormat, ImportRow, ImportState, now
from architecture.registration.drafting import StoredFile

if TYPE_CHECKING:  # what reads files is slow to load, and pages do not read any
    from architecture.exchange.book.applying import Applied
    from architecture.exchange.book.plan import Plan
    from architecture.model import Organisation

WORKBOOK = ImportFormat.WORKBOOK
_PORTION = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which rows of a preview are asked for."""

    action: str = ""
    sheet: str = ""
    text: str = ""
    number: int = 1


def begin(
    session: Session, government: "Organisation", file: StoredFile, *, account: int
) -> Import:
    """Note a workbook that was uploaded."""
    return importing.begin(session, government, file, account=account, kind=WORKBOOK)


def find(session: Session, key: int, *, lock: bool = False) -> Import | None:
    """Return an import of a workbook; with `lock`, nobody else may change it now."""
    return importing.find(session, key, lock=lock, kind=WORKBOOK)


def listed(session: Session, government: int) -> Sequence[Import]:
    """Return the imports of workbooks of a government, the newest first."""
    return importing.listed(session, government, WORKBOOK)


def keep_preview(
    session: Session, upload: Import, plan: "Plan", *, head: int, mend: int | None
) -> None:
    """Keep a preview in place of an older one; what was chosen in it stays chosen."""
    taken = chosen(session, upload)
    session.execute(delete(ImportRow).where(ImportRow.import_id == upload.id))
    rows = list(_rows(upload.id, plan, taken))
    for start in range(0, len(rows), _PORTION):
        session.execute(insert(ImportRow), rows[start : start + _PORTION])
    upload.state, upload.message = ImportState.PREVIEWED, ""
    upload.head_sequence = head
    upload.counts = plan.counts
    upload.sheets = list(plan.counts)
    upload.options = {
        **upload.options,
        "notes": list(plan.notes),
        "fingerprint": plan.fingerprint,
        "mend": mend,
    }


def page(session: Session, upload: Import, sought: Sought) -> importing.Page:
    """Return one page of the rows that do not stay as they are."""
    query = select(ImportRow).where(ImportRow.import_id == upload.id)
    if sought.action:
        query = query.where(ImportRow.action == sought.action)
    if sought.sheet:
        query = query.where(ImportRow.sheet == sought.sheet)
    if sought.text:
        text = sought.text
        found = func.lower(ImportRow.name).contains(text.lower(), autoescape=True)
        at = int(text) if text.isdecimal() and len(text) < 7 else -1
        query = query.where(or_(found, ImportRow.number == at))
    total = session.scalar(query.with_only_columns(func.count(ImportRow.id))) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(sought.number, 1), last)
    query = query.order_by(ImportRow.id).limit(PAGE_SIZE)
    rows = session.scalars(query.offset((number - 1) * PAGE_SIZE)).all()
    return importing.Page(rows, number, last, total)


def choose(
    session: Session, upload: Import, *, take: bool, rows: Iterable[int] | None = None
) -> None:
    """Say of conflicts whether the file is taken; of all of them without `rows`.

    Raises `WrongState` if no preview waits.
    """
    _require_waiting(upload)
    query = update(ImportRow).where(
        ImportRow.import_id == upload.id,
        ImportRow.action.in_([Action.CONFLICT.name, TAKEN]),
    )
    if rows is not None:
        query = query.where(ImportRow.id.in_(sorted(rows)))
    action = TAKEN if take else Action.CONFLICT.name
    session.execute(
        query.values(action=action).execution_options(synchronize_session=False)
    )


TAKEN = "TAKEN"
"""The action of a kept row with a conflict in which the file is taken."""


def chosen(session: Session, upload: Import) -> frozenset[tuple[str, int]]:
    """Return sheet and number of the conflicts in which the file is taken."""
    query = select(ImportRow.sheet, ImportRow.number).where(
        ImportRow.import_id == upload.id, ImportRow.action == TAKEN
    )
    return frozenset((sheet, number) for sheet, number in session.execute(query))


def conflicts(session: Session, upload: Import) -> tuple[int, int]:
    """Return how many conflicts there are, and in how many the file is taken."""
    query = (
        select(ImportRow.action, func.count())
        .where(
            ImportRow.import_id == upload.id,
            ImportRow.action.in_([Action.CONFLICT.name, TAKEN]),
        )
        .group_by(ImportRow.action)
    )
    found = dict(session.execute(query).all())
    return sum(found.values()), found.get(TAKEN, 0)


def require_applicable(upload: Import, *, good_only: bool) -> None:
    """Raise `WrongState` unless a preview waits that can be carried out."""
    _require_waiting(upload)
    many = total(upload, Action.REFUSED)
    if many and not good_only:
        raise WrongState(
            f"{many} baris masih ditolak. Perbaiki barisnya, lalu unggah lagi, atau "
            "terapkan baris lainnya saja."
        )


def total(upload: Import, action: Action) -> int:
    """Return how many rows of all sheets have an action in the preview."""
    return sum(each.get(action.name, 0) for each in upload.counts.values())


def finish(session: Session, upload: Import, applied: "Applied") -> None:
    """Note that an import was carried out."""
    upload.state, upload.message = ImportState.APPLIED, ""
    upload.applied_at = now()
    upload.options = {**upload.options, "applied": asdict(applied)}
    history.note(
        session,
        upload,
        f"Impor {upload.document.filename} diterapkan",
        {name: (None, many) for name, many in asdict(applied).items() if many},
        government=upload.government_id,
    )


def cancel(session: Session, upload: Import) -> None:
    """Give an import up; its file stays on record.  Raises `WrongState` if it ended."""
    importing.cancel(session, upload)


def _require_waiting(upload: Import) -> None:
    if upload.state in ENDED or upload.state is not ImportState.PREVIEWED:
        raise WrongState("Impor ini tidak sedang menunggu untuk diterapkan.")


def _rows(
    upload: int, plan: "Plan", taken: frozenset[tuple[str, int]]
) -> Iterator[dict[str, Any]]:
    for each in plan.outcomes:
        is_taken = (each.sheet, each.row) in taken
        told = each.as_json()
        yield {
            "import_id": upload,
            "sheet": each.sheet,
            "number": each.row,
            "action": TAKEN
            if is_taken and each.action is Action.CONFLICT
            else each.action.name,
            "name": " ".join(part for part in (each.code, each.name) if part),
            "reasons": list(each.reasons),
            "values": {name: told[name] for name in ("code", "name", "differences")},
        }
