"""What the front page tells the operator of the installation."""

from collections.abc import Iterator

from flask import url_for

from architecture import organisations
from architecture.inventory import nationals
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield how many governments there are, how to add one, and what waits."""
    if not may(viewer, Permission.MANAGE_GOVERNMENTS):
        return
    yield Card(
        "Tambah instansi",
        url_for("governments.create"),
        "plus",
        text="Pemerintah daerah baru beserta administrator pertamanya.",
    )
    yield Card(
        "instansi",
        url_for("governments.index"),
        "building-bank",
        len(organisations.governments(db.session)),
    )
    yield Card(
        "calon aplikasi nasional",
        url_for("nationals.index"),
        "flag",
        len(nationals.candidates(db.session)),
    )
