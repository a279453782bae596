"""What people decide about a pair of alike things, kept for when it comes up again.

A judgement belongs to one government.  It stands until one of the two changes in what
is compared; then it stays visible as what was once said.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import history
from architecture.conflicts import Judged
from architecture.duplicates import TEXTS, Profile
from architecture.errors import Changed, Invalid, NotAllowed
from architecture.locking import lock_government
from architecture.model import (
    Application,
    JudgedAt,
    Judgement,
    PairVerdict,
    Registration,
    now,
)
from architecture.reference.calendar import day_of
from architecture.scope import Viewer
from architecture.similar import profiles, registration_key, registration_of

LEAST = 10
LONGEST = 4000
"""Letters of a reason: "different" has to say why."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says of a pair, and from where."""

    verdict: PairVerdict | None
    reason: str = ""
    place: JudgedAt = JudgedAt.SUSPICIONS
    registration: Registration | None = None


def pair_of(one: int, other: int) -> tuple[int, int]:
    """Return the keys of a pair as they are kept, the smaller first."""
    return (one, other) if one < other else (other, one)


def digest(profile: Profile) -> str:
    """Return what stays equal as long as nothing changes in what is compared.

    Blanks do not count, nor does the owner: an office may be renamed or moved.
    """
    texts: list[Any] = [" ".join(getattr(profile, name).split()) for name in TEXTS]
    texts.append(sorted(profile.codes))
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def find(session: Session, government: int, one: int, other: int) -> Judgement | None:
    """Return what was last said of a pair in a government."""
    low, high = pair_of(one, other)
    query = (
        select(Judgement)
        .where(
            Judgement.government_id == government,
            Judgement.one == low,
            Judgement.other == high,
        )
        .options(joinedload(Judgement.by))
    )
    return session.scalar(query)


def last(
    session: Session, government: int, one: Profile, other: Profile
) -> tuple[Judgement | None, bool]:
    """Return what was last said of two things as they are now, and if it stands."""
    found = find(session, government, one.key, other.key)
    known = {one.key: one, other.key: other}
    return found, found is not None and stands(found, known)


def about(session: Session, government: int, key: int) -> dict[int, Judgement]:
    """Return what was said of a thing with others: the key of the other → judgement."""
    query = (
        select(Judgement)
        .where(Judgement.government_id == government, _touches(key))
        .options(joinedload(Judgement.by))
    )
    return {
        each.other if each.one == key else each.one: each
        for each in session.scalars(query)
    }


def of(mine: Profile, other: Any) -> ColumnElement[bool]:
    """Return the condition on `Judgement` that it is of a thing with others' keys."""
    return and_(
        Judgement.government_id == mine.government,
        or_(
            and_(Judgement.one == other, Judgement.other == mine.key),
            and_(Judgement.one == mine.key, Judgement.other == other),
        ),
    )


def stands(judgement: Judgement, known: Mapping[int, Profile]) -> bool:
    """Tell whether both are still what they were when the pair was judged.

    `known` holds the profiles of both by their keys; one that is gone changed nothing.
    """
    was = (
        (judgement.one, judgement.one_digest),
        (judgement.other, judgement.other_digest),
    )
    return all(key not in known or digest(known[key]) == text for key, text in was)


def told(judgement: Judgement, *, standing: bool) -> Judged:
    """Return a judgement as rules and pages speak of it."""
    return Judged(
        verdict=judgement.verdict.name,
        reason=judgement.reason,
        by=judgement.by.name if judgement.by else "Kominfo",
        on=day_of(judgement.at),
        standing=standing,
    )


def told_about(
    session: Session, government: int, own: Profile, keys: Collection[int]
) -> dict[int, Judged]:
    """Return what was said of a thing with those others, by the keys of the others.

    `own` is the thing as it is now, saved or only typed so far.
    """
    if not keys:
        return {}
    said = about(session, government, own.key)
    return told_of(session, own, {key: said[key] for key in keys if key in said})


def told_of(
    session: Session, own: Profile, said: Mapping[int, Judgement]
) -> dict[int, Judged]:
    """Return judgements of a thing as rules speak of them; keys are the others'."""
    if not said:
        return {}
    known = {**profiles(session, own.government, said), own.key: own}
    return {key: told(each, standing=stands(each, known)) for key, each in said.items()}


