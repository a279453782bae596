"""The owner says who uses an application; who is named confirms or denies it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from architecture.errors import Invalid, WrongState
from architecture.inventory.changing import note_use, start_use
from architecture.model import (
    Application,
    Kind,
    Organisation,
    Use,
    UseConfirmation,
    UseState,
)
from architecture.scope import Viewer

LONGEST = 500


def state_use(
    session: Session,
    application: Application,
    organisation: Organisation,
    *,
    by: Viewer,
    note: str = "",
) -> Use:
    """Note as the owner that an office uses an application; it has to confirm.

    Raises `Invalid` for what is no office of the government, and what `start_use`
    raises.
    """
    same = organisation.government_id == application.government_id
    if not same or organisation.kind not in {Kind.OFFICE, Kind.UNIT}:
        raise Invalid("Pilih perangkat daerah dari instansi ini.")
    own = organisation.id in by.offices(organisation.government_id)
    said = UseConfirmation.CONFIRMED if own else UseConfirmation.STATED
    return start_use(session, application, organisation, note=note, confirmation=said)


def confirm_use(session: Session, use: Use) -> None:
    """Say as the office that it does use it.  Raises `WrongState` if that is known."""
    _check(use)
    use.confirmation = UseConfirmation.CONFIRMED
    note_use(session, use.application, use.organisation, "Pemakaian dikonfirmasi", "")


def deny_use(session: Session, use: Use, reason: str) -> None:
    """Say as the office that it does not use it, and why; the use ends.

    Raises `Invalid` without a reason, `WrongState` if it does not wait.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        sentence = f"Tuliskan alasannya, paling panjang {LONGEST} karakter."
        raise Invalid(sentence, problems={"reason": [sentence]})
    _check(use)
    use.confirmation, use.state = UseConfirmation.DENIED, UseState.ENDED
    use.denial = reason
    note_use(session, use.application, use.organisation, "Pemakaian dibantah", reason)


def to_confirm(session: Session, viewer: Viewer) -> Sequence[Use]:
    """Return the uses that owners stated and the offices of the viewer answer for."""
    query = (
        select(Use)
        .where(_waiting(), Use.organisation_id.in_(sorted(viewer.offices())))
        .options(
            joinedload(Use.organisation),
            joinedload(Use.application).joinedload(Application.organisation),
        )
        .order_by(Use.id)
    )
    return session.scalars(query).all()


def denied_of(
    session: Session, viewer: Viewer, application: Application
) -> Sequence[Use]:
    """Return who denied to use it, of the viewer's own governments."""
    query = (
        select(Use)
        .join(Use.organisation)
        .where(
            Use.application_id == application.id,
            Use.confirmation == UseConfirmation.DENIED,
            Organisation.government_id.in_(sorted(viewer.governments)),
        )
        .options(joinedload(Use.organisation))
        .order_by(Organisation.name)
    )
    return session.scalars(query).all()


def _waiting() -> ColumnElement[bool]:
    return and_(
        Use.confirmation == UseConfirmation.STATED, Use.state == UseState.IN_USE
    )


def _check(use: Use) -> None:
    stated = use.confirmation is UseConfirmation.STATED
    if not stated or use.state is not UseState.IN_USE:
        raise WrongState("Pemakaian ini tidak menunggu konfirmasi lagi.")
