"""A map as a file: sent once the worker has written it, waited for until then."""

from flask import g, make_response, render_template
from flask.typing import ResponseReturnValue

from architecture.maps.content import Map
from architecture.maps.files.making import MEDIA
from eaportal import days, formats, storage
from eaportal.maps import drawings, leaves
from eaportal.maps.wanted import Wanted

REFRESH = "2"
"""Seconds until a browser that waits for a file asks for it again."""


def sent(
    wanted: Wanted, map_: Map, ending: str, *, name: str, back: str
) -> ResponseReturnValue:
    """Send a file called so, or a page that asks again; `back` leads to the map."""
    leaf = leaves.asked(ending)
    picture = drawings.ask(g.viewer, wanted, map_, leaf)
    if picture.file:
        day = days.as_of()
        stamp = days.stamp(day.day) if day.moved else formats.today()
        called = f"{name}-{stamp}{leaves.name_of(leaf)}.{ending}"
        content = storage.current().read(picture.file)
        return storage.send_bytes(content, called, MEDIA[leaf.form])
    return waited(map_, picture, form=leaf.form, back=back)


def waited(
    map_: Map, picture: drawings.Picture, *, form: str, back: str
) -> ResponseReturnValue:
    """Return the page that asks again for a file; 404 where none can be made now."""
    page = render_template(
        "maps/wait.html", map=map_, picture=picture, form=form, back=back
    )
    response = make_response(page, 202 if picture.drawing else 404)
    if picture.drawing:
        response.headers["Refresh"] = REFRESH
    return response
