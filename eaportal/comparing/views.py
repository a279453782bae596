"""As-is and to-be side by side: what is new, changed, retired between two days."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import comparing
from architecture.comparing import Comparison
from architecture.documents import comparison as sheets
from architecture.elements.listing import last_page
from architecture.layers import Layer
from architecture.model import Organisation
from architecture.roadmap import Turn
from eaportal import days, db, queries, storage, uploads
from eaportal.days import AsOf
from eaportal.inventory import filters
from eaportal.permissions import Permission, requires

pages = Blueprint("comparing", __name__, url_prefix="/arsitektur/bandingkan")

SIZE = 50
START, END = "dari", "sampai"
RELATIONS = "relasi"


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Compare the model on two days, by layer and office."""
    start, end = _days()
    found = _compared(start, end)
    turn = Turn.__members__.get(request.args.get("jenis", ""))
    layer = Layer.__members__.get(request.args.get("lapisan", ""))
    relations = request.args.get("jenis") == RELATIONS
    lines = [
        line
        for line in found.lines
        if (turn is None or line.turn is turn)
        and (layer is None or line.element.layer is layer)
    ]
    shown = found.links if relations else lines
    last = last_page(len(shown), SIZE)
    number = min(queries.page(), last)
    return render_template(
        "comparing/index.html",
        start=start,
        end=end,
        comparison=found,
        turns=Turn,
        turn=turn,
        layer=layer,
        relations=relations,
        rows=shown[(number - 1) * SIZE :][:SIZE],
        total=len(shown),
        number=number,
        last=last,
        offices=filters.offices(filters.home()),
        kept=_kept(),
    )


@pages.get("/unduh.xlsx")
@requires(Permission.EXPORT)
def download() -> ResponseReturnValue:
    """Send the comparison as a workbook."""
    found = _compared(*_days())
    root = db.get_or_404(Organisation, filters.home() or 0)
    name = f"perbandingan-{found.start:%Y-%m-%d}-{found.end:%Y-%m-%d}.xlsx"
    content = sheets.xlsx(found, government=root.name)
    return storage.send_bytes(content, name, uploads.XLSX)


def _compared(start: AsOf, end: AsOf) -> Comparison:
    office = request.args.get("opd", type=int)
    return comparing.compare(
        db.session,
        g.viewer,
        filters.home() or abort(404),
        start.day,
        end.day,
        organisations=filters.with_units(office) if office else frozenset(),
    )


def _days() -> tuple[AsOf, AsOf]:
    """Return both days, the earlier first: today, and the end of the fifth year on."""
    start, end = days.as_of(START), days.as_of(END)
    if not request.args.get(END, "").strip() or end.wrong:
        end = replace(end, day=date(end.today.year + 5, 12, 31))
    return (end, start) if end.day < start.day else (start, end)


def _kept() -> dict[str, str]:
    names = (START, END, "opd", "instansi")
    return {name: request.args[name] for name in names if name in request.args}
