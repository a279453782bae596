"""Applications that governments list as national and nobody has confirmed yet.

The operator of the installation confirms one as a national application, says which
known one it is, or that it is none.  What a government states of it stays its own:
the national one is described anew, for its profile is shared with everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Invalid, NotFound
from architecture.inventory.changing import add, end_use, start_use
from architecture.layers import Status
from architecture.model import (
    Application,
    Kind,
    Organisation,
    Use,
    UseState,
    now,
)
from architecture.reference.calendar import day_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name under which governments list something as national; `id` is one row."""

    id: int
    name: str
    governments: tuple[str, ...]


def candidates(session: Session) -> list[Candidate]:
    """Return what waits to be confirmed, of all governments, by name."""
    found: dict[str, list[Application]] = {}
    for row in _waiting(session):
        found.setdefault(_key(row.name), []).append(row)
    return [
        Candidate(rows[0].id, rows[0].name, _governments(rows))
        for _, rows in sorted(found.items())
    ]


def of_the_same_name(session: Session, key: int) -> list[Application]:
    """Return the candidate of that id with all others of its name.

    Raises `NotFound` if it waits no more.
    """
    rows = _waiting(session)
    name = next((_key(row.name) for row in rows if row.id == key), None)
    if name is None:
        raise NotFound("Calon ini tidak ada, atau sudah diputuskan.")
    return [row for row in rows if _key(row.name) == name]


def owners(session: Session) -> Sequence[Organisation]:
    """Return the national organisations, the root of all first."""
    query = (
        select(Organisation)
        .where(Organisation.kind == Kind.NATIONAL)
        .order_by(Organisation.parent_id.isnot(None), Organisation.name)
    )
    return session.scalars(query).all()


def known(session: Session) -> Sequence[Application]:
    """Return the national applications that offices may use, by name."""
    query = (
        select(Application)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(Organisation.kind == Kind.NATIONAL, Application.status == Status.LIVE)
        .order_by(Application.name)
    )
    return session.scalars(query).all()


def confirm(
    session: Session,
    several: Sequence[Application],
    owner: Organisation,
    stated: dict[str, Any],
) -> Application:
    """Make a national application of what several governments list.

    Raises `Invalid` without a function: nothing could be compared with it.
    """
    if not stated.get("function"):
        sentence = "Tulis fungsinya, agar usulan dapat dibandingkan dengannya."
        raise Invalid(sentence, problems={"function": [sentence]})
    made = add(
        session,
        owner,
        stated,
        deed="Aplikasi nasional disahkan",
        status=Status.LIVE,
    )
    names = {" ".join(row.name.split()) for row in several} - {made.name, made.acronym}
    made.national = {"aliases": sorted(names), "last_checked": str(day_of(now()))}
    recognise(session, several, made)
    return made


def recognise(
    session: Session, several: Sequence[Application], national: Application
) -> None:
    """Turn candidates into uses of a national application."""
    for row in several:
        for use in list(row.uses):
            _move(session, use, national)
        life = {
            "candidate_national": False,
            "merged_into_id": national.id,
            "status": Status.RETIRED,
            "retires_on": day_of(now()),
        }
        deed = f"Menjadi pemakaian aplikasi nasional {national.name}"
        history.change(session, row, life, deed=deed, government=row.government_id)
        row.updated_at = now()


def dismiss(session: Session, several: Sequence[Application]) -> None:
    """Leave candidates to their governments, as applications like all others."""
    for row in several:
        history.change(
            session,
            row,
            {"candidate_national": False},
            deed="Bukan aplikasi nasional",
            government=row.government_id,
        )


def _move(session: Session, use: Use, national: Application) -> None:
    """Let an office use the national application instead, once."""
    if use.state is UseState.ENDED:
        return
    query = select(Use).where(
        Use.application_id == national.id,
        Use.organisation_id == use.organisation_id,
        Use.state == UseState.IN_USE,
    )
    if session.scalar(query) is None:
        start_use(session, national, use.organisation, note=use.note, since=use.since)
    end_use(session, use)


def _waiting(session: Session) -> Sequence[Application]:
    query = (
        select(Application)
        .where(
            Application.candidate_national,
            Application.merged_into_id.is_(None),
            Application.status != Status.RETIRED,
        )
        .order_by(Application.id)
    )
    return session.scalars(query).all()


def _governments(rows: Sequence[Application]) -> tuple[str, ...]:
    return tuple(sorted({row.government.name for row in rows}))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the list says of a national application, beside its profile.

    `mandatory` is YES, PARTLY or NO for a local government, `levels` are names of
    `Level`; `confidence` is high, medium or low, that of the duty;
    `planned_live` is for one that does not run yet.
    """

    mandatory: str
    is_umum: bool
    basis: str
    mandatory_since: int | None
    for_whom: str
    levels: tuple[str, ...]
    aliases: tuple[str, ...]
    predecessors: tuple[str, ...]
    confidence: str
    source: str
    status: Status
    planned_live: date | None = None


def listed(session: Session) -> Sequence[Application]:
    """Return the national applications of the list, by name."""
    query = (
        select(Application)
        .join(Organisation, Organisation.id == Application.government_id)
        .where(Organisation.kind == Kind.NATIONAL, Organisation.parent_id.is_(None))
        .order_by(Application.name, Application.id)
    )
    return [row for row in session.scalars(query) if row.national]


def one_of(session: Session, key: int) -> Application:
    """Return a national application of the list.  Raises `NotFound`."""
    found = next((row for row in listed(session) if row.id == key), None)
    if found is None:
        raise NotFound("Aplikasi nasional ini tidak ditemukan.")
    return found


def restate(session: Session, application: Application, facts: Facts) -> None:
    """Say anew what the list says; it counts as compared with its source today.

    Only the minister sets what is Aplikasi Umum (Perpres 95/2018): it needs a basis, as
    every duty does.  Raises `Invalid` by field.
    """
    problems: dict[str, list[str]] = {}
    if (facts.is_umum or facts.mandatory != "NO") and not facts.basis.strip():
        problems["basis"] = ["Sebutkan dasarnya: tanpa dasar tidak ada kewajiban."]
    if facts.is_umum and "panrb" not in facts.basis.casefold():
        said = "Aplikasi Umum ditetapkan Menteri PANRB; sebutkan penetapannya."
        problems.setdefault("basis", []).append(said)
    if not facts.source.strip():
        problems["source"] = ["Sebutkan dari mana keterangan ini."]
    if problems:
        raise Invalid("Periksa isian yang ditandai.", problems=problems)
    names = [application.name, application.acronym]
    names += [*facts.aliases, *facts.predecessors]
    stated = {
        "mandatory": facts.mandatory,
        "is_umum": facts.is_umum,
        "basis": facts.basis.strip(),
        "mandatory_since": facts.mandatory_since,
        "for_whom": facts.for_whom.strip(),
        "levels": list(facts.levels),
        "aliases": list(facts.aliases),
        "predecessors": list(facts.predecessors),
        "names": list(dict.fromkeys(name for name in names if name)),
        "confidence": facts.confidence,
        "source": facts.source.strip(),
        "last_checked": day_of(now()).isoformat(),
    }
    history.change(
        session,
        application,
        {
            "national": application.national | stated,
            "status": facts.status,
            "planned_live": facts.planned_live,
        },
        deed="Keterangan aplikasi nasional diubah",
        government=application.government_id,
    )
    session.flush()
