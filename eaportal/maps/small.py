"""The small picture of a map, for cards that lead to it; fetched after the page."""

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from architecture.maps.files.making import MEDIA, Form
from eaportal import storage
from eaportal.maps import allowed, asked, drawings
from eaportal.maps.known import map_of
from eaportal.maps.views import pages
from eaportal.permissions import Permission, requires


@pages.get("/peta/<slug>/kecil")
@requires(Permission.READ)
def small(slug: str) -> ResponseReturnValue:
    """Give the kept picture; without one have it drawn, if that is asked for."""
    view = allowed.sight(slug)
    wanted = asked.wanted(view)
    map_ = map_of(g.viewer, wanted)
    picture = drawings.kept(wanted, map_)
    if not picture.file and asked.ONLY_KEPT in request.args:
        return "", 204
    if not picture.file:
        picture = drawings.ask(g.viewer, wanted, map_)
    return render_template(
        "maps/small.html",
        view=view,
        map=map_,
        query=asked.query(wanted),
        picture=picture,
    )


@pages.get("/peta/<slug>/gambar.svg")
@requires(Permission.READ)
def image(slug: str) -> ResponseReturnValue:
    """Send the kept picture to stand small in a page; nothing is drawn for it."""
    view = allowed.sight(slug)
    wanted = asked.wanted(view)
    picture = drawings.kept(wanted, map_of(g.viewer, wanted))
    if not picture.file:
        abort(404)
    drawn = storage.current().read(picture.file)
    return storage.send_bytes(drawn, f"peta-{slug}.svg", MEDIA[Form.SVG])
