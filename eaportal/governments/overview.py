"""What the front page tells the operator of the installation."""

from collections.abc import Iterator

from flask import url_for

from architecture import organisations
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield how many governments there are, and how to add one."""
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
