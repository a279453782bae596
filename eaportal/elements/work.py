"""What the worker does: count a government that is too large to count at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for

from architecture import history
from architecture.elements import figures
from architecture.elements.figures import Figures
from architecture.errors import NotFound
from architecture.model import Job, JobState
from eaportal import db, formats, jobs

KIND = "count architecture"
KIND_ON = "count architecture on a day"


def ask(government: int) -> None:
    """Ask for new figures; a job that waits or runs already is enough."""
    with db.writing() as session:
        key = f"figures:{government}"
        jobs.ask(session, KIND, key=key, government=government)
        session.commit()


def ask_on(government: int, day: date, account: int) -> Job:
    """Ask for the figures of another day, for whoever waits for them."""
    return jobs.ask(
        db.session,
        KIND_ON,
        {"on": day.isoformat()},
        key=f"figures:{government}:{day}:{account}",
        government=government,
        account=account,
    )


def counted_on(government: int, day: date, key: int) -> Figures | None:
    """Return what a job counted, if it did so for that government and day."""
    job = db.session.get(Job, key) if key else None
    if job is None or (job.kind, job.government_id) != (KIND_ON, government):
        return None
    if job.state is not JobState.DONE or job.arguments["on"] != day.isoformat():
        return None
    return figures.from_json(job.result["figures"], job.finished_at)


@jobs.handles(KIND, title="Menghitung kelengkapan arsitektur")
def count(context: jobs.Context) -> Mapping[str, Any]:
    """Count, then keep the figures with how far the history had come before."""
    if context.government is None:
        raise NotFound("Instansi ini tidak ditemukan.")
    day = formats.today()
    with context.reading() as session:
        sequence, _ = history.head_of(session, context.government)
        counted = figures.count(session, context.government, day)
    figures.keep(
        context.session, context.government, counted, sequence=sequence, on=day
    )
    return {"url": url_for("elements.index"), "message": "Kelengkapan dihitung."}


@jobs.handles(KIND_ON, title="Menghitung kelengkapan pada tanggal lain")
def count_on(context: jobs.Context) -> Mapping[str, Any]:
    """Count the model of another day; the result of the job holds the figures."""
    if context.government is None:
        raise NotFound("Instansi ini tidak ditemukan.")
    on = str(context.arguments["on"])
    with context.reading() as session:
        found = figures.count_then(session, context.government, date.fromisoformat(on))
    url = url_for("elements.completeness", tanggal=on, hitungan=context.job)
    return {"url": url, "figures": figures.to_json(found)}
