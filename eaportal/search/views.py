"""The page of a search over all layers."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture.seeking import NotReady, Wanted, search
from eaportal import db, queries
from eaportal.elements.places import SLUGS, layer_of_slug
from eaportal.inventory.filters import home, offices, with_units
from eaportal.permissions import Permission, requires
from eaportal.search import showing

pages = Blueprint("search", __name__)


@pages.get("/cari")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show what is found in all layers, the best first."""
    text = queries.words("q")
    office = queries.whole(request.args.get("opd"))
    wanted = Wanted(
        text=text,
        layer=layer_of_slug(request.args.get("lapisan")),
        organisations=with_units(office) if office else frozenset(),
        number=queries.page(),
    )
    try:
        found = search(db.session, g.viewer, wanted)
    except NotReady:
        found = None
    return render_template(
        "search/index.html",
        text=text,
        wanted=wanted,
        found=found,
        slugs=SLUGS,
        offices=offices(home()),
        code=showing.code_of(text),
        meant=showing.meant(text) if found and not found.total else [],
    )
