"""Pages of a new SOTK: its steps, what goes where, the preview, its day, its undo."""

from collections.abc import Callable

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

from architecture import restructuring
from architecture.errors import Changed, NotFound, Refused
from architecture.model import Restructuring, RestructuringState, StepKind
from eaportal import db, formats, jobs, queries
from eaportal.errors import undo as take_back
from eaportal.organisations.views import administered
from eaportal.permissions import Permission, requires
from eaportal.restructuring import showing, work
from eaportal.restructuring.forms import (
    FORMS,
    TOLD,
    DayForm,
    SeenForm,
    StepForm,
    TitleForm,
    assigning,
)

pages = Blueprint("restructuring", __name__, url_prefix="/perangkat-daerah/sotk")

KEY = "/<int:key>"
STEP = f"{KEY}/langkah/<int:step>"


@pages.route("/", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def index() -> ResponseReturnValue:
    """List the changes of the government, and begin one."""
    government = administered()
    form = TitleForm()
    if form.validate_on_submit():
        made = restructuring.draft(
            db.session, g.viewer, government, form.title.data or ""
        )
        db.commit(by=g.viewer.email)
        return redirect(url_for(".kinds", key=made.id))
    rows = restructuring.listed(db.session, government.id)
    page = render_template("restructuring/index.html", form=form, rows=rows)
    return page, 422 if form.errors else 200


@pages.get(KEY)
@requires(Permission.MANAGE_ORGANISATIONS)
def show(key: int) -> ResponseReturnValue:
    """Show a change: its steps, and what it will do or did."""
    return shown(found(key))


def shown(row: Restructuring, form: DayForm | None = None, problem: str = "") -> str:
    """Return the page of a change, with a form that was sent and not taken."""
    seen = {"seen": str(row.version)}
    if form is None:
        stated = {"on": row.effective_on, "basis": row.basis}
        form = DayForm(formdata=None, data={**seen, **stated})
    standing = row.state is RestructuringState.DONE
    return render_template(
        "restructuring/show.html",
        row=row,
        steps=showing.steps(db.session, row),
        form=form,
        seen=seen,
        problem=problem,
        foreseen=showing.foreseen(db.session, row, form.on.data or formats.today()),
        done=showing.told(row),
        stands=restructuring.stands_on(db.session, row) if standing else [],
    )


@pages.get(f"{KEY}/langkah")
@requires(Permission.MANAGE_ORGANISATIONS)
def kinds(key: int) -> ResponseReturnValue:
    """Ask what is to change."""
    row = found(key)
    return render_template("restructuring/kinds.html", row=row, kinds=TOLD)


@pages.route(
    f"{KEY}/langkah/<any({', '.join(StepKind.__members__)}):kind>",
    methods=["GET", "POST"],
)
@requires(Permission.MANAGE_ORGANISATIONS)
def add(key: int, kind: str) -> ResponseReturnValue:
    """Ask which offices, and put the step into the change."""
    row = found(key)
    form = _step_form(row, StepKind[kind])
    if form.validate_on_submit():
        try:
            made = restructuring.add_step(
                db.session, row, form.details(), seen=form.version
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            take_back()
            row = found(key)
            form.refuse(error)
        else:
            if made.kind is StepKind.SPLIT:
                return redirect(url_for(".assign", key=key, step=made.id))
            return redirect(url_for(".show", key=key))
    page = render_template("restructuring/step.html", row=row, form=form, told=TOLD)
    return page, 422 if form.errors else 200


@pages.route(f"{STEP}/isi", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def assign(key: int, step: int) -> ResponseReturnValue:
    """Ask where the things of an office that is split go."""
    row = found(key)
    split = showing.split(row, step) or abort(404)
    day, words = row.effective_on or formats.today(), queries.words()
    place = row.steps.index(split)
    groups = restructuring.assignable(db.session, row, place, day, words)
    targets = showing.targets(db.session, split)
    form = assigning(groups, targets, split.choices)
    if form.validate_on_submit():
        stated = {name: form[name].data for name in showing.names(groups)}
        return _done(
            row,
            lambda: restructuring.choose(
                db.session, row, step, stated, seen=form.version
            ),
            "Pembagiannya disimpan.",
        )
    form.seen.data = str(row.version)
    return render_template(
        "restructuring/assign.html",
        row=row,
        split=split,
        groups=groups,
        form=form,
        words=words,
        targets=targets,
    ), 422 if form.errors else 200


@pages.post(f"{STEP}/hapus")
@requires(Permission.MANAGE_ORGANISATIONS)
def drop(key: int, step: int) -> ResponseReturnValue:
    """Take a step out of a draft."""
    row, form = found(key), SeenForm()
    return _done(
        row,
        lambda: restructuring.drop_step(db.session, row, step, seen=form.version),
        "Langkah dihapus.",
    )


@pages.post(f"{KEY}/tetapkan")
@requires(Permission.MANAGE_ORGANISATIONS)
def settle(key: int) -> ResponseReturnValue:
    """Set a change for its day; one whose day has come is carried out at once."""
    row, form = found(key), DayForm()
    if not form.validate():
        return shown(row, form), 422
    try:
        restructuring.settle_on(
            db.session,
            g.viewer,
            row,
            on=form.on.data,
            basis=form.basis.data or "",
            seen=form.version,
        )
        job = work.ask(db.session, row) if showing.comes(row) else None
        db.commit(by=g.viewer.email)
    except Refused as error:
        take_back()
        form.refuse(error)
        return shown(found(key), form), 409 if isinstance(error, Changed) else 422
    flash(f"{row.title} ditetapkan.")
    return redirect(jobs.url_of(job) if job else url_for(".show", key=key))


@pages.post(f"{KEY}/ubah")
@requires(Permission.MANAGE_ORGANISATIONS)
def reopen(key: int) -> ResponseReturnValue:
    """Make a draft again of what is set."""
    row, form = found(key), SeenForm()
    return _done(
        row,
        lambda: restructuring.reopen(db.session, row, seen=form.version),
        "Kembali menjadi rancangan.",
    )


@pages.post(f"{KEY}/cabut")
@requires(Permission.MANAGE_ORGANISATIONS)
def withdraw(key: int) -> ResponseReturnValue:
    """Give a change up before its day."""
    row, form = found(key), SeenForm()
    return _done(
        row,
        lambda: restructuring.withdraw(db.session, row, seen=form.version),
        f"{row.title} dicabut.",
    )


@pages.post(f"{KEY}/batalkan")
@requires(Permission.MANAGE_ORGANISATIONS)
def undo(key: int) -> ResponseReturnValue:
    """Take back a change that holds."""
    row, form = found(key), SeenForm()
    return _done(
        row,
        lambda: restructuring.undo(db.session, row, seen=form.version),
        f"{row.title} dibatalkan; semua kembali seperti sebelumnya.",
    )


def found(key: int) -> Restructuring:
    """Return a change of the administered government, or stop with the 404 page."""
    try:
        return restructuring.find(db.session, administered().id, key)
    except NotFound:
        abort(404)


def _done(
    row: Restructuring, deed: Callable[[], object], sentence: str
) -> ResponseReturnValue:
    """Do something with a change and go to its page, or say there what is wrong."""
    key = row.id
    try:
        deed()
        db.commit(by=g.viewer.email)
    except Refused as error:
        take_back()
        status = 409 if isinstance(error, Changed) else 422
        return shown(found(key), problem=error.sentence), status
    flash(sentence)
    return redirect(url_for("restructuring.show", key=key))


def _step_form(row: Restructuring, kind: StepKind) -> StepForm:
    form = FORMS[kind]()
    day = row.effective_on or formats.today()
    form.offer(restructuring.offices_after(db.session, row, day))
    if request.method == "GET":
        form.seen.data = str(row.version)
    return form
