"""The landscape, what is around an element, and both as files."""

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

from architecture import elements, organisations
from architecture.maps.content import Map
from eaportal import days, db, storage
from eaportal.inventory import filters
from eaportal.maps import drawings
from eaportal.maps.wanted import Wanted, content
from eaportal.permissions import Permission, requires

pages = Blueprint("maps", __name__)

REFRESH = "2"
"""Seconds until the page looks again for the picture; by header, without script."""


@pages.get("/peta/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show the applications of the government in their offices."""
    wanted = _landscape()
    map_ = content(db.session, g.viewer, wanted)
    offices = filters.offices(wanted.government)
    return _page("maps/landscape.html", wanted, map_, offices=offices)


@pages.get("/peta/lanskap.svg")
@requires(Permission.READ)
def landscape_svg() -> ResponseReturnValue:
    """Send the picture of the landscape as a file."""
    return _file(_landscape(), "lanskap-aplikasi.svg")


@pages.get("/peta/lanskap.png")
@requires(Permission.READ)
def landscape_png() -> ResponseReturnValue:
    """Send the landscape as pixels, for slides and printers."""
    return _file(_landscape(), "lanskap-aplikasi.png", pixels=True)


@pages.get("/aplikasi/<int:key>/peta")
@pages.get("/arsitektur/elemen/<int:key>/peta")
@requires(Permission.READ)
def surroundings(key: int) -> ResponseReturnValue:
    """Show what an element depends on, and what depends on it."""
    element = elements.find(db.session, g.viewer, key) or abort(404)
    wanted = _surroundings(key)
    map_ = content(db.session, g.viewer, wanted)
    return _page("maps/surroundings.html", wanted, map_, element=element)


@pages.get("/arsitektur/elemen/<int:key>/peta.svg")
@requires(Permission.READ)
def surroundings_svg(key: int) -> ResponseReturnValue:
    """Send that picture as a file."""
    if elements.find(db.session, g.viewer, key) is None:
        abort(404)
    return _file(_surroundings(key), "peta-sekitar.svg")


@pages.get("/arsitektur/elemen/<int:key>/peta-kecil")
@requires(Permission.READ)
def thumbnail(key: int) -> ResponseReturnValue:
    """Give the picture to stand in the page of an element; asked for by htmx."""
    if elements.find(db.session, g.viewer, key) is None:
        abort(404)
    wanted = _surroundings(key)
    picture = drawings.ask(g.viewer, wanted, content(db.session, g.viewer, wanted))
    return render_template(
        "maps/thumbnail.html", key=key, picture=picture, svg=_svg(picture)
    )


def _page(template: str, wanted: Wanted, map_: Map, **words: object) -> Response:
    picture = drawings.ask(g.viewer, wanted, map_)
    page = render_template(
        template,
        map=map_,
        wanted=wanted,
        picture=picture,
        svg=_svg(picture),
        whole=request.args.get("ukuran") == "utuh",
        as_of=days.as_of(),
        **words,
    )
    response = make_response(page)
    if picture.drawing:
        response.headers["Refresh"] = REFRESH
    return response


def _file(wanted: Wanted, name: str, *, pixels: bool = False) -> ResponseReturnValue:
    map_ = content(db.session, g.viewer, wanted)
    picture = drawings.ask(g.viewer, wanted, map_)
    if days.as_of().moved:
        stem, _, ending = name.rpartition(".")
        name = f"{stem}-{days.stamp(days.as_of().day)}.{ending}"
    if file := picture.png if pixels else picture.file:
        kind = "image/png" if pixels else "image/svg+xml"
        return storage.send_bytes(storage.current().read(file), name, kind)
    page = render_template("maps/wait.html", map=map_, picture=picture)
    response = make_response(page, 202 if picture.drawing else 404)
    if picture.drawing:
        response.headers["Refresh"] = REFRESH
    return response


def _svg(picture: drawings.Picture) -> Markup:
    """Return the picture as part of a page; nothing active was left in it."""
    return Markup(drawings.read(picture) if picture.file else "")  # noqa: S704 - ours


def _landscape() -> Wanted:
    government = filters.home() or abort(404)
    office = request.args.get("opd", 0, type=int)
    if office and office not in organisations.parents(db.session, [government]):
        abort(404)
    return Wanted(
        view="landscape",
        government=government,
        office=office,
        on=days.as_of().day.isoformat(),
    )


def _surroundings(key: int) -> Wanted:
    hops = request.args.get("langkah", 1, type=int)
    return Wanted(
        view="surroundings",
        element=key,
        hops=min(max(hops, 1), 3),
        on=days.as_of().day.isoformat(),
    )
