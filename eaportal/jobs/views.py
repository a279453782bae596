"""The page of a job: how far it is, and then where its result is."""

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture.model import Job, JobState
from eaportal import db
from eaportal.accounts.signing_in import safe_next
from eaportal.jobs.running import HANDLERS
from eaportal.permissions import signed_in

pages = Blueprint("jobs", __name__)

REFRESH = "2"
"""Seconds; by header, so that it works without script."""


@pages.get("/pekerjaan/<int:key>")
@signed_in
def show(key: int) -> ResponseReturnValue:
    """Show how far a job of the own account is; lead to its result when it is done."""
    job = db.get_or_404(Job, key)
    if job.account_id != g.viewer.account:
        abort(404)
    url = safe_next(job.result.get("url"))
    fetched = "download" in job.result and "ditunggu" in request.args
    if job.state is JobState.DONE and "url" in job.result and not fetched:
        if job.message:
            flash(job.message)
        return redirect(url)
    live = current_app.extensions["bell"].noted(job.id)
    done, total, message = live or (job.done, job.total, job.message)
    handler = HANDLERS.get(job.kind)
    response = make_response(
        render_template(
            "jobs/show.html",
            job=job,
            title=handler.title if handler else "Pekerjaan",
            done=done,
            total=total,
            message=message,
            back=safe_next(job.arguments.get("back")),
            file=url if fetched else "",
        )
    )
    if job.state in {JobState.WAITING, JobState.RUNNING}:
        response.headers["Refresh"] = f"{REFRESH}; url={again(key)}"
    elif job.state is JobState.DONE and fetched:
        response.headers["Refresh"] = f"0; url={url}"
    return response


def again(key: int) -> str:
    """Return where the page of a job comes from again while somebody waits at it.

    A browser that is led to a file stays at the page where it waited: that page must
    say by then that the job is done.
    """
    return url_for(".show", key=key, ditunggu=1)
