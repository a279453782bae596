"""The small picture of a map, for cards that lead to it; fetched after the page."""

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from eaportal import db
from eaportal.maps import asked, drawings
from eaportal.maps.views import pages
from eaportal.maps.wanted import content
from eaportal.permissions import Permission, requires


@pages.get("/peta/<slug>/kecil")
@requires(Permission.READ)
def small(slug: str) -> ResponseReturnValue:
    """Give the picture if it is kept, or have it drawn and say so."""
    view = asked.sight_of(slug) or abort(404)
    wanted = asked.wanted(view)
    map_ = content(db.session, g.viewer, wanted)
    return render_template(
        "maps/small.html",
        view=view,
        map=map_,
        query=asked.query(wanted),
        picture=drawings.ask(g.viewer, wanted, map_),
    )
