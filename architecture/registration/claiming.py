"""Aplikasi sejenis: the office says why it may stay, the reviewer judges it (Ps 60)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from architecture import history
from architecture.conflicts.sejenis import CONDITIONS
from architecture.conflicts.sejenis import Claim as Claimed
from architecture.errors import Invalid, WrongState
from architecture.model import Claim, Registration, State, now
from architecture.registration.drafting import OPEN_TO_OFFICE

LONGEST = 1000

Said = Mapping[str, tuple[bool, str]]
"""Condition → whether it is met, and evidence or note."""


def claim_of(registration: Registration, code: str = "") -> Claim | None:
    """Return what was claimed beside an Aplikasi Umum; the first without a code."""
    found = (each for each in registration.claims if not code or each.national == code)
    return next(found, None)


def as_known(claim: Claim | None) -> Claimed | None:
    """Return a claim as the checklist takes it."""
    if claim is None:
        return None
    return Claimed(
        stated={code: each["met"] for code, each in claim.conditions.items()},
        judged={code: each["met"] for code, each in claim.judged.items()},
    )


def state(
    session: Session,
    registration: Registration,
    national: str,
    said: Said,
    *,
    account: int,
) -> Claim:
    """Keep what the office says of the five conditions; what was judged falls away.

    Raises `WrongState` once it was sent, `Invalid` for a yes without evidence.
    """
    if registration.state not in OPEN_TO_OFFICE:
        raise WrongState("Usulan ini sudah dikirim.")
    _admit(said, "Sebutkan buktinya.", needed=True)
    claim = claim_of(registration, national)
    if claim is None:
        claim = Claim(registration_id=registration.id, national=national)
        session.add(claim)
        session.flush()
        session.expire(registration, ["claims"])
    history.change(
        session,
        claim,
        {"conditions": _kept(said, "evidence"), "judged": {}},
        deed=f"Syarat aplikasi sejenis di samping {national} diisi",
        government=registration.government_id,
    )
    claim.stated_by_id, claim.stated_at = account, now()
    claim.judged_by_id = claim.judged_at = None
    return claim


def judge(session: Session, claim: Claim, said: Said, *, account: int) -> None:
    """Keep what the reviewer says to each condition.

    Raises `WrongState` unless the registration is in review, `Invalid` for a no without
    a reason.
    """
    registration = claim.registration
    if registration.state is not State.IN_REVIEW:
        raise WrongState("Usulan ini tidak sedang ditelaah.")
    _admit(said, "Tuliskan alasannya.", needed=False)
    history.change(
        session,
        claim,
        {"judged": _kept(said, "note")},
        deed="Syarat aplikasi sejenis dinilai",
        government=registration.government_id,
    )
    claim.judged_by_id, claim.judged_at = account, now()


def _admit(said: Said, wanted: str, *, needed: bool) -> None:
    """Refuse an answer that needs words and has none; `needed` is that answer."""
    wrong = {}
    for code, (met, text) in said.items():
        if met is needed and not text.strip():
            wrong[code] = [wanted]
        elif len(text) > LONGEST:
            wrong[code] = [f"Paling panjang {LONGEST} karakter."]
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)


def _kept(said: Said, word: str) -> dict[str, Any]:
    return {
        code: {"met": said[code][0], word: said[code][1].strip()}
        for code in CONDITIONS
        if code in said
    }
