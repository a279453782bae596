"""What the worker does for every import: carry the preview out, or make it anew."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Invalid, NotFound, Refused
from architecture.exchange import importing
from architecture.model import Import, ImportFormat, ImportState
from eaportal import db, jobs, storage
from eaportal.suspicions import work as sweeping

ANEW = (
    "Arsitektur berubah sejak pratinjau dibuat, jadi pratinjaunya dibuat ulang. "
    "Periksa sekali lagi, lalu terapkan."
)
AGAIN = 3
"""So often a plan is made anew while others keep changing the model."""

Result = Mapping[str, Any]


class Planned(Protocol):
    """A plan that can be told from another one."""

    @property
    def fingerprint(self) -> str:
        """Return what two plans have in common only if they do the same."""


Plan = TypeVar("Plan", bound=Planned)


def found(
    session: Session, key: int, kind: ImportFormat, *, lock: bool = False
) -> Import:
    """Return an import; raise `NotFound` if it is gone."""
    upload = importing.find(session, key, lock=lock, kind=kind)
    if upload is None:
        raise NotFound("Impor ini tidak ada lagi.")
    return upload


def carry_out(
    context: jobs.Context,
    kind: ImportFormat,
    *,
    require: Callable[[Import], None],
    foresee: Callable[[Session, Import], Plan],
    preview: Callable[[int], None],
    write: Callable[[Import, Plan], None],
    url: str,
) -> Result:
    """Write all that a preview says; if it says something else by now, make it anew.

    `require` refuses what is not to be carried out, `foresee` makes the plan,
    `preview` keeps it for the person, `write` carries it out.
    """
    key = int(context.arguments["import"])
    for _ in range(AGAIN):
        with context.reading() as session:
            upload = found(session, key, kind)
            if upload.state is ImportState.APPLIED:
                return {"url": url}
            require(upload)
            head, _hash = history.head_of(session, upload.government_id)
            plan = foresee(session, upload)
        if plan.fingerprint != context.arguments["fingerprint"]:
            preview(key)
            break
        upload = found(context.session, key, kind, lock=True)
        require(upload)
        try:
            if sealed(context, upload, head, lambda: write(upload, plan)):  # noqa: B023 - called at once
                return {"url": url}
        except Invalid:  # the model went on between the plan and the lock
            pass
        undo(context)
    return {"url": url, "message": ANEW}


def sealed(
    context: jobs.Context, upload: Import, head: int, write: Callable[[], None]
) -> bool:
    """Write and seal; False if somebody else wrote first: then call `undo`."""
    try:
        write()
        sweeping.ask(context.session, upload.government_id, account=context.account)
        cause = f"impor {upload.document.filename}"
        entries = history.seal(context.session, by=context.by, cause=cause)
    except DBAPIError as error:
        if db.is_full(error):
            raise Refused(db.FULL) from error
        raise
    return all(each.sequence == head + 1 for each in entries)


def undo(context: jobs.Context) -> None:
    """Take back what was written and not committed."""
    context.session.rollback()
    history.discard(context.session)


def keep_rows_to_mend(
    context: jobs.Context, upload: Import, content: bytes | None
) -> int | None:
    """Keep the table of refused rows beside the import; return the document's id."""
    if content is None:
        return None
    name = f"perbaiki-{PurePath(upload.document.filename).stem}.xlsx"
    return importing.keep(
        context.session,
        upload.government_id,
        "IMPORT-MEND",
        storage.keep(content, name),
        account=context.account or 0,
    )
