"""The tree as a picker beside a field of codes: a level at a time, or a search."""

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import classifying
from architecture.classifying.suggesting import trees_of
from architecture.layers import Layer
from architecture.reference.codes import DOMAINS
from eaportal import db, queries
from eaportal.elements.places import layer_of
from eaportal.inventory.filters import home
from eaportal.permissions import Permission, requires
from eaportal.reference import showing
from eaportal.reference.views import pages

PART = "pilih-isi"
"""The part of the picker that a tree or a search replaces."""


@pages.get("/pilih")
@requires(Permission.READ)
def pick() -> ResponseReturnValue:
    """Give the codes right below one, a tree of the layer, or what a search finds."""
    codes = classifying.tree(db.session, government())
    layer = layer_of(request.args.get("lapisan"), Layer.SERVICE)
    domains = trees_of(layer) or abort(404)
    asked = request.args.get("pohon", "").upper()
    shown = {
        "tree": codes,
        "layer": layer,
        "government": government(),
        "field": request.args.get("untuk", "reference_codes")[:40],
        "domains": {code: DOMAINS[code] for code in domains},
        "domain": asked if asked in domains else domains[0],
    }
    if code := request.args.get("di", ""):
        node = codes.get(code[:40])
        if node is None or node.retired or node.domain not in domains:
            abort(404)
        return render_template("reference/level.html", node=node, **shown)
    hits = showing.found(codes, domains)
    part = request.headers.get("HX-Target") == PART
    name = f"reference/{'picker_part' if part else 'picker'}.html"
    return render_template(name, hits=hits, **shown)


def government() -> int:
    """Return the government whose codes are offered: that of the form, or the first."""
    asked = queries.whole(request.args.get("instansi"))
    return asked if asked in g.viewer.governments else home() or abort(404)
