"""What follows a decision: steps that are added, done, and the end of a case."""

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from architecture import consolidating
from architecture.errors import Refused
from eaportal import db
from eaportal.consolidation.forms import StepForm
from eaportal.consolidation.views import KEY, found, pages, shown, taken
from eaportal.permissions import Permission, Place, may, require, requires


@pages.post(f"/{KEY}/langkah")
@requires(Permission.CONSOLIDATE)
def add(key: int) -> ResponseReturnValue:
    """Put one more step on the list."""
    case, form = found(key), StepForm()
    require(Permission.CONSOLIDATE, Place(case.government_id, case.government_id))
    offices = consolidating.offices_of(case)
    form.office.choices = [(each, office.name) for each, office in offices.items()]
    if not form.validate():
        return shown(case, step=form), 422
    try:
        consolidating.add_step(
            db.session, case, form.text.data or "", form.office.data, form.due_on.data
        )
        return taken(case, "Langkah ditambahkan.")
    except Refused as error:
        db.session.rollback()
        form.refuse(error)
        return shown(found(key), step=form), 422


@pages.post(f"/{KEY}/langkah/<int:step>/selesai")
@requires(Permission.READ_SUSPICIONS)
def done(key: int, step: int) -> ResponseReturnValue:
    """Mark a step as done, by the office that it is of or who consolidates."""
    case = found(key)
    wanted = next((each for each in case.steps if each.id == step), None) or abort(404)
    place = Place(case.government_id, case.government_id)
    try:
        consolidating.do_step(
            db.session,
            case,
            wanted,
            request.form.get("note", "").replace("\x00", ""),
            viewer=g.viewer,
            all_=may(g.viewer, Permission.CONSOLIDATE, place),
        )
        return taken(case, "Langkah selesai.")
    except Refused as error:
        db.session.rollback()
        return shown(found(key), problem=error.sentence), 422


@pages.post(f"/{KEY}/selesai")
@requires(Permission.CONSOLIDATE)
def finish(key: int) -> ResponseReturnValue:
    """End a case whose steps are all done."""
    case = found(key)
    require(Permission.CONSOLIDATE, Place(case.government_id, case.government_id))
    try:
        consolidating.finish(db.session, case)
        return taken(case, "Kasus selesai.")
    except Refused as error:
        db.session.rollback()
        return shown(found(key), problem=error.sentence), 422
