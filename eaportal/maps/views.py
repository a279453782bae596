"""The maps: which there are, one of them as a page and as a file."""

from flask import Blueprint, Response, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from architecture import elements
from architecture.maps.files.making import Form
from architecture.maps.looks import theming
from eaportal import days, db
from eaportal.maps import allowed, asked, choosing, drawings, gallery, showing
from eaportal.maps.known import map_of
from eaportal.maps.sending import sent
from eaportal.maps.wanted import Wanted
from eaportal.permissions import Permission, requires

pages = Blueprint("maps", __name__)

ENDINGS = ", ".join(Form)


@pages.get("/peta/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """Show which maps there are, and what each answers."""
    return gallery.page()


@pages.get("/peta/<slug>")
@requires(Permission.READ)
def show(slug: str) -> ResponseReturnValue:
    """Show a map with the same facts beneath; first the element in its middle."""
    view = allowed.sight(slug)
    if view.centred and not asked.wanted(view).focus:
        return choosing.page(view)
    return showing.page(showing.shown(view))


@pages.get("/peta/<slug>/gambar")
@requires(Permission.READ)
def drawn(slug: str) -> ResponseReturnValue:
    """Give the picture of a map as soon as it is there; asked for by htmx."""
    return showing.drawn(showing.shown(allowed.sight(slug)))


@pages.get("/peta/<slug>/isi")
@requires(Permission.READ)
def facts(slug: str) -> ResponseReturnValue:
    """Give the table of a map anew, when parts of it are switched off."""
    return showing.facts(allowed.sight(slug))


@pages.get("/peta/warna.css")
@requires(Permission.READ)
def colours() -> ResponseReturnValue:
    """Give the colours of the pictures in the dark and on paper."""
    return Response(theming.stylesheet(), mimetype="text/css")


@pages.get(f"/peta/<slug>.<any({ENDINGS}):ending>")
@requires(Permission.READ)
def download(slug: str, ending: str) -> ResponseReturnValue:
    """Send a map as a file, once the worker has written it."""
    view = allowed.sight(slug)
    wanted = asked.wanted(view)
    back = url_for("maps.show", slug=slug, **asked.query(wanted))
    map_ = map_of(g.viewer, wanted)
    return sent(wanted, map_, ending, name=f"peta-{slug}", back=back)


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


def _svg(picture: drawings.Picture) -> Markup:
    """Return the picture as part of a page; nothing active was left in it."""
    return Markup(drawings.read(picture) if picture.file else "")  # noqa: S704 - ours
