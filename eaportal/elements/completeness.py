"""What is missing: by layer and by office, and the elements that lack something."""

from typing import Any

from flask import abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import elements, organisations
from architecture.elements import Page, lacking, lacking_then
from architecture.elements.lacking import Tally, When
from architecture.layers import Layer
from architecture.model import Element
from eaportal import days, db, jobs, queries
from eaportal.days import AsOf
from eaportal.elements import filters, overview, work
from eaportal.elements.places import SLUGS, layer_of
from eaportal.elements.views import pages
from eaportal.inventory.filters import offices, with_units
from eaportal.permissions import Permission, requires


@pages.get("/kelengkapan")
@requires(Permission.READ)
def completeness() -> ResponseReturnValue:
    """Show what a layer lacks, and for one lack the elements to be mended."""
    root = filters.government()
    office = queries.whole(request.args.get("opd"))
    chosen = with_units(office) if office else frozenset()
    as_of = days.as_of()
    job = queries.whole(request.args.get("hitungan"))
    found = overview.counted(root, as_of, job)
    several = list(found.tallies) if found else []
    narrowed = [each for each in several if not chosen or each.organisation in chosen]
    layer = layer_of(request.args.get("lapisan"), Layer.BUSINESS)
    gap = request.args.get("kurang", "")
    return render_template(
        "elements/completeness.html",
        layer=layer,
        as_of=as_of,
        job=job or None,
        figures=found,
        slugs=SLUGS,
        filled={each: overview.filled(_of(each, narrowed)) for each in SLUGS},
        lacks=overview.lacks(root, layer, narrowed),
        gap=gap,
        gap_label=_label(root, layer, gap),
        unrelated=lacking.UNRELATED,
        page=_page(root, layer, gap, chosen, as_of),
        by_office=_by_office(root, several),
        offices=offices(root),
        office=office,
    )


@pages.post("/kelengkapan/hitung")
@requires(Permission.READ)
def count_on() -> ResponseReturnValue:
    """Let the worker count the model of another day."""
    root, as_of = filters.government(), days.as_of()
    if not as_of.moved:
        abort(422)
    job = work.ask_on(root, as_of.day, g.viewer.account)
    db.commit(by=g.viewer.email)
    return redirect(jobs.url_of(job))


def _of(layer: Layer, several: list[Tally]) -> list[Tally]:
    return [each for each in several if each.layer is layer]


def _page(
    root: int, layer: Layer, gap: str, chosen: frozenset[int], as_of: AsOf
) -> Page[Element] | None:
    if not gap:
        return None
    asked = (db.session, g.viewer, root, layer, gap)
    cut: dict[str, Any] = {"organisations": chosen, "number": queries.page()}
    if as_of.moved:
        return lacking_then.page_lacking(*asked, day=as_of.day, **cut)
    return lacking.page_lacking(*asked, when=When(as_of.day), **cut)


def _label(root: int, layer: Layer, gap: str) -> str:
    if gap == lacking.UNRELATED:
        return "relasi apa pun"
    fields = elements.fields_of(db.session, root, layer)
    labels = {each.name: each.label for each in lacking.gaps(fields, layer)}
    return labels.get(gap, "")


def _by_office(
    root: int, several: list[Tally]
) -> list[tuple[int, str, overview.Filled]]:
    """Return the offices with elements, the least filled first."""
    known = {each.id: each.label for each in organisations.tree(db.session, root)}
    found = [
        (office, known.get(office, ""), filled)
        for office, filled in overview.by_office(several).items()
    ]
    return sorted(found, key=lambda each: (each[2].percent, each[1]))
