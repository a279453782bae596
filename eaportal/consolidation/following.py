"""What follows a decision: its steps, the peta rencana, and the end of a case."""

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from architecture import consolidating
from eaportal import db
from eaportal.consolidation.forms import StepForm
from eaportal.consolidation.views import KEY, answered, for_all, found, pages
from eaportal.permissions import Permission, Place, may, requires


@pages.post(f"/{KEY}/langkah")
@requires(Permission.CONSOLIDATE)
def add(key: int) -> ResponseReturnValue:
    """Put one more step on the list."""
    case, form = for_all(key, Permission.CONSOLIDATE), StepForm()
    offices = consolidating.offices_of(case)
    form.office.choices = [(each, office.name) for each, office in offices.items()]

    def put() -> None:
        text, due = form.text.data or "", form.due_on.data
        consolidating.add_step(db.session, case, text, form.office.data, due)

    return answered(case, put, "Langkah ditambahkan.", step=form)


@pages.post(f"/{KEY}/langkah/<int:step>/selesai")
@requires(Permission.READ_SUSPICIONS)
def done(key: int, step: int) -> ResponseReturnValue:
    """Mark a step as done, by the office that it is of or who consolidates."""
    case = found(key)
    wanted = next((each for each in case.steps if each.id == step), None) or abort(404)
    place = Place(case.government_id, case.government_id)
    note = request.form.get("note", "").replace("\x00", "")

    def tick() -> None:
        every = may(g.viewer, Permission.CONSOLIDATE, place)
        consolidating.do_step(
            db.session, case, wanted, note, viewer=g.viewer, all_=every
        )

    return answered(case, tick, "Langkah selesai.")


@pages.post(f"/{KEY}/selesai")
@requires(Permission.CONSOLIDATE)
def finish(key: int) -> ResponseReturnValue:
    """End a case whose steps are all done."""
    case = for_all(key, Permission.CONSOLIDATE)
    return answered(
        case, lambda: consolidating.finish(db.session, case), "Kasus selesai."
    )


@pages.post(f"/{KEY}/rencana")
@requires(Permission.CONSOLIDATE)
def propose_lines(key: int) -> ResponseReturnValue:
    """Propose what ends for the draft of the peta rencana."""
    case = for_all(key, Permission.CONSOLIDATE)
    return answered(
        case,
        lambda: consolidating.propose_lines(db.session, case),
        "Diusulkan untuk rancangan peta rencana.",
    )


@pages.post(f"/{KEY}/rencana/tarik")
@requires(Permission.CONSOLIDATE)
def take_lines_back(key: int) -> ResponseReturnValue:
    """Take back what was proposed and still waits."""
    case = for_all(key, Permission.CONSOLIDATE)
    return answered(
        case,
        lambda: consolidating.take_lines_back(db.session, case),
        "Usulan untuk peta rencana ditarik.",
    )
