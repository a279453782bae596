"""What may be done to letters: issue, keep what was signed, withdraw, replace."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history, organisations
from architecture.errors import Invalid, NotAllowed, WrongState
from architecture.letters import numbers
from architecture.letters.content import paragraphs, signing_post, written
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
LONGEST_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a letter in place of a withdrawn one says anew; the decision stays."""

    addressee: str
    reasons: str
    number: str = ""


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
    letter = _begun(session, registration, viewer=viewer, number=number, role=role)
    session.add(letter)
    session.flush()
    _note(session, letter, "Surat terbit", {"registration": registration.number})
    return letter


def may_replace(viewer: Viewer, letter: Letter) -> bool:
    """Tell whether the viewer signs in place of who signed; never for the own office.

    Whether the letter waits for one in its place is another question.
    """
    registration = letter.registration
    role = _signing_role(registration)
    return bool(
        role
        and viewer.holds([role], government=registration.government_id)
        and not viewer.works_in(registration.organisation_id)
    )


def replacing_problem(letter: Letter) -> str:
    """Return what keeps a letter from being replaced, or an empty text."""
    if letter.replaced_by is not None:
        return (
            f"Surat ini sudah diganti dengan surat nomor {letter.replaced_by.number}."
        )
    if letter.state is not LetterState.WITHDRAWN:
        return "Surat ini masih berlaku; cabut dahulu sebelum menggantinya."
    return ""


def replace(
    session: Session, letter: Letter, correction: Correction, *, viewer: Viewer
) -> Letter:
    """Issue a corrected letter for the decision that a withdrawn one told.

    It has a number of its own and names the one it replaces.  Raises `NotAllowed`,
    `WrongState` if the letter holds or has one in its place, `Invalid`, `CodeTaken`.
    """
    if not may_replace(viewer, letter):
        raise NotAllowed("Surat pengganti diterbitkan oleh penanda tangannya.")
    _refresh(session, letter)
    if problem := replacing_problem(letter):
        raise WrongState(problem)
    _check_correction(correction)
    registration = letter.registration
    made = _begun(
        session,
        registration,
        viewer=viewer,
        number=correction.number,
        role=_signing_role(registration),
    )
    made.replaces = letter
    made.content |= {
        "addressee": correction.addressee.strip(),
        "reasons": paragraphs(correction.reasons),
        "replaces_number": letter.number,
        "replaces_date": letter.content["date"],
    }
    session.add(made)
    session.flush()
    _note(session, made, "Surat pengganti terbit", {"replaces": letter.number})
    return made


def _begun(
    session: Session,
    registration: Registration,
    *,
    viewer: Viewer,
    number: str,
    role: Role | None,
) -> Letter:
    """Return a letter with its number and content, to be added."""
    government = organisations.settings(session, registration.government_id)
    today = day_of(now())
    post = signing_post(viewer, registration.government_id, role)
    coordination = post is not None and post.role is Role.COORDINATOR
    sequence, number = numbers.take(
        session, government, number, today, coordination=coordination
    )
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
    return letter


def _note(session: Session, letter: Letter, deed: str, said: dict[str, str]) -> None:
    values = {key: (None, text) for key, text in said.items()}
    values["number"] = (None, letter.number)
    history.note(session, letter, deed, values, government=letter.government_id)


def _signing_role(registration: Registration) -> Role | None:
    """Return whose signature the present round ends with."""
    signing = (
        step.role
        for step in registration.steps
        if step.signs and step.round == registration.round
    )
    return next(signing, None)


def _check_correction(correction: Correction) -> None:
    problems: dict[str, list[str]] = {}
    for name, text, longest in (
        ("addressee", correction.addressee, 200),
        ("reasons", correction.reasons, LONGEST_TEXT),
    ):
        if not text.strip():
            problems[name] = ["Wajib diisi."]
        elif len(text) > longest:
            problems[name] = [f"Paling panjang {longest} karakter."]
    if problems:
        raise Invalid("Periksa isian yang ditandai.", problems=problems)


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


def _refresh(session: Session, letter: Letter) -> None:
    """Look at the state anew, behind whoever changes the letter now."""
    session.scalar(select(Letter.id).where(Letter.id == letter.id).with_for_update())
    session.refresh(letter, ["state", "signed_document_id", "replaced_by"])


def _lock(session: Session, letter: Letter) -> None:
    """Let nobody change the letter meanwhile, and nothing change a withdrawn one."""
    _refresh(session, letter)
    if letter.state is LetterState.WITHDRAWN:
        raise WrongState("Surat ini sudah dicabut.")
