"""What could be consolidated, the cases there are, and one of them."""

from collections.abc import Callable
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture import (
    consolidating,
    inventory,
    letters,
    organisations,
    planning,
)
from architecture.errors import NotFound, Refused
from architecture.model import Case, CaseState, NumberMode, Organisation
from architecture.roles import Role
from eaportal import db, formats, queries
from eaportal.consolidation.forms import (
    AnswerForm,
    BackForm,
    DecisionForm,
    DropForm,
    OpenForm,
    StepForm,
    plan_forms,
)
from eaportal.errors import undo
from eaportal.forms import Form
from eaportal.inventory import filters
from eaportal.permissions import Permission, Place, may, require, requires

pages = Blueprint("consolidation", __name__, url_prefix="/konsolidasi")

KEY = "<int:key>"


@pages.route("/buka", methods=["GET", "POST"])
@requires(Permission.CONSOLIDATE)
def open() -> ResponseReturnValue:  # noqa: A001 - how people call it
    """Begin a case about some applications."""
    root = government()
    require(Permission.CONSOLIDATE, Place(root.id, root.id))
    keys = {queries.whole(each) for each in request.values.getlist("aplikasi")}
    known = inventory.several(db.session, g.viewer, keys)
    form = OpenForm()
    if form.validate_on_submit():
        try:
            made = consolidating.open_case(
                db.session, g.viewer, root.id, keys, form.title.data or ""
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            undo()
            form.refuse(error)
        else:
            return redirect(url_for(".show", key=made.id))
    page = render_template(
        "consolidation/open.html",
        form=form,
        applications=sorted(known.values(), key=lambda each: each.sort_name),
    )
    return page, 422 if form.errors else 200


@pages.get(f"/{KEY}")
@requires(Permission.READ_SUSPICIONS)
def show(key: int) -> ResponseReturnValue:
    """Show a case: what is planned or decided, what offices say, what is to be done."""
    return shown(found(key))


def shown(case: Case, **forms: Any) -> str:
    """Return the page of a case, with forms that were sent and not taken."""
    offices = consolidating.offices_of(case)
    step = forms.get("step") or StepForm(formdata=None)
    step.office.choices = [(key, each.name) for key, each in sorted(offices.items())]
    decision = forms.get("decision") or DecisionForm(
        formdata=None, data={"seen": str(case.version)}
    )
    back = forms.get("back") or BackForm(
        formdata=None, data={"seen": str(case.version)}
    )
    settings = organisations.settings(db.session, case.government_id)
    if settings.number_mode is not NumberMode.TYPED:
        for form in (decision, back):
            if "number" in form:
                del form.number
    place = Place(case.government_id, case.government_id)
    return render_template(
        "consolidation/case.html",
        case=case,
        offices=offices,
        answers={each.organisation_id: each for each in case.answers},
        plans=forms.get("plans") or plan_forms(case),
        answer=forms.get("answer") or AnswerForm(formdata=None),
        decision=decision,
        back=back,
        drop=forms.get("drop") or DropForm(formdata=None),
        step=step,
        own=_answering(case, [key for key in offices if _heads(key)]),
        states=CaseState,
        may_plan=may(g.viewer, Permission.CONSOLIDATE, place),
        may_decide=may(g.viewer, Permission.DECIDE_CONSOLIDATION, place)
        and not any(g.viewer.works_in(office) for office in offices),
        works_in=g.viewer.works_in,
        letters=letters.of_case(db.session, case),
        problem=forms.get("problem", ""),
        unplanned=consolidating.unplanned(case),
        ending=consolidating.ending(case),
        draft=planning.draft(db.session, case.government_id),
        today=formats.today(),
    )


def found(key: int) -> Case:
    """Return a case that the viewer may see, or stop with the 404 page."""
    try:
        case = consolidating.case_of(db.session, government().id, key)
    except NotFound:
        abort(404)
    return case if consolidating.sees(g.viewer, case) else abort(404)


def government() -> Organisation:
    """Return the government whose cases are shown, or stop with the 404 page."""
    return db.session.get(Organisation, filters.home() or 0) or abort(404)


def answered(
    case: Case, deed: Callable[[], object], sentence: str, **forms: Form
) -> ResponseReturnValue:
    """Do something in a case and go back to it, or show what is wrong and was sent."""
    if not all(form.validate() for form in forms.values()):
        return shown(case, **forms), 422
    key = case.id
    try:
        deed()
        return taken(case, sentence)
    except Refused as error:
        undo()
        for form in forms.values():
            form.refuse(error)
        problem = "" if forms else error.sentence
        return shown(found(key), problem=problem, **forms), 422


def taken(case: Case, sentence: str) -> ResponseReturnValue:
    """Keep what was done and go back to the case."""
    db.commit(by=g.viewer.email)
    flash(sentence)
    return redirect(url_for("consolidation.show", key=case.id))


def for_all(key: int, permission: Permission) -> Case:
    """Return a case in which the viewer may do something for the whole government."""
    case = found(key)
    require(permission, Place(case.government_id, case.government_id))
    return case


def _answering(case: Case, own: list[int]) -> list[int]:
    """Return the offices that the viewer answers for, who has not answered first."""
    unheard = consolidating.unheard(case, own)
    return unheard + [key for key in own if key not in unheard]


def _heads(office: int) -> bool:
    """Tell whether the viewer is the head of an office."""
    posts = g.viewer.holds([Role.HEAD])
    return any(office in post.organisations for post in posts)
