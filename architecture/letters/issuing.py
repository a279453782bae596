"""What may be done to letters: issue, keep what was signed, withdraw, replace."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history, organisations
from architecture.errors import Invalid, NotAllowed, WrongState
from architecture.letters import numbers
from architecture.letters.cases import decision_of
from architecture.letters.content import (
    SIGNING,
    frame,
    paragraphs,
    signing_post,
    written,
)
from architecture.model import (
    Account,
    Case,
    Document,
    Letter,
    LetterState,
    Registration,
    now,
)
from architecture.reference.calendar import day_of
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer

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
    post = signing_post(viewer, registration.government_id, role)
    letter = _begun(session, registration, post, viewer=viewer, number=number)
    letter.content |= written(session, registration)
    session.add(letter)
    session.flush()
    _note(session, letter, "Surat terbit", {"registration": registration.number})
    return letter


def issue_about(
    session: Session,
    case: Case,
    said: Mapping[str, Any],
    *,
    viewer: Viewer,
    number: str = "",
    replaces: Letter | None = None,
) -> Letter:
    """Write a letter about a case of consolidation, in place of a withdrawn one.

    Raises `Invalid` without a number where they are typed in, and `CodeTaken`.
    """
    post = signing_post(viewer, case.government_id)
    letter = _begun(session, case, post, viewer=viewer, number=number)
    letter.content |= dict(said)
    if replaces is not None:
        _put_in_place(letter, replaces)
    session.add(letter)
    session.flush()
    _note(session, letter, "Surat terbit", {"case": case.title})
    return letter


def may_replace(viewer: Viewer, letter: Letter) -> bool:
    """Tell whether the viewer signs in place of who signed; never for the own office.

    Whether the letter waits for one in its place is another question.
    """
    if any(viewer.works_in(office) for office in offices_of(letter)):
        return False
    roles: Collection[Role] = SIGNING
    if letter.registration is not None:
        role = _signing_role(letter.registration)
        roles = (role,) if role else ()
    return bool(viewer.holds(roles, government=letter.government_id))


def offices_of(letter: Letter) -> set[int]:
    """Return the offices that a letter is about."""
    if letter.registration is not None:
        return {letter.registration.organisation_id}
    members = letter.case.members if letter.case is not None else ()
    return {each.application.organisation_id for each in members}


def replacing_problem(letter: Letter) -> str:
    """Return what keeps a letter from being replaced, or an empty text."""
    if letter.replaced_by is not None:
        return (
            f"Surat ini sudah diganti dengan surat nomor {letter.replaced_by.number}."
        )
    if letter.state is not LetterState.WITHDRAWN:
        return "Surat ini masih berlaku; cabut dahulu sebelum menggantinya."
    if letter.case is not None and letter.case.letter_number != letter.number:
        return "Keputusan yang disampaikan surat ini sudah dicabut."
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
    registration, case = letter.registration, letter.case
    role = _signing_role(registration) if registration else None
    post = signing_post(viewer, letter.government_id, role)
    about = registration or case
    if about is None:
        raise WrongState("Surat ini tidak tentang apa pun.")
    made = _begun(session, about, post, viewer=viewer, number=correction.number)
    if registration is not None:
        made.content |= written(session, registration)
    elif case is not None:
        made.content |= decision_of(case)
        case.letter_number = made.number
    made.content |= {
        "addressee": correction.addressee.strip(),
        "reasons": paragraphs(correction.reasons),
    }
    _put_in_place(made, letter)
    session.add(made)
    session.flush()
    _note(session, made, "Surat pengganti terbit", {"replaces": letter.number})
    return made


def _put_in_place(made: Letter, letter: Letter) -> None:
    made.replaces = letter
    made.content |= {
        "replaces_number": letter.number,
        "replaces_date": letter.content["date"],
    }


def _begun(
    session: Session,
    about: Registration | Case,
    post: PostHeld | None,
    *,
    viewer: Viewer,
    number: str,
) -> Letter:
    """Return a letter with its number and what stands around its text, to be added."""
    government = organisations.settings(session, about.government_id)
    today = day_of(now())
    coordination = post is not None and post.role is Role.COORDINATOR
    sequence, number = numbers.take(
        session, government, number, today, coordination=coordination
    )
    account = session.get_one(Account, viewer.account)
    _, head = history.head_of(session, about.government_id)
    letter = Letter(
        government_id=about.government_id,
        registration_id=about.id if isinstance(about, Registration) else None,
        case_id=about.id if isinstance(about, Case) else None,
        number=number,
        sequence=sequence,
        year=today.year,
        issued_on=today,
        token=secrets.token_urlsafe(18),
        history_head=head,
    )
    letter.content = frame(session, about.government, letter, account, post)
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
