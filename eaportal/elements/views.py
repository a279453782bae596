"""The overview of the architecture, the list of a layer, and one element."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import elements
from architecture.elements import lacking
from architecture.layers import Layer, Status, Verb
from architecture.model import Element
from architecture.scope import readable_classes
from eaportal import days, db, formats, queries
from eaportal.confirming.listing import unsure
from eaportal.elements import another_day, cards, filters, overview, showing
from eaportal.elements.places import code_of
from eaportal.history import known
from eaportal.inventory.filters import names, offices_on
from eaportal.permissions import Permission, may, requires
from eaportal.reference.showing import titles
from eaportal.returning import noting
from eaportal.selecting import picking

SHOWN, AT_ONCE = 25, 50
"""Relations on the page of an element, and on a page of all of them."""

pages = Blueprint("elements", __name__, url_prefix="/arsitektur")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show all layers: how many elements each has and how complete they are."""
    root = filters.government()
    as_of = days.as_of()
    found = overview.counted(root, as_of)
    return render_template(
        "elements/index.html",
        layers=overview.layers(root, found, as_of),
        as_of=as_of,
        relations=found.relations if found else {},
        figures=found,
        may_edit=may(g.viewer, Permission.EDIT),
    )


@pages.get("/<layer:layer>/")
@requires(Permission.READ)
def layer(layer: Layer) -> ResponseReturnValue:
    """List the elements of a layer, narrowed and sorted as the address says."""
    if layer is Layer.APPLICATION:
        return redirect(queries.address("inventory.index", filters.query()))
    asked = filters.asked(layer)
    part = request.headers.get("HX-Target") == "daftar"
    found = elements.page(db.session, g.viewer, asked)
    return render_template(
        f"elements/{'list' if part else 'layer'}.html",
        layer=layer,
        page=found,
        offer=picking.offer(layer, asked, found.total),
        filters=asked,
        as_of=days.as_of(),
        **unsure(found.rows),
        sort=request.args.get("urut", "nama"),
        offices=[] if part else offices_on(asked.government, asked.on),
        statuses=names(Status),
        kinds=filters.kinds(layer),
        own_fields=filters.choosable(asked.government, layer),
        may_add=may(g.viewer, Permission.EDIT),
    )


@pages.get("/elemen/<int:key>")
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Show an element with its fields, its relations, what it lacks and its history."""
    element = found_or_404(key)
    if element.layer is Layer.APPLICATION:
        known_on, day = (request.args.get(n) for n in ("diketahui", days.NAME))
        return redirect(
            url_for("inventory.show", key=key, diketahui=known_on, tanggal=day)
        )
    if "diketahui" in request.args:
        return known.page(element)
    noting.note(element)
    as_of = days.as_of()
    if as_of.moved and another_day.is_told(element):
        return another_day.page(element, as_of)
    classes = readable_classes(g.viewer, element)
    fields = elements.fields_of(db.session, element.government_id, element.layer)
    return render_template(
        "elements/show.html",
        element=element,
        as_of=days.still(as_of),
        sections=showing.sections(element, fields, classes),
        titles=titles(element),
        may_edit=may(g.viewer, Permission.EDIT, element),
        **relations(element),
        cards=cards.cards(element),
    )


@pages.get("/elemen/<int:key>/relasi/semua")
@requires(Permission.READ)
def neighbours(key: int) -> ResponseReturnValue:
    """Show all relations of an element, narrowed to one way, a page at a time."""
    element = found_or_404(key)
    as_of = days.as_of()
    if not another_day.is_told(element):
        as_of = days.still(as_of)
    on = as_of.day if as_of.moved else None
    sides = elements.sides_of(
        db.session, g.viewer, element, as_of.day, then=as_of.moved
    )
    ways: dict[tuple[Verb, bool], int] = {}
    for (verb, outgoing, _), (number, _) in sides.items():
        ways[verb, outgoing] = ways.get((verb, outgoing), 0) + number
    chosen = next(
        (way for way in ways if code_of(*way) == request.args.get("arah")), None
    )
    total = ways[chosen] if chosen else sum(ways.values())
    number = min(queries.page(), elements.last_page(total, AT_ONCE))
    near = elements.neighbours(
        db.session,
        g.viewer,
        element,
        way=chosen,
        on=on,
        limit=AT_ONCE,
        skip=(number - 1) * AT_ONCE,
    )
    return render_template(
        "elements/neighbours.html",
        element=element,
        as_of=as_of,
        ways={code_of(*way): (*way, many) for way, many in ways.items()},
        chosen=code_of(*chosen) if chosen else "",
        page=elements.Page(near, number, AT_ONCE, total),
    )


def relations(element: Element) -> dict[str, object]:
    """Return what the cards of relations and of completeness show of an element.

    Of many relations the first are shown; another page shows all of them.
    """
    fields = elements.fields_of(db.session, element.government_id, element.layer)
    sides = elements.sides_of(db.session, g.viewer, element, formats.today())
    holding = {side for side, (_, number) in sides.items() if number}
    near = elements.neighbours(db.session, g.viewer, element, limit=SHOWN)
    return {
        "neighbours": near,
        "all_relations": sum(every for every, _ in sides.values()),
        "state": lacking.state_of(element, fields, holding),
    }


def found_or_404(key: int) -> Element:
    """Return the element if the viewer may see it, or stop with the 404 page."""
    found = elements.find(db.session, g.viewer, key, lock=db.writes(db.session))
    return found or abort(404)
