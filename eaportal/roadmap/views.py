"""The peta rencana: what was set, what is proposed, and the plan as a spreadsheet."""

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from architecture import planning
from architecture.documents import roadmap as sheets
from architecture.model import Organisation, PlanLineState
from architecture.reference import muatan
from eaportal import db, formats, storage
from eaportal.inventory import filters
from eaportal.inventory.views import XLSX
from eaportal.permissions import Permission, requires
from eaportal.roadmap.document import roadmap_of

pages = Blueprint("roadmap", __name__, url_prefix="/peta-rencana")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show the plan in force by muatan, and what is proposed for its next review."""
    government = _government()
    plan = planning.current(db.session, government.id)
    lines = planning.lines(db.session, plan) if plan else []
    return render_template(
        "roadmap/index.html",
        government=government,
        plan=plan,
        set_lines=[
            (words, [x for x in lines if x.muatan == code and not _proposed(x.state)])
            for code, words in muatan.muatan().items()
        ],
        proposed=[line for line in lines if _proposed(line.state)],
        this_year=str(formats.today().year),
        own=g.viewer.offices(),
    )


@pages.get("/unduh.xlsx")
@requires(Permission.EXPORT_ROADMAP)
def download() -> ResponseReturnValue:
    """Send the plan, approved and proposed, by year."""
    government = _government()
    plan = roadmap_of(db.session, government, on=formats.today())
    return storage.send_bytes(
        sheets.xlsx(plan), f"peta-rencana-{government.code.lower()}.xlsx", XLSX
    )


def _government() -> Organisation:
    return db.get_or_404(Organisation, filters.home() or abort(404))


def _proposed(state: PlanLineState) -> bool:
    return state is PlanLineState.PROPOSED
