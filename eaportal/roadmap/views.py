"""The peta rencana: what was set, what is proposed, and the plan as a spreadsheet."""

from functools import partial

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import planning
from architecture.documents import roadmap as sheets
from architecture.model import Organisation, Plan, PlanLineState, PlanState
from architecture.reference import muatan
from eaportal import db, formats, storage, uploads
from eaportal.inventory import filters
from eaportal.maps import sending
from eaportal.permissions import Permission, Place, may, requires
from eaportal.roadmap.document import roadmap_of
from eaportal.roadmap.forms import TakeForm
from eaportal.roadmap.picturing import pictured

pages = Blueprint("roadmap", __name__, url_prefix="/peta-rencana")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show the plan in force by muatan, and what is proposed for its next review."""
    government = home()
    return _page(government, planning.current(db.session, government.id))


@pages.get("/<int:key>")
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Show one plan: the draft beside the plan in force, or one of earlier years."""
    plan = find(key)
    return _page(db.get_or_404(Organisation, plan.government_id), plan)


def _page(government: Organisation, plan: Plan | None) -> str:
    lines = planning.lines(db.session, plan, along=True) if plan else []
    writes = may(g.viewer, Permission.PLAN, Place(government.id, government.id))
    drafting = plan is not None and plan.state is PlanState.DRAFT
    return render_template(
        "roadmap/index.html",
        government=government,
        plan=plan,
        draft=planning.draft(db.session, government.id),
        force=planning.current(db.session, government.id),
        writes=writes,
        drafting=drafting,
        taking=_taking(plan) if plan and writes and drafting else None,
        set_lines=[
            (words, [x for x in lines if x.muatan == code and not _proposed(x.state)])
            for code, words in muatan.muatan().items()
        ],
        proposed=[line for line in lines if _proposed(line.state)],
        year=_year(plan),
        clashing=planning.clashing,
        reads_money=partial(planning.reads_money, g.viewer, government.id),
    )


@pages.get("/unduh.xlsx")
@requires(Permission.EXPORT_ROADMAP)
def download() -> ResponseReturnValue:
    """Send the plan, approved and proposed, by year, with its picture."""
    government = home()
    plan = roadmap_of(db.session, government, on=formats.today())
    picture = pictured(government)
    if picture.waiting:
        return sending.waited(
            picture.map, picture.waiting, form="xlsx", back=url_for(".index")
        )
    name = f"peta-rencana-{government.code.lower()}.xlsx"
    return storage.send_bytes(sheets.xlsx(plan, picture.figure), name, uploads.XLSX)


def _year(plan: Plan | None) -> str:
    """Return the year whose targets are shown: the one asked for, else this one."""
    asked = request.args.get("tahun", 0, type=int)
    known = range(plan.from_year, plan.to_year + 1) if plan else ()
    return str(asked if asked in known else formats.today().year)


def home() -> Organisation:
    """Return the government whose plan is shown, or stop with the 404 page."""
    return db.get_or_404(Organisation, filters.home() or abort(404))


def find(key: int) -> Plan:
    """Return a plan of the viewer's governments, or stop with the 404 page."""
    plan = db.get_or_404(Plan, key)
    return plan if plan.government_id in g.viewer.governments else abort(404)


def _taking(plan: Plan) -> TakeForm | None:
    """Return the form of what waits for a draft, None where nothing does."""
    waiting = planning.waiting(db.session, plan)
    form = TakeForm(formdata=None)
    form.offer(waiting)
    return form if waiting else None


def _proposed(state: PlanLineState) -> bool:
    return state is PlanLineState.PROPOSED
