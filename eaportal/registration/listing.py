"""Pages: the list of registrations, and where one of them stands."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import checking, letters
from architecture.model import Registration, State
from architecture.registration import queue
from eaportal import db, queries
from eaportal.permissions import Permission, requires
from eaportal.registration import findings, progress
from eaportal.registration.blueprint import KEY, find, pages
from eaportal.returning import noting


@pages.get("/")
@requires(Permission.READ_REGISTRATIONS)
def index() -> ResponseReturnValue:
    """List what the viewer may see, by state, narrowed by what was searched for."""
    text = queries.words()
    state = State.__members__.get(request.args.get("keadaan", ""))
    page = queue.page(
        db.session,
        g.viewer,
        text=text,
        state=state,
        number=queries.page(),
    )
    counts = queue.counts(db.session, g.viewer)
    return render_template(
        "registration/index.html",
        page=page,
        counts=counts,
        states=[each for each in State if counts.get(each) or each is state],
        state=state,
        text=text,
    )


@pages.get(f"/{KEY}")
@requires(Permission.READ_REGISTRATIONS)
def show(key: int) -> ResponseReturnValue:
    """Show where a registration stands, and all that is known of it."""
    registration = find(db.session, key)
    noting.note(registration)
    return render_template("registration/show.html", **status(registration))


def status(registration: Registration) -> dict[str, object]:
    """Return what the page of a registration shows."""
    found = checking.kept(db.session, registration)
    return {
        "registration": registration,
        "stages": progress.stages(registration, g.viewer),
        "told": progress.outcome_known(registration),
        "facts": progress.facts(db.session, registration, g.viewer),
        "cards": findings.shown(db.session, g.viewer, found, registration),
        "letters": letters.of_registration(db.session, registration),
        "deeds": progress.deeds(db.session, registration, g.viewer),
    }
