"""An element is handed to another office, or claimed by the one whose it really is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NoReturn

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from architecture import history, organisations, periods
from architecture.elements.changes.values import batches
from architecture.elements.owning import follow
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
    now,
)
from architecture.roles import Role
from architecture.scope import OFFICE_ROLES, Viewer

LONGEST = 1000
DIRECTLY = frozenset({Role.ARCHITECT, Role.ADMINISTRATOR})
"""Who hands over what belongs to anybody, without asking."""

DECIDES = DIRECTLY | {Role.REVIEWER}
"""Who decides what the owner leaves unanswered."""

Circles = tuple[frozenset[int], ...] | None
"""Sets of offices; within each a person moves elements at once.  None: anywhere."""


def circles(viewer: Viewer, government: int) -> Circles:
    """Return among which offices the viewer gives elements another owner at once.

    Whoever manages the model does so anywhere, an office within itself and what lies
    below it.  Everything else is offered or claimed.  Pages, imports and edits of a
    selection all ask this.
    """
    if viewer.holds(DIRECTLY, government=government):
        return None
    posts = viewer.holds(OFFICE_ROLES, government=government)
    return tuple(dict.fromkeys(post.organisations for post in posts))


def at_once(among: Circles, owner: int, to: int) -> bool:
    """Tell whether an element goes from one owner to another without being offered.

    >>> at_once((frozenset({1, 2}), frozenset({3})), 1, 2)
    True
    >>> at_once((frozenset({1, 2}), frozenset({3})), 1, 3), at_once(None, 1, 3)
    (False, True)
    """
    return owner == to or among is None or any({owner, to} <= some for some in among)


def check_at_once(viewer: Viewer, element: Element, to: int) -> None:
    """Raise `Invalid` unless the viewer gives the element to that office at once."""
    if not at_once(circles(viewer, element.government_id), element.organisation_id, to):
        _refuse(f"{element.name}: {ACROSS}", "organisation")


ACROSS = (
    "ke luar perangkat daerahnya hanya dengan serah terima. Pakai “Serahkan ke "
    "perangkat daerah lain” pada halamannya; penerimanya yang menyetujui."
)
"""What is said where `at_once` says no."""


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


def open_about(session: Session, keys: Collection[int]) -> frozenset[int]:
    """Return those of these elements that wait for an answer whose they are."""
    query = select(Handover.busy_with)
    return frozenset(
        each
        for some in batches(sorted(keys))
        for each in session.scalars(query.where(Handover.busy_with.in_(some)))
        if each is not None
    )


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
    _check_place(element, to, today)
    if to.id == element.organisation_id:
        _refuse(f"{element.name} memang milik {to.name}.", "office")


def check_heir(to: Organisation, government: int, today: date) -> None:
    """Raise `Invalid` unless elements of a government may go to that office."""
    if to.government_id != government:
        _refuse("Pilih perangkat daerah dari instansi yang sama.", "office")
    if to.kind not in {Kind.OFFICE, Kind.UNIT}:
        _refuse("Pilih perangkat daerah, bukan pemerintah daerahnya.", "office")
    if to.ends_on is not None and to.ends_on < today:
        _refuse(f"{to.name} sudah berakhir.", "office")
    if to.starts_on is not None and to.starts_on > today:
        _refuse(f"{to.name} belum berdiri.", "office")


def _check_place(element: Element, to: Organisation, today: date) -> None:
    check_heir(to, element.government_id, today)
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
    _check_place(element, to, today)
    _close(session, viewer, row, HandoverState.ACCEPTED, "")
    old = element.organisation_id
    if old == to.id:  # it went there meanwhile, with a new SOTK or an import
        return
    element.organisation_id = to.id
    element.version += 1
    element.updated_at = now()
    session.flush()
    session.expire(element, ["organisation"])
    follow(session, [element], {element.id: old})
    values = {"organisation_id": (old, to.id)}
    _note(session, element, "Pemilik berganti", values)


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
