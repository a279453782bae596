"""What governments show to everyone: live applications that they share."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from architecture import inventory, organisations
from architecture.inventory import Filters
from eaportal import db, queries
from eaportal.permissions import public

pages = Blueprint("public", __name__, url_prefix="/katalog")


@pages.get("/")
@public
def index() -> ResponseReturnValue:
    """List the applications that are shared, with name and function only."""
    governments = organisations.names(db.session)
    asked = request.args.get("instansi", type=int)
    filters = Filters(
        text=queries.words(),
        government=asked if asked in governments else None,
        number=queries.page(),
    )
    return render_template(
        "public/index.html",
        page=inventory.catalogue(db.session, filters),
        filters=filters,
        governments=governments,
    )
