"""An import of a workbook on record: its preview row by row, and what was chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from architecture.errors import WrongState
from architecture.exchange import importing
from architecture.exchange.book.actions import Action
from architecture.model import Import, ImportFormat, ImportRow
from architecture.registration.drafting import StoredFile

if TYPE_CHECKING:  # what reads files is slow to load, and pages do not read any
    from architecture.exchange.book.applying import Applied
    from architecture.exchange.book.plan import Plan
    from architecture.model import Organisation

WORKBOOK = ImportFormat.WORKBOOK


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
    importing.keep_preview(
        session,
        upload,
        _rows(plan, taken),
        counts=plan.counts,
        head=head,
        notes=list(plan.notes),
        fingerprint=plan.fingerprint,
        mend=mend,
    )
    upload.sheets = list(plan.counts)


def choose(
    session: Session, upload: Import, *, take: bool, rows: Iterable[int] | None = None
) -> None:
    """Say of conflicts whether the file is taken; of all of them without `rows`.

    Raises `WrongState` if no preview waits.
    """
    importing.require_waiting(upload)
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
    importing.require_waiting(upload)
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
    upload.options = {**upload.options, "applied": asdict(applied)}
    importing.finish(session, upload, asdict(applied))


def _rows(plan: "Plan", taken: frozenset[tuple[str, int]]) -> Iterator[dict[str, Any]]:
    for each in plan.outcomes:
        is_taken = (each.sheet, each.row) in taken
        told = each.as_json()
        yield {
            "sheet": each.sheet,
            "number": each.row,
            "action": TAKEN
            if is_taken and each.action is Action.CONFLICT
            else each.action.name,
            "name": " ".join(part for part in (each.code, each.name) if part),
            "reasons": list(each.reasons),
            "values": {name: told[name] for name in ("code", "name", "differences")},
        }
