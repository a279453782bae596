"""Work outside the request: a row in the database is the truth, Huey the bell.

A part registers what it does and asks for it:

    @jobs.handles("import preview", title="Menyiapkan pratinjau")
    def preview(context: jobs.Context) -> Mapping[str, Any] | None: ...

    job = jobs.ask(db.session, "import preview", {"import": key}, account=…)
    db.commit(by=…)                     # the bell rings after the commit
    return redirect(jobs.url_of(job))   # shows progress, then leads to result["url"]
"""

from flask import Flask, url_for

from architecture.model import Job
from eaportal.jobs.asking import ask
from eaportal.jobs.bell import Bell
from eaportal.jobs.days import on_its_day
from eaportal.jobs.running import HANDLERS, Context, handles

__all__ = ["HANDLERS", "Context", "ask", "handles", "init_app", "on_its_day", "url_of"]


def url_of(job: Job) -> str:
    """Return the address of the page that shows how far a job is."""
    return url_for("jobs.show", key=job.id)


def init_app(app: Flask) -> None:
    """Hang up the bell, and join the page of a job."""
    from eaportal.jobs import views

    app.extensions["bell"] = Bell(app.config["INSTANCE"])
    app.register_blueprint(views.pages)
