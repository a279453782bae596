"""What the worker does: count a government that is too large to count at once."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from architecture import history
from architecture.elements import figures
from architecture.errors import NotFound
from eaportal import db, formats, jobs

KIND = "count architecture"


def ask(government: int) -> None:
    """Ask for new figures; a job that waits or runs already is enough."""
    with db.writing() as session:
        key = f"figures:{government}"
        jobs.ask(session, KIND, key=key, government=government)
        session.commit()


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
