"""What the worker does: compare all applications of a government, keep the pairs."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from architecture import suspecting
from architecture.errors import NotFound
from architecture.model import Job
from eaportal import jobs

KIND = "sweep inventory"


def ask(session: Session, government: int, *, account: int | None = None) -> Job:
    """Ask for a sweep of a government; one that waits or runs already is enough."""
    return jobs.ask(
        session,
        KIND,
        {"back": "/kemiripan/"},
        key=f"sweep:{government}",
        government=government,
        account=account,
    )


@jobs.handles(KIND, title="Memeriksa kemiripan aplikasi")
def sweep(context: jobs.Context) -> Mapping[str, Any]:
    """Compare everything with everything, then write what was found at once."""
    if context.government is None:
        raise NotFound("Instansi ini tidak ditemukan.")
    context.progress(0, 0, "Membaca inventaris.")
    with context.reading() as session:
        swept = suspecting.sweep(
            session,
            context.government,
            progress=lambda done, rows: context.progress(
                done, rows, "Membandingkan aplikasi."
            ),
        )
    kept = suspecting.keep(context.session, swept)
    thin = kept.counts["thin"]
    unjudged = f" {thin} aplikasi belum dapat dinilai." if thin else ""
    return {
        "url": url_for("suspicions.index"),
        "message": f"{kept.counts['applications']} aplikasi dibandingkan, "
        f"{len(swept.pairs)} pasangan diduga serupa.{unjudged}",
    }
