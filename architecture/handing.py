"""An element is handed to another office, or claimed by the one whose it really is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NoReturn

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from architecture import history, organisations, periods
from architecture.errors import Invalid, NotAllowed, NotFound, WrongState
from architecture.locking import lock_government
from architecture.model import (
    Application,
    Element,
    Handover,
    HandoverKind,
    HandoverState,
    Kind,
    Organisation,
    OwnerPeriod,
    Use,
    now,
)
from architecture.roles import Role
from architecture.scope import Viewer

LONGEST = 1000
DIRECTLY = frozenset({Role.ARCHITECT, Role.ADMINISTRATOR})
"""Who hands over what belongs to anybody, without asking."""

DECIDES = DIRECTLY | {Role.REVIEWER}
"""Who decides what the owner leaves unanswered."""


def offer(
    session: Session,
    viewer: Viewer,
    element: Element,
    to: Organisation,
    reason: str,
    *,
    today: date,
) -> Handover:
    """Hand an element to another office, which accepts or declines.

    Whoever manages the model hands it over at once.  Raises `Invalid`, `NotAllowed`
    or `WrongState`.
    """
    directly = bool(viewer.holds(DIRECTLY, government=element.government_id))
    if not directly and element.organisation_id not in viewer.offices():
        raise NotAllowed("Hanya pemiliknya yang menyerahkan.")
    row = _begin(session, viewer, element, to, HandoverKind.OFFERED, reason, today)
    if directly:
        _accept(session, viewer, row, today)
    return row


def claim(
    session: Session,
    viewer: Viewer,
    element: Element,
    to: Organisation,
    reason: str,
    *,
    today: date,
) -> Handover:
    """Say that an element is really one's own; its owner or Kominfo decides."""
    if to.id not in viewer.offices():
        raise NotAllowed("Klaim hanya untuk kantor sendiri.")
    if not reason.strip():
        _refuse("Tuliskan mengapa ini milik kantor Anda.")
    return _begin(session, viewer, element, to, HandoverKind.CLAIMED, reason, today)


def accept(session: Session, viewer: Viewer, row: Handover, *, today: date) -> None:
    """Let the element go to the office.  Raises `WrongState` or `NotAllowed`."""
    _answering(session, viewer, row, today)
    _accept(session, viewer, row, today)


def decline(
    session: Session, viewer: Viewer, row: Handover, answer: str, *, today: date
) -> None:
    """Let the element stay where it is, with a reason."""
    answer = answer.strip()
    if not answer or len(answer) > LONGEST:
        sentence = f"Tuliskan alasannya, paling panjang {LONGEST} karakter."
        raise Invalid(sentence, problems={"answer": [sentence]})
    _answering(session, viewer, row, today)
    _close(session, viewer, row, HandoverState.DECLINED, answer)


def withdraw(session: Session, viewer: Viewer, row: Handover, *, today: date) -> None:
    """Take an offer or a claim back, as the office that made it."""
    _hold(session, row)
    if not may_withdraw(session, viewer, row, today):
        raise NotAllowed("Hanya yang mengajukan yang dapat menariknya.")
    _close(session, viewer, row, HandoverState.WITHDRAWN, "")


def find(session: Session, viewer: Viewer, key: int) -> Handover:
    """Return one of the viewer's governments.  Raises `NotFound`."""
    found = session.scalar(
        _query().where(
            Handover.id == key, Handover.government_id.in_(sorted(viewer.governments))
        )
    )
    if found is None:
        raise NotFound("Serah terima ini tidak ada, atau tidak dapat Anda lihat.")
    return found


def of(session: Session, viewer: Viewer, element: Element) -> Handover | None:
    """Return what is open about an element of the viewer's own government."""
    if element.government_id not in viewer.governments:
        return None
    return session.scalar(_query().where(Handover.busy_with == element.id))


def waiting(session: Session, viewer: Viewer, today: date) -> list[Handover]:
    """Return what the viewer has to answer as an office, the oldest first.

    Who decides for the government sees all that is claimed.
    """
    return [
        row
        for row in open_ones(session, viewer)
        if row.by_id != viewer.account and may_answer(session, viewer, row, today)
    ]


def open_ones(session: Session, viewer: Viewer) -> Sequence[Handover]:
    """Return all that are open in the viewer's governments, the oldest first."""
    query = _query().where(
        Handover.state == HandoverState.OPEN,
        Handover.government_id.in_(sorted(viewer.governments)),
    )
    return session.scalars(query.order_by(Handover.id)).all()


def may_answer(session: Session, viewer: Viewer, row: Handover, today: date) -> bool:
    """Tell whether the viewer is the one who is asked.

    What is offered is answered by who gets it, a claim by who has it or by Kominfo,
    but not by the office that claims.
    """
    if row.state is not HandoverState.OPEN:
        return False
    offices = viewer.offices(row.government_id)
    heir = _heir(session, row, today)
    if row.kind is HandoverKind.OFFERED:
        return heir.id in offices
    if row.element.organisation_id in offices:
        return True
    decides = bool(viewer.holds(DECIDES, government=row.government_id))
    return decides and not viewer.works_in(heir.id)


def may_withdraw(session: Session, viewer: Viewer, row: Handover, today: date) -> bool:
    """Tell whether the viewer is of the office that began it."""
    if row.state is not HandoverState.OPEN:
        return False
    offices = viewer.offices(row.government_id)
    if row.kind is HandoverKind.OFFERED:
        return row.element.organisation_id in offices
    return _heir(session, row, today).id in offices


