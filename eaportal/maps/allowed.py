"""The maps that the person who asks may open."""

from flask import abort, g

from architecture.mapping.catalogue import VIEWS, View
from eaportal.maps import asked
from eaportal.maps.needs import needed, opens
from eaportal.permissions import require


def offered() -> list[View]:
    """Return the views that the person may open, in their order."""
    return [view for view in VIEWS.values() if opens(g.viewer, view.name)]


def sight(slug: str) -> View:
    """Return the view that the address names, or stop with the page 404 or 403."""
    view = asked.sight_of(slug) or abort(404)
    require(needed(view.name))
    return view