def judge(
    session: Session,
    government: int,
    keys: tuple[int, int],
    said: Said,
    *,
    viewer: Viewer,
    version: int | None = None,
) -> Judgement:
    """Keep what a person says of a pair; a later word takes the place of the earlier.

    `version` is that of the judgement which the person saw, 0 if there was none.
    Raises `Invalid`, `Changed` if somebody else said something meanwhile, `NotAllowed`
    for a registration of the own office.
    """
    verdict, reason = _checked(said)
    if said.registration and viewer.works_in(said.registration.organisation_id):
        raise NotAllowed("Usulan kantor sendiri dinilai orang lain.")
    lock_government(session, government)
    known = profiles(session, government, keys)
    if len(known) < 2:
        raise Invalid("Salah satu aplikasi ini tidak ada lagi.")
    if _merged(session, keys):
        raise Invalid("Salah satu aplikasi ini sudah digabung dengan yang lain.")
    before = find(session, government, *keys)
    if before is not None:
        session.refresh(before)
    if version is not None and version != (before.version if before else 0):
        raise Changed(
            "Pasangan ini baru saja dinilai orang lain. Periksa penilaiannya, lalu "
            "simpan lagi bila Anda tetap berpendapat lain."
        )
    low, high = pair_of(*keys)
    stated = {
        "verdict": verdict,
        "reason": reason,
        "one_digest": digest(known[low]),
        "other_digest": digest(known[high]),
        "outdated": False,
        "place": said.place,
        "registration_id": said.registration.id if said.registration else None,
    }
    row = before or Judgement(government_id=government, one=low, other=high, **stated)
    names = f"{known[low].name or '–'} dan {known[high].name or '–'}"
    deed = f"Pasangan dinilai “{verdict.value.lower()}”: {names}"
    if before is None:
        row.by_id, row.at = viewer.account or None, now()
        session.add(row)
        session.flush()
        values = {"verdict": (None, verdict), "reason": ("", reason)}
        history.note(session, row, deed, values, government=government)
    elif history.change(session, row, stated, deed=deed, government=government):
        row.by_id, row.at = viewer.account or None, now()
    session.flush()
    session.expire(row, ["by"])
    return row


def hand_over(session: Session, registration: Registration, application: int) -> None:
    """Let what was said of a registration hold for the application that it became."""
    own = registration_key(registration.id)
    government = registration.government_id
    for other, each in about(session, government, own).items():
        if other == application or find(session, government, application, other):
            continue
        low, high = pair_of(application, other)
        mine, theirs = each.one_digest, each.other_digest
        if each.one != own:
            mine, theirs = theirs, mine
        row = Judgement(
            government_id=government,
            one=low,
            other=high,
            verdict=each.verdict,
            reason=each.reason,
            one_digest=mine if low == application else theirs,
            other_digest=theirs if low == application else mine,
            outdated=each.outdated,
            place=each.place,
            registration_id=registration.id,
            by_id=each.by_id,
            at=each.at,
        )
        session.add(row)
        session.flush()
        deed = f"Penilaian diteruskan dari {registration.number}"
        history.note(
            session,
            row,
            deed,
            {"verdict": (None, each.verdict)},
            government=government,
        )


def of_applications(session: Session, government: int) -> list[Judgement]:
    """Return what was said in a government of pairs without a registration."""
    query = select(Judgement).where(Judgement.government_id == government)
    return [
        each
        for each in session.scalars(query.order_by(Judgement.one, Judgement.other))
        if registration_of(each.one) is None and registration_of(each.other) is None
    ]


def _merged(session: Session, keys: tuple[int, int]) -> bool:
    """Tell whether something else stands for one of them."""
    query = select(Application.id).where(
        Application.id.in_([key for key in keys if registration_of(key) is None]),
        Application.merged_into_id.is_not(None),
    )
    return session.scalars(query).first() is not None


def _touches(key: int) -> ColumnElement[bool]:
    return or_(Judgement.one == key, Judgement.other == key)


def _checked(said: Said) -> tuple[PairVerdict, str]:
    if said.verdict is None:
        raise Invalid("Pilih penilaian.", problems={"verdict": ["Pilih penilaian."]})
    reason = said.reason.strip()
    sentence = ""
    if said.verdict is PairVerdict.DIFFERENT and len(reason) < LEAST:
        sentence = f"Tuliskan apa yang berbeda, paling sedikit {LEAST} karakter."
    elif len(reason) > LONGEST:
        sentence = f"Alasan paling panjang {LONGEST} karakter."
    if sentence:
        raise Invalid(sentence, problems={"reason": [sentence]})
    return said.verdict, reason
