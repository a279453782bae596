"""What the front page tells of the inventory."""

from collections.abc import Iterator
from dataclasses import replace

from flask import url_for

from architecture import inventory
from architecture.inventory import Filters
from architecture.inventory.listing import Where
from architecture.layers import ApplicationType
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield how many applications the government owns and uses."""
    if not may(viewer, Permission.READ):
        return
    own = Filters()
    total = inventory.count(db.session, viewer, own)
    sites = inventory.count(
        db.session, viewer, replace(own, type=ApplicationType.WEBSITE)
    )
    yield Card(
        "aplikasi tercatat",
        url_for("inventory.index"),
        "apps",
        total - sites,
        f"dan {sites} situs web" if sites else "",
        order=60,
    )
    used = inventory.count(db.session, viewer, Filters(where=Where.USED))
    yield Card(
        "aplikasi dipakai bersama",
        url_for("inventory.index", milik="dipakai"),
        "share",
        used,
        "milik OPD lain atau instansi pusat",
        tone="teal",
        order=61,
    )
