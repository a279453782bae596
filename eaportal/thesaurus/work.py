"""What the worker does: try what waits, and put a version in force."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import engines, trying
from architecture.errors import NotFound
from architecture.model import Job, SweptInventory
from architecture.similar import similar
from eaportal import jobs
from eaportal.suspicions import work as sweeping

TRY, ADOPT = "try thesaurus", "adopt engine"


def ask_to_try(session: Session, government: int, *, account: int) -> Job:
    """Ask what the waiting changes would do to a government's inventory."""
    return jobs.ask(
        session,
        TRY,
        {"back": "/tesaurus/draf"},
        key=_key(government),
        government=government,
        account=account,
    )


def ask_to_adopt(session: Session, number: int, reason: str, *, account: int) -> Job:
    """Ask for a version to be put in force; one such job at a time."""
    return jobs.ask(
        session,
        ADOPT,
        {"number": number, "reason": reason, "back": "/tesaurus/versi"},
        key="adopt engine",
        account=account,
    )


def tried(session: Session, government: int) -> Mapping[str, Any] | None:
    """Return what the last trial of a government found, None if there was none."""
    job = session.scalar(select(Job).where(Job.key == _key(government)))
    return (job.result or {}).get("trial") if job else None


@jobs.handles(TRY, title="Mencoba perubahan tesaurus")
def attempt(context: jobs.Context) -> Mapping[str, Any]:
    """Compare the inventory as now and as with what waits."""
    if context.government is None:
        raise NotFound("Instansi ini tidak ditemukan.")
    context.progress(0, 0, "Membandingkan inventaris dengan tesaurus baru.")
    with context.reading() as session:
        found = trying.attempt(session, context.government)
    return {
        "url": url_for("thesaurus.drafts", _anchor="percobaan"),
        "message": f"{found.total} pasangan akan dinilai lain.",
        "trial": found.to_values(),
    }


@jobs.handles(ADOPT, title="Memberlakukan versi pencari")
def adopt(context: jobs.Context) -> Mapping[str, Any]:
    """Build the shared index with the version, then put it in force for everybody."""
    number = int(context.arguments["number"])
    context.progress(0, 0, "Menyiapkan indeks.")
    with context.reading() as session:
        similar.prepare(session, engines.of_number(session, number))
    reason = str(context.arguments["reason"])
    engines.adopt(context.session, number, reason, account=context.account)
    for key in context.session.scalars(select(SweptInventory.government_id)).all():
        sweeping.ask(context.session, key)
    return {
        "url": url_for("thesaurus.versions"),
        "message": f"Versi {number} berlaku. Kemiripan inventaris diperiksa ulang.",
    }


def _key(government: int) -> str:
    return f"try thesaurus:{government}"
