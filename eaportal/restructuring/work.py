"""What the worker does: carry a change of the offices out when its day has come."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, url_for
from sqlalchemy.orm import Session

from architecture import restructuring
from architecture.model import Job, Restructuring
from eaportal import db, formats, jobs

KIND = "restructure"


def ask(session: Session, row: Restructuring) -> Job:
    """Ask for a change to be carried out; one that waits or runs already is enough."""
    return jobs.ask(
        session,
        KIND,
        {"restructuring": row.id, "back": f"/perangkat-daerah/sotk/{row.id}"},
        key=f"{KIND}:{row.id}",
        government=row.government_id,
        account=row.set_by_id,
    )


@jobs.on_its_day
def ask_if_due(app: Flask) -> None:
    """Ask for what is due; days on which no worker ran are caught up."""
    today = formats.today()
    with app.extensions["sessions"][db.READING]() as session:
        if not restructuring.due(session, today):
            return
    with app.app_context(), db.writing() as session:
        for row in restructuring.due(session, today):
            ask(session, row)
        session.commit()


@jobs.handles(KIND, title="Memberlakukan SOTK")
def apply(context: jobs.Context) -> Mapping[str, Any]:
    """Carry it out, in one transaction; what cannot be is told on its page."""
    key = int(context.arguments["restructuring"])
    row = restructuring.apply(context.session, key, today=formats.today())
    told = "SOTK ini sudah berlaku."
    if row is not None:
        told = row.problem or f"{row.title} berlaku."
    return {"url": url_for("restructuring.show", key=key), "message": told}
