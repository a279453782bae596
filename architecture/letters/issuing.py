"""What may be done to letters: issue them, keep what was signed, withdraw them."""

import secrets
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history, organisations
from architecture.errors import Invalid, WrongState
from architecture.letters import numbers
from architecture.letters.content import signing_post, written
from architecture.model import (
    Account,
    Document,
    Letter,
    LetterState,
    Registration,
    now,
)
from architecture.reference.calendar import day_of
from architecture.roles import Role
from architecture.scope import Viewer

LONGEST_REASON = 2000


def issue(
    session: Session,
    registration: Registration,
    *,
    viewer: Viewer,
    number: str = "",
    role: Role | None = None,
) -> Letter:
    """Write the letter about a decided registration, signed in the post of `role`.

    The number is given here without holes, or typed in where the government numbers
    its letters elsewhere.  Raises `Invalid` without one there, `CodeTaken`.
    """
    government = organisations.settings(session, registration.government_id)
    today = day_of(now())
    sequence, number = numbers.take(session, government, number, today)
    post = signing_post(viewer, registration.government_id, role)
    account = session.get_one(Account, viewer.account)
    _, head = history.head_of(session, registration.government_id)
    letter = Letter(
        government_id=registration.government_id,
        registration_id=registration.id,
        number=number,
        sequence=sequence,
        year=today.year,
        issued_on=today,
        token=secrets.token_urlsafe(18),
        history_head=head,
    )
    letter.content = written(session, registration, letter, account, post)
    session.add(letter)
    session.flush()
    values = {"number": (None, number), "registration": (None, registration.number)}
    history.note(
        session, letter, "Surat terbit", values, government=letter.government_id
    )
    return letter


def keep_signed(
    session: Session, letter: Letter, document: Document, *, signed_at: date
) -> None:
    """Keep the signed PDF that came back; a later one takes its place.

    Raises `WrongState` if the letter is withdrawn, `Invalid` for a day that cannot be.
    """
    _lock(session, letter)
    if not letter.issued_on <= signed_at <= day_of(now()):
        raise Invalid(
            "Tanggal tanda tangan tidak sesuai.",
            problems={"signed_on": ["Tulis hari antara terbitnya surat dan hari ini."]},
        )
    values = {
        "state": (letter.state, LetterState.SIGNED),
        "signed": (None, signed_at),
        "sha256": (None, document.sha256),
    }
    letter.state = LetterState.SIGNED
    letter.signed_document_id = document.id
    history.note(
        session,
        letter,
        "Surat bertanda tangan diunggah",
        values,
        government=letter.government_id,
    )


def withdraw(session: Session, letter: Letter, reason: str) -> None:
    """Withdraw a letter; it stays visible as withdrawn.

    Raises `WrongState` if it is withdrawn already, `Invalid` without a reason.
    """
    _lock(session, letter)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        sentence = (
            "Tuliskan alasan pencabutan; alasan ini dapat dibaca umum."
            if not reason
            else f"Alasan paling panjang {LONGEST_REASON} karakter."
        )
        raise Invalid(sentence, problems={"reason": [sentence]})
    history.change(
        session,
        letter,
        {
            "state": LetterState.WITHDRAWN,
            "withdrawn_at": now(),
            "withdrawn_reason": reason,
        },
        deed="Surat dicabut",
        government=letter.government_id,
    )


def _lock(session: Session, letter: Letter) -> None:
    """Look at the state anew, behind whoever changes the letter now."""
    session.scalar(select(Letter.id).where(Letter.id == letter.id).with_for_update())
    session.refresh(letter, ["state", "signed_document_id"])
    if letter.state is LetterState.WITHDRAWN:
        raise WrongState("Surat ini sudah dicabut.")
