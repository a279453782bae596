"""The letters that tell an office what was decided: numbered, verified, withdrawn.

A letter is written once, as one value; DOCX and PDF are made from that value.
"""

import re
import secrets
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import history, organisations
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.model import (
    Account,
    Document,
    Letter,
    LetterState,
    NumberMode,
    Organisation,
    Registration,
    now,
)
from architecture.numbering import next_number
from architecture.reference.calendar import tanggal
from architecture.scope import PostHeld, Viewer

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_TOKEN = re.compile(r"\{(\w+)\}")


def issue(
    session: Session, registration: Registration, *, viewer: Viewer, number: str = ""
) -> Letter:
    """Write the letter about a decided registration.

    The number is given here without holes, or typed in where the government numbers
    its letters elsewhere.  Raises `Invalid` without one there, `CodeTaken`.
    """
    government = organisations.settings(session, registration.government_id)
    today = now().date()
    sequence = None
    if government.number_mode is NumberMode.ISSUED:
        sequence = next_number(
            session, registration.government_id, "SURAT", year=today.year
        )
        number = numbered(government.number_scheme, sequence, today)
    number = " ".join(number.split())
    _check_number(session, registration.government_id, number)
    post = signing_post(viewer, registration.government_id)
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


def numbered(scheme: str, sequence: int, day: date) -> str:
    """Return a number by a government's scheme.

    `{urut}` is the sequence, `{urut3}` the same with zeros to three places, `{tahun}`
    and `{bulan}` (Roman) the day's.

    >>> numbered("500.12/{urut3}/KOMINFO/{tahun}", 7, date(2026, 11, 22))
    '500.12/007/KOMINFO/2026'
    >>> numbered("{urut}/{bulan}/{tahun}", 7, date(2026, 11, 22))
    '7/XI/2026'
    """

    def part(match: re.Match[str]) -> str:
        word = match[1]
        if word.startswith("urut"):
            places = word.removeprefix("urut")
            return str(sequence).zfill(int(places) if places.isdecimal() else 0)
        known = {"tahun": str(day.year), "bulan": ROMAN[day.month - 1]}
        return known.get(word, match[0])

    return _TOKEN.sub(part, scheme)


def scheme_problem(scheme: str) -> str:
    """Return what is wrong with a number scheme, or an empty text."""
    if "{urut" not in scheme:
        return "Pola nomor harus memuat {urut} atau {urut3}."
    unknown = [
        word
        for word in _TOKEN.findall(scheme)
        if not re.fullmatch(r"urut\d?|tahun|bulan", word)
    ]
    return f"Pola tidak dikenal: {{{unknown[0]}}}." if unknown else ""


def keep_signed(
    session: Session, letter: Letter, document: Document, *, signed_at: date
) -> None:
    """Keep the signed PDF that came back.  Raises `WrongState` if it is withdrawn."""
    if letter.state is LetterState.WITHDRAWN:
        raise WrongState("Surat ini sudah dicabut.")
    letter.state = LetterState.SIGNED
    letter.signed_document_id = document.id
    values = {"signed": (None, signed_at), "sha256": (None, document.sha256)}
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
    if letter.state is LetterState.WITHDRAWN:
        raise WrongState("Surat ini sudah dicabut.")
    if not reason.strip():
        raise Invalid("Tuliskan alasan pencabutan.", problems={"reason": ["Wajib."]})
    history.change(
        session,
        letter,
        {
            "state": LetterState.WITHDRAWN,
            "withdrawn_at": now(),
            "withdrawn_reason": reason.strip(),
        },
        deed="Surat dicabut",
        government=letter.government_id,
    )


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


def signing_post(viewer: Viewer, government: int) -> PostHeld | None:
    """Return the post by which somebody signs in a government: signatory first."""
    posts = [post for post in viewer.posts if post.government == government]
    order = ("SIGNATORY", "COORDINATOR")
    posts = [post for post in posts if post.role.name in order]
    return min(posts, key=lambda p: order.index(p.role.name), default=None)


def written(
    session: Session,
    registration: Registration,
    letter: Letter,
    account: Account,
    post: PostHeld | None,
) -> dict[str, Any]:
    """Return the content of a letter, as `documents.letter` reads it."""
    government = organisations.settings(session, registration.government_id)
    root = registration.government
    office = session.get(Organisation, post.organisation) if post else None
    outcome = registration.outcome
    return {
        "government": root.name,
        "office": office.name if office else "",
        "letterhead": list(government.letterhead),
        "place": government.place,
        "number": letter.number,
        "date": tanggal(letter.issued_on),
        "attachment": "-",
        "subject": f"Keputusan atas usulan aplikasi “{registration.name}”",
        "addressee": registration.organisation.name,
        "registration_number": registration.number,
        "registration_name": registration.name,
        "registration_kind": registration.kind.value,
        "outcome": outcome.name if outcome else "",
        "outcome_label": outcome.value if outcome else "",
        "reasons": _paragraphs(registration.outcome_reason),
        "conditions": list(registration.conditions),
        "findings": [
            {
                "name": each["subject"]["name"],
                "owner": each["subject"].get("owner", ""),
                "reason": (each["reasons"] or [""])[0],
            }
            for each in registration.findings
            if each["severity"] in {"serious", "blocking"}
        ],
        "delegation": post.acting if post else "",
        "signatory_title": account.title,
        "signatory_name": account.name,
        "signatory_number": account.employee_number,
        "verification_path": f"/surat/{letter.token}",
        "history_head": letter.history_head,
        "copies": [],
    }


def _check_number(session: Session, government: int, number: str) -> None:
    if not number:
        raise Invalid(
            "Nomor surat dari SRIKANDI wajib diisi.",
            problems={"number": ["Nomor surat wajib diisi."]},
        )
    if len(number) > 100:
        raise Invalid(
            "Nomor surat terlalu panjang.",
            problems={"number": ["Paling panjang 100 karakter."]},
        )
    taken = select(Letter.id).where(
        Letter.government_id == government, Letter.number == number
    )
    if session.scalar(taken):
        raise CodeTaken(f"Nomor surat {number} sudah dipakai.", field="number")


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
