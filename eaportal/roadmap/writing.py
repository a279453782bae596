"""Writing a peta rencana: begin it, its lines, what waits for it, its basis."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import organisations, planning
from architecture.errors import Refused
from architecture.model import Organisation, Plan, PlanLine, PlanLineState, PlanState
from architecture.registration import planned
from eaportal import db
from eaportal.errors import undo
from eaportal.forms import Form
from eaportal.inventory import filters
from eaportal.permissions import Permission, Place, require, requires
from eaportal.queries import whole
from eaportal.roadmap.forms import BasisForm, LineForm, PlanForm, StartForm, line_form
from eaportal.roadmap.views import find, home, pages


@pages.route("/mulai", methods=["GET", "POST"])
@requires(Permission.PLAN)
def start() -> ResponseReturnValue:
    """Begin the plan of the government; what was approved before waits for it."""
    government = home()
    require(Permission.PLAN, Place(government.id, government.id))
    form = StartForm(data={"state": PlanState.DRAFT.name})
    if form.validate_on_submit():
        with _refusing(form):
            state = PlanState[form.state.data]
            plan = planned.begin_plan(
                db.session, government, form.details(), state=state
            )
            return _done("Peta rencana dimulai.", plan)
    page = render_template("roadmap/plan.html", form=form, plan=None)
    return page, 422 if form.errors else 200


@pages.route("/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.PLAN)
def revise(key: int) -> ResponseReturnValue:
    """Change title, years and basis of a draft."""
    plan = _draft(key)
    form = PlanForm(obj=plan)
    if form.validate_on_submit():
        with _refusing(form):
            planning.revise_plan(db.session, plan, form.details())
            return _done("Peta rencana diubah.", plan)
    page = render_template("roadmap/plan.html", form=form, plan=plan)
    return page, 422 if form.errors else 200


@pages.route("/<int:key>/tetapkan", methods=["GET", "POST"])
@requires(Permission.PLAN)
def set_by_regulation(key: int) -> ResponseReturnValue:
    """Note that a regulation set a draft; from now on nobody writes into it."""
    plan = _draft(key)
    form = BasisForm(obj=plan)
    if form.validate_on_submit():
        with _refusing(form):
            said = form.regulation.data or "", form.set_on.data
            planning.set_plan(db.session, plan, *said)
            return _done("Peta rencana ditetapkan.", plan)
    page = render_template("roadmap/set.html", form=form, plan=plan)
    return page, 422 if form.errors else 200


@pages.post("/<int:key>/reviu")
@requires(Permission.PLAN)
def review(key: int) -> ResponseReturnValue:
    """Begin the review of a plan that was set."""
    made = planning.begin_review(db.session, _written(key))
    return _done("Reviu dimulai; yang ditetapkan tetap berlaku.", made)


@pages.route("/<int:key>/baris/baru", methods=["GET", "POST"])
@requires(Permission.PLAN)
def add_line(key: int) -> ResponseReturnValue:
    """Add an initiative to a draft."""
    plan = _draft(key)
    form = _line_form(plan)
    del form.state
    if form.validate_on_submit():
        with _refusing(form):
            planning.add_line(
                db.session,
                plan,
                form.details(),
                organisation=_office(plan, form),
                state=PlanLineState.DRAFTED,
            )
            return _done("Inisiatif ditambahkan.", plan)
    return _line_page(form, plan)


@pages.route("/baris/<int:key>", methods=["GET", "POST"])
@requires(Permission.PLAN)
def revise_line(key: int) -> ResponseReturnValue:
    """Change an initiative of a draft."""
    line = db.get_or_404(PlanLine, key)
    plan = _draft(line.plan_id)
    form = _line_form(plan, line)
    if form.validate_on_submit():
        with _refusing(form):
            planning.revise_line(
                db.session,
                line,
                form.details(line),
                organisation=_office(plan, form),
                state=PlanLineState[form.state.data],
                seen_before=form.seen.data or "",
            )
            return _done("Inisiatif diubah.", plan)
    return _line_page(form, plan, line)


@pages.post("/<int:key>/usulan")
@requires(Permission.PLAN)
def take_in(key: int) -> ResponseReturnValue:
    """Take the proposals that were chosen into a draft, all of them or none."""
    plan = _draft(key)
    wanted = [whole(text) for text in request.form.getlist("lines")]
    try:
        many = planning.take_in(db.session, plan, wanted)
    except Refused as error:
        undo()
        flash(error.sentence)
        return redirect(url_for(".show", key=key))
    return _done(f"{many} usulan dimasukkan ke rancangan.", plan)


@contextmanager
def _refusing(form: Form) -> Iterator[None]:
    """Take back what was done when a rule says no, and show it on the form."""
    try:
        yield
    except Refused as error:
        undo()
        form.refuse(error)


def _written(key: int) -> Plan:
    """Return a plan that the viewer plans for, or stop with a page."""
    plan = find(key)
    require(Permission.PLAN, Place(plan.government_id, plan.government_id))
    return plan


def _draft(key: int) -> Plan:
    """Return a plan that may be written into, or stop with a page that says why not."""
    plan = _written(key)
    planning.check_open(plan)
    return plan


def _line_form(plan: Plan, line: PlanLine | None = None) -> LineForm:
    offices = filters.offices(plan.government_id)
    return line_form(plan, offices, planning.lines(db.session, plan), line)


def _office(plan: Plan, form: LineForm) -> Organisation | None:
    key = whole(form.organisation.data)
    rows = organisations.tree(db.session, plan.government_id) if key else []
    return next((row for row in rows if row.id == key), None)


def _done(sentence: str, plan: Plan) -> ResponseReturnValue:
    db.commit(by=g.viewer.email)
    flash(sentence)
    return redirect(url_for(".show", key=plan.id))


def _line_page(
    form: LineForm, plan: Plan, line: PlanLine | None = None
) -> ResponseReturnValue:
    page = render_template("roadmap/line.html", form=form, plan=plan, line=line)
    return page, 422 if form.errors else 200
