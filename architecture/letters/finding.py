"""How letters are looked up, and what the chain says about them."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import history, scope
from architecture.model import Entry, Letter, Registration
from architecture.scope import Viewer


class Chain(StrEnum):
    """What the history of the government says about the head that a letter prints."""

    HOLDS = "Riwayat yang dicetak pada surat masih utuh"
    BROKEN = "Riwayat yang dicetak pada surat tidak ditemukan lagi"
    NONE = "Surat ini terbit sebelum ada riwayat"


def find(session: Session, viewer: Viewer, key: int) -> Letter | None:
    """Return a letter if the viewer may see the registration that it is about."""
    query = (
        select(Letter)
        .join(Letter.registration)
        .where(Letter.id == key, scope.registrations(viewer))
        .options(
            joinedload(Letter.registration).options(
                joinedload(Registration.organisation),
                joinedload(Registration.government),
            ),
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
