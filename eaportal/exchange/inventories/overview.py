"""What the front page tells an administrator of imports."""

from collections.abc import Iterator

from flask import url_for

from architecture import inventory
from architecture.exchange.inventories import keeping
from architecture.roles import Role
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card


def waiting(viewer: Viewer) -> Iterator[Card]:
    """Yield imports that are not finished; where nothing is listed, how to begin."""
    governments = {post.government for post in viewer.holds([Role.ADMINISTRATOR])}
    if not governments:
        return
    yield Card(
        "impor belum diterapkan",
        url_for("imports.index"),
        "file-import",
        keeping.unfinished(db.session, governments),
        "Periksa pratinjaunya, lalu terapkan atau batalkan.",
        task=True,
    )
    if not inventory.by_status(db.session, governments):
        yield Card(
            "Impor daftar aplikasi",
            url_for("imports.create"),
            "file-import",
            text="Dari Excel atau CSV; perangkat daerahnya ikut dibuat.",
            order=10,
        )
