"""How many suspected pairs nobody has judged, as a card of the front page."""

from collections.abc import Iterator

from flask import url_for

from architecture import suspecting
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card
from eaportal.inventory import filters
from eaportal.permissions import Permission, may

TITLE = "pasangan aplikasi belum dinilai"


def waiting(viewer: Viewer) -> Iterator[Card]:
    """Tell those who judge pairs how many wait, once there was a sweep."""
    government = filters.home()
    if government is None or not may(viewer, Permission.JUDGE):
        return
    found = suspecting.read(db.session, viewer, government)
    if found.sweep is None:
        return
    yield Card(
        TITLE,
        url_for("suspicions.index", nilai="belum"),
        "arrows-diff",
        found.unjudged,
        "Diduga mengerjakan hal yang sama.",
        task=True,
        order=40,
    )
