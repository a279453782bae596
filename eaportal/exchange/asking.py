"""What the pages of every import do: take a file, ask the worker, tell who waits."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from architecture.errors import Refused
from architecture.exchange import importing
from architecture.model import Import, ImportState, Job, JobState
from eaportal import db, jobs, storage, uploads
from eaportal.forms import Form

if TYPE_CHECKING:
    from architecture.registration.drafting import StoredFile

Trail = Sequence[tuple[str, str | None]]


def taken(form: Form, kinds: Iterable[uploads.Type]) -> "StoredFile | None":
    """Keep the file of a form, judged by its content; None if the form says why not."""
    try:
        sent = uploads.read(form.file.data, kinds)
        return storage.keep(sent.content, sent.filename, sent.media_type)
    except Refused as error:
        error.field = "file"
        form.refuse(error)
        return None


def ask(
    upload: Import, kind: str, *, back: str, **more: str | bool
) -> ResponseReturnValue:
    """Ask the worker; a second click finds the job that is there already."""
    job = jobs.ask(
        db.session,
        kind,
        {"import": upload.id, "back": back, **more},
        key=f"import {upload.id}",
        government=upload.government_id,
        account=g.viewer.account,
    )
    upload.job_id = job.id
    db.commit(by=g.viewer.email)
    return redirect(jobs.url_of(job))


def waiting(upload: Import, trail: Trail, *, again: str) -> ResponseReturnValue | None:
    """Lead to the job that works on the import, or tell others that one does.

    `trail` leads to the page, `again` is where the file can be sent once more.
    """
    job = _running(upload)
    if job is None and upload.state is not ImportState.UPLOADED:
        return None
    if job is not None and job.account_id == g.viewer.account:
        return redirect(jobs.url_of(job))
    return render_template(
        "exchange/waiting.html", upload=upload, job=job, trail=trail, again=again
    )


def give_up(upload: Import) -> None:
    """Cancel an import and say so; raise `Refused` while the worker is at it."""
    if _running(upload):
        raise Refused("Impor ini sedang dikerjakan. Tunggu sampai selesai.")
    importing.cancel(db.session, upload)
    db.commit(by=g.viewer.email)
    flash(f"Impor {upload.document.filename} dibatalkan; tidak ada yang ditulis.")


def _running(upload: Import) -> Job | None:
    job = db.session.get(Job, upload.job_id) if upload.job_id else None
    busy = job and job.state in {JobState.WAITING, JobState.RUNNING}
    return job if busy else None
