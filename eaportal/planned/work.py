"""The job that carries planned changes into the model when their day has come."""

from typing import Any

from flask import Flask

from architecture import scheduling
from eaportal import db, formats, jobs

KIND = "carry planned changes"

BY = "portal, menurut rencana"
"""Who the history says did it."""


@jobs.handles(KIND, title="Memberlakukan rencana perubahan")
def carry(context: jobs.Context) -> dict[str, Any]:
    """Carry what is due, a portion a transaction."""
    context.by = BY
    done = 0
    while carried := scheduling.carry(context.session, formats.today()):
        done += carried
        context.commit()
    return {"carried": done}


@jobs.on_its_day
def ask_if_due(app: Flask) -> None:
    """Ask for the job if anything is due; the worker looks every few seconds."""
    with app.extensions["sessions"][db.READING]() as session:
        if not scheduling.due(session, formats.today()):
            return
    with app.app_context(), db.writing() as session:
        jobs.ask(session, KIND, key=KIND)
        session.commit()
