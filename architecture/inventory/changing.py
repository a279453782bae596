"""What may be done to applications and to their uses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import elements, history
from architecture.elements.changing import checked as judged
from architecture.errors import WrongState
from architecture.layers import APPLICATION_FIELDS, Layer, Status
from architecture.model import (
    Application,
    Organisation,
    Use,
    UseConfirmation,
    UseState,
)


def add(
    session: Session,
    organisation: Organisation,
    stated: Mapping[str, Any],
    *,
    code: str | None = None,
    deed: str = "Aplikasi dicatat",
    whole: bool = True,
    **life: Any,
) -> Application:
    """Add an application to the inventory of a government, owned by an organisation.

    `stated` runs field → what was typed or a value; `life` may give status, sharing,
    sensitive, live_on and retires_on.  `whole`: what is required must be stated.
    Raises `Invalid` with the problems by field.
    """
    added = elements.add(
        session,
        organisation,
        Layer.APPLICATION,
        stated,
        code=code,
        deed=deed,
        whole=whole,
        **life,
    )
    assert isinstance(added, Application)  # noqa: S101 - its layer says so
    return added


def revise(
    session: Session,
    application: Application,
    stated: Mapping[str, Any],
    *,
    version: int | None = None,
    deed: str = "Data aplikasi diubah",
    **life: Any,
) -> dict[str, tuple[Any, Any]]:
    """Replace what is stated, and return what changed, field → (old, new).

    Raises `Changed` if `version` is given and somebody else changed it since,
    `WrongState` if another stands for it, and `Invalid` with the problems by field.
    """
    if application.merged_into_id:
        raise WrongState(
            f"{application.name} sudah digabung; ubah catatan yang mewakilinya."
        )
    return elements.revise(
        session, application, stated, version=version, deed=deed, **life
    )


def start_use(
    session: Session,
    application: Application,
    organisation: Organisation,
    *,
    note: str = "",
    since: date | None = None,
    confirmation: UseConfirmation = UseConfirmation.CONFIRMED,
) -> Use:
    """Note that an office uses an application; one that ended is taken up again.

    What the owner states waits until the office confirms it (`confirming`).
    Raises `WrongState` if it is retired, merged, its own, or in use already.
    """
    if application.status is Status.RETIRED or application.merged_into_id:
        raise WrongState(f"{application.name} sudah tidak aktif.")
    if application.organisation_id == organisation.id:
        raise WrongState(f"{application.name} memang milik {organisation.name}.")
    use = session.scalar(
        select(Use).where(
            Use.application_id == application.id, Use.organisation_id == organisation.id
        )
    )
    if use is not None and use.state is UseState.IN_USE:
        raise WrongState(f"{organisation.name} sudah tercatat memakai aplikasi ini.")
    if use is None:
        use = Use(application_id=application.id, organisation_id=organisation.id)
        session.add(use)
    use.state, use.note, use.since = UseState.IN_USE, note.strip(), since
    use.confirmation, use.denial = confirmation, ""
    session.flush()
    stated = confirmation is UseConfirmation.STATED
    deed = "Pemakaian dinyatakan pemilik" if stated else "Pemakaian dicatat"
    note_use(session, application, organisation, deed, note.strip())
    return use


def end_use(session: Session, use: Use) -> None:
    """Note that an office uses it no more.  Raises `WrongState` if that is known."""
    if use.state is UseState.ENDED:
        raise WrongState("Pemakaian ini sudah dicatat berakhir.")
    use.state = UseState.ENDED
    note_use(session, use.application, use.organisation, "Pemakaian diakhiri", "")


def checked(session: Session, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of what was stated; raise `Invalid` with the problems."""
    return judged(session, APPLICATION_FIELDS, stated)


def note_use(
    session: Session, application: Application, user: Organisation, deed: str, note: str
) -> None:
    """Keep the deed with the government of the user: there something changed."""
    history.note(
        session,
        application,
        deed,
        {"organisation": (None, user.code), "note": (None, note)},
        government=user.government_id or user.id,
    )
