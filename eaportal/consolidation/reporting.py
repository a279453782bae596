"""The report on what could be consolidated: as a page, on paper, as a workbook."""

from dataclasses import dataclass

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import consolidating, referencing
from architecture.consolidating import Report, Section
from architecture.documents.consolidation import xlsx
from architecture.model import Case, Organisation
from eaportal import db, formats, storage, uploads
from eaportal.consolidation.views import government, pages
from eaportal.inventory import filters
from eaportal.permissions import Permission, requires


@dataclass(frozen=True)
class Shown:
    """What the address asks for: `every` is the report before it was narrowed."""

    root: Organisation
    every: Report
    report: Report
    sections: list[Section]
    cases: list[Case]
    functions: dict[str, str]
    scope: str


@pages.get("/")
@requires(Permission.READ_SUSPICIONS)
def index() -> ResponseReturnValue:
    """Show what could be joined with its yearly costs, and the cases."""
    shown = _shown()
    return render_template(
        "consolidation/index.html",
        shown=shown,
        visible={each.id: each for each in shown.cases},
        offices=filters.offices(shown.root.id),
        query={n: request.args[n] for n in ("opd", "fungsi") if n in request.args},
    )


@pages.get("/unduh.xlsx")
@requires(Permission.READ_SUSPICIONS)
def download() -> ResponseReturnValue:
    """Send the report as the page shows it."""
    shown = _shown()
    cases = {each.id: f"{each.title} ({each.state.value})" for each in shown.cases}
    content = xlsx(shown.sections, scope=shown.scope, cases=cases)
    name = f"konsolidasi-{shown.root.code.lower()}-{formats.today():%Y-%m-%d}.xlsx"
    return storage.send_bytes(content, name, uploads.XLSX)


def _shown() -> Shown:
    """Return the report of this request, narrowed as its address says."""
    root = government()
    every = consolidating.report(db.session, g.viewer, root.id)
    office = request.args.get("opd", 0, type=int)
    function = request.args.get("fungsi", "")
    offices = filters.with_units(office) if office else frozenset()
    report = consolidating.narrowed(every, offices=offices, function=function)
    titles = referencing.known_codes(db.session, root.id)
    functions = {
        each.code: each.title
        for each in consolidating.sections(every, titles)
        if each.code
    }
    return Shown(
        root=root,
        every=every,
        report=report,
        sections=list(consolidating.sections(report, titles)),
        cases=[
            each
            for each in consolidating.cases(db.session, root.id)
            if consolidating.sees(g.viewer, each)
        ],
        functions=functions,
        scope=_scope(root, office if offices else 0, functions.get(function, "")),
    )


def _scope(root: Organisation, office: int, function: str) -> str:
    """Return in words what was asked for."""
    chosen = db.session.get(Organisation, office) if office else None
    parts = [
        root.name,
        chosen.name if chosen else "",
        f"fungsi {function}" if function else "",
        formats.day(formats.today()),
    ]
    return " · ".join(part for part in parts if part)