def _begin(  # noqa: PLR0917 - what a handover is made of
    session: Session,
    viewer: Viewer,
    element: Element,
    to: Organisation,
    kind: HandoverKind,
    reason: str,
    today: date,
) -> Handover:
    lock_government(session, element.government_id)
    session.refresh(element)
    _check(element, to, today)
    reason = reason.strip()
    if len(reason) > LONGEST:
        _refuse(f"Alasan paling panjang {LONGEST} karakter.")
    if session.scalar(select(Handover.id).where(Handover.busy_with == element.id)):
        raise WrongState(f"{element.name} sudah menunggu jawaban serah terima.")
    row = Handover(
        government_id=element.government_id,
        element_id=element.id,
        busy_with=element.id,
        from_id=element.organisation_id,
        to_id=to.id,
        kind=kind,
        reason=reason,
        by_id=viewer.account or None,
    )
    session.add(row)
    session.flush()
    session.refresh(row)
    deed = "Ditawarkan ke" if kind is HandoverKind.OFFERED else "Diklaim oleh"
    _note(session, element, f"{deed} {to.name}", {"note": (None, reason)})
    return row


def _check(element: Element, to: Organisation, today: date) -> None:
    if to.government_id != element.government_id:
        _refuse("Pilih perangkat daerah dari instansi yang sama.", "office")
    if to.kind not in {Kind.OFFICE, Kind.UNIT}:
        _refuse("Pilih perangkat daerah, bukan pemerintah daerahnya.", "office")
    if to.ends_on is not None and to.ends_on < today:
        _refuse(f"{to.name} sudah berakhir.", "office")
    if to.starts_on is not None and to.starts_on > today:
        _refuse(f"{to.name} belum berdiri.", "office")
    if to.id == element.organisation_id:
        _refuse(f"{element.name} memang milik {to.name}.", "office")
    if isinstance(element, Application) and element.merged_into_id:
        raise WrongState(f"{element.name} sudah digabung ke catatan lain.")


def _answering(session: Session, viewer: Viewer, row: Handover, today: date) -> None:
    _hold(session, row)
    if row.state is not HandoverState.OPEN:
        raise WrongState(f"Serah terima ini sudah dijawab: {row.state.value.lower()}.")
    if not may_answer(session, viewer, row, today):
        raise NotAllowed("Bukan kantor Anda yang diminta menjawab.")


def _hold(session: Session, row: Handover) -> None:
    lock_government(session, row.government_id)
    session.refresh(row)
    session.refresh(row.element)


def _accept(session: Session, viewer: Viewer, row: Handover, today: date) -> None:
    element, to = row.element, _heir(session, row, today)
    _check(element, to, today)
    old = session.get_one(Organisation, element.organisation_id)
    eve = today - timedelta(days=1)
    if not _came_since(session, element, eve):
        session.add(
            OwnerPeriod(element_id=element.id, organisation_id=old.id, until=eve)
        )
    element.organisation_id = to.id
    element.version += 1
    element.updated_at = now()
    own = session.scalar(
        select(Use).where(
            Use.application_id == element.id, Use.organisation_id == to.id
        )
    )
    if own is not None:  # an office does not use what it owns
        session.delete(own)
    _close(session, viewer, row, HandoverState.ACCEPTED, "")
    session.expire(element, ["organisation"])
    values = {"organisation_id": (old.id, to.id)}
    _note(session, element, "Pemilik berganti", values)


def _came_since(session: Session, element: Element, eve: date) -> bool:
    """Tell whether it came to its owner on this very day."""
    query = select(OwnerPeriod.id).where(
        OwnerPeriod.element_id == element.id, OwnerPeriod.until >= eve
    )
    return session.scalar(query.limit(1)) is not None


def _close(
    session: Session, viewer: Viewer, row: Handover, state: HandoverState, answer: str
) -> None:
    if row.state is not HandoverState.OPEN:
        raise WrongState(f"Serah terima ini sudah dijawab: {row.state.value.lower()}.")
    row.state, row.answer, row.busy_with = state, answer, None
    row.answered_by_id, row.answered_at = viewer.account or None, now()
    session.flush()
    if state is not HandoverState.ACCEPTED:
        _note(
            session,
            row.element,
            f"Serah terima ke {row.to.name} {state.value.lower()}",
            {"note": (None, answer)},
        )


def _heir(session: Session, row: Handover, today: date) -> Organisation:
    """Return the office to which it goes: who goes on, if that has ended since."""
    if row.to.ends_on is None:
        return row.to
    rows = organisations.tree(session, row.government_id)
    known = {each.id: each for each in rows}
    return periods.heir_of(known, known[row.to_id], today) or row.to


def _query() -> Select[Handover]:
    return select(Handover).options(
        joinedload(Handover.element).joinedload(Element.organisation),
        joinedload(Handover.to),
        joinedload(Handover.from_),
        joinedload(Handover.by),
    )


def _note(
    session: Session,
    element: Element,
    deed: str,
    values: Mapping[str, tuple[object, object]],
) -> None:
    history.note(session, element, deed, values, government=element.government_id)


def _refuse(sentence: str, field: str = "reason") -> NoReturn:
    raise Invalid(sentence, problems={field: [sentence]})
