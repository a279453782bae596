"""The tree of reference codes, the page of one code, and the crosswalk of urusan."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture import classifying
from architecture.classifying import asking
from architecture.reference.codes import DOMAINS
from eaportal import db, queries
from eaportal.elements.filters import government
from eaportal.permissions import Permission, requires
from eaportal.reference import showing

pages = Blueprint("reference", __name__, url_prefix="/referensi")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show a tree with the branches that the address opens, or what a search finds."""
    root = government()
    codes = classifying.tree(db.session, root)
    part = request.headers.get("HX-Target") == "pohon"
    return render_template(
        f"reference/{'tree' if part else 'index'}.html",
        tree=codes,
        domains=DOMAINS,
        domain=showing.domain(),
        opened=showing.opened(),
        hits=showing.found(codes),
        tally=showing.tally(root),
        asked=asking.count(db.session, root),
    )


@pages.get("/kode/<string:code>")
@requires(Permission.READ)
def show(code: str) -> ResponseReturnValue:
    """Show a code: where it stands, what is said of it, and what bears it."""
    root = government()
    codes = classifying.tree(db.session, root)
    node = codes.get(code) or abort(404)
    counts = showing.tally(root)
    return render_template(
        "reference/show.html",
        node=node,
        tree=codes,
        domains=DOMAINS,
        tally=counts,
        loose=showing.loose(codes, counts, node.code),
        notes=showing.notes_of(node.own),
        page=classifying.page_of(db.session, g.viewer, root, node.code, queries.page()),
        matters=showing.matters(root, node.code) if node.domain == "RAB" else [],
        release=classifying.current(db.session),
    )


@pages.get("/urusan")
@requires(Permission.READ)
def matters() -> ResponseReturnValue:
    """Show which codes answer to each urusan, and which offices see to it."""
    root = government()
    return render_template(
        "reference/matters.html",
        matters=showing.matters(root),
        tree=classifying.tree(db.session, root),
    )
