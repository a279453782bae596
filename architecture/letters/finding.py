"""How letters are looked up, and what the chain says about them."""

from enum import StrEnum

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import history, scope
from architecture.model import Case, Entry, Letter, Registration
from architecture.scope import Viewer


class Chain(StrEnum):
    """What the history of the government says about the head that a letter prints."""

    HOLDS = "Riwayat yang dicetak pada surat masih utuh"
    BROKEN = "Riwayat yang dicetak pada surat tidak ditemukan lagi"
    NONE = "Surat ini terbit sebelum ada riwayat"


def find(session: Session, viewer: Viewer, key: int) -> Letter | None:
    """Return a letter if the viewer may see what it is about."""
    query = (
        select(Letter)
        .outerjoin(Letter.registration)
        .outerjoin(Letter.case)
        .where(
            Letter.id == key,
            or_(
                and_(Letter.registration_id.is_not(None), scope.registrations(viewer)),
                and_(Letter.case_id.is_not(None), scope.cases(viewer)),
            ),
        )
        .options(
            joinedload(Letter.registration).options(
                joinedload(Registration.organisation),
                joinedload(Registration.government),
            ),
            joinedload(Letter.case),
            joinedload(Letter.signed_document),
        )
    )
    return session.scalar(query)


def by_token(session: Session, token: str) -> Letter | None:
    """Return the letter that a QR leads to."""
    query = (
        select(Letter)
        .where(Letter.token == token)
        .options(joinedload(Letter.registration).joinedload(Registration.organisation))
    )
    return session.scalar(query)


def of_registration(session: Session, registration: Registration) -> list[Letter]:
    """Return the letters about a registration, the newest first."""
    query = (
        select(Letter)
        .where(Letter.registration_id == registration.id)
        .options(joinedload(Letter.signed_document))
        .order_by(Letter.id.desc())
    )
    return list(session.scalars(query))


def of_case(session: Session, case: Case) -> list[Letter]:
    """Return the letters about a case of consolidation, the newest first."""
    query = (
        select(Letter)
        .where(Letter.case_id == case.id)
        .options(joinedload(Letter.replaced_by))
        .order_by(Letter.id.desc())
    )
    return list(session.scalars(query))


def chain_of(session: Session, letter: Letter) -> Chain:
    """Tell whether the head that a letter prints still stands in the history.

    The entry must be there, and its hash must still be that of its text.
    """
    if not letter.history_head:
        return Chain.NONE
    query = select(Entry).where(
        Entry.government_id == letter.government_id,
        Entry.hash == letter.history_head,
    )
    entry = session.scalar(query)
    if entry is None:
        return Chain.BROKEN
    sound = history.chained(entry.previous_hash, entry.text) == entry.hash
    return Chain.HOLDS if sound else Chain.BROKEN
