"""The maps: which there are, one of them as a page and as a file."""

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    make_response,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from architecture import elements
from architecture.mapping.catalogue import VIEWS, View
from architecture.maps.content import Map
from eaportal import days, db, formats, storage
from eaportal.inventory import filters
from eaportal.maps import asked, drawings
from eaportal.maps.known import map_of
from eaportal.maps.wanted import Wanted
from eaportal.permissions import Permission, requires

pages = Blueprint("maps", __name__)

REFRESH = "2"
"""Seconds until the page looks again for the picture; by header, without script."""

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
    wanted = asked.wanted(view)
    if view.focus and not wanted.focus:
        abort(404)
    map_ = map_of(g.viewer, wanted)
    return _page(view, wanted, map_)


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


def _page(view: View, wanted: Wanted, map_: Map) -> Response:
    picture = drawings.ask(g.viewer, wanted, map_)
    page = render_template(
        "maps/show.html",
        view=view,
        map=map_,
        wanted=wanted,
        query=asked.query(wanted),
        words=asked.WORDS,
        picture=picture,
        svg=_svg(picture),
        offices=filters.offices(wanted.government) if view.offices else [],
        whole=request.args.get("ukuran") == "utuh",
        as_of=days.as_of(),
        compare=days.as_of(asked.COMPARE),
    )
    return _refreshing(make_response(page), picture)


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
