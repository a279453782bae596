"""The maps: which there are, one of them as a page and as a file."""

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    make_response,
    render_template,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from architecture import elements
from architecture.mapping.catalogue import VIEWS, View
from architecture.maps import theming
from eaportal import days, db, formats, storage
from eaportal.maps import asked, drawings, showing
from eaportal.maps.known import map_of
from eaportal.maps.wanted import Wanted
from eaportal.permissions import Permission, requires

pages = Blueprint("maps", __name__)

REFRESH = "2"
"""Seconds until a browser that waits for a file asks for it again."""

ENDINGS = {"svg": "image/svg+xml", "png": "image/png"}


@pages.get("/peta/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show which maps there are, and what each answers."""
    return render_template("maps/index.html", views=VIEWS.values())


@pages.get("/peta/<slug>")
@requires(Permission.READ)
def show(slug: str) -> ResponseReturnValue:
    """Show a map with the same facts beneath; first the element in its middle."""
    view = asked.sight_of(slug) or abort(404)
    if view.focus and not asked.wanted(view).focus:
        abort(404)
    return showing.page(showing.shown(view))


@pages.get("/peta/<slug>/gambar")
@requires(Permission.READ)
def drawn(slug: str) -> ResponseReturnValue:
    """Give the picture of a map as soon as it is there; asked for by htmx."""
    return showing.drawn(showing.shown(asked.sight_of(slug) or abort(404)))


@pages.get("/peta/<slug>/isi")
@requires(Permission.READ)
def facts(slug: str) -> ResponseReturnValue:
    """Give the table of a map anew, when parts of it are switched off."""
    return showing.facts(asked.sight_of(slug) or abort(404))


@pages.get("/peta/warna.css")
@requires(Permission.READ)
def colours() -> ResponseReturnValue:
    """Give the colours of the pictures in the dark and on paper."""
    return Response(theming.stylesheet(), mimetype="text/css")


@pages.get("/peta/<slug>.<any(svg, png):ending>")
@requires(Permission.READ)
def download(slug: str, ending: str) -> ResponseReturnValue:
    """Send the picture of a map as a file."""
    view = asked.sight_of(slug) or abort(404)
    return _file(view, asked.wanted(view), ending)


@pages.get("/arsitektur/elemen/<int:key>/peta-kecil")
@requires(Permission.READ)
def thumbnail(key: int) -> ResponseReturnValue:
    """Give the picture to stand in the page of an element; asked for by htmx."""
    if elements.find(db.session, g.viewer, key) is None:
        abort(404)
    wanted = Wanted(view="surroundings", focus=key, on=days.as_of().day.isoformat())
    picture = drawings.ask(g.viewer, wanted, map_of(g.viewer, wanted))
    return render_template(
        "maps/thumbnail.html", key=key, picture=picture, svg=_svg(picture)
    )


def _file(view: View, wanted: Wanted, ending: str) -> ResponseReturnValue:
    map_ = map_of(g.viewer, wanted)
    picture = drawings.ask(g.viewer, wanted, map_)
    if file := picture.png if ending == "png" else picture.file:
        day = days.as_of()
        stamp = f"-{days.stamp(day.day)}" if day.moved else f"-{formats.today()}"
        name = f"peta-{view.slug}{stamp}.{ending}"
        return storage.send_bytes(storage.current().read(file), name, ENDINGS[ending])
    page = render_template("maps/wait.html", map=map_, picture=picture)
    response = make_response(page, 202 if picture.drawing else 404)
    return _refreshing(response, picture)


def _refreshing(response: Response, picture: drawings.Picture) -> Response:
    if picture.drawing:
        response.headers["Refresh"] = REFRESH
    return response


def _svg(picture: drawings.Picture) -> Markup:
    """Return the picture as part of a page; nothing active was left in it."""
    return Markup(drawings.read(picture) if picture.file else "")  # noqa: S704 - ours
