"""What the front page tells of the architecture."""

from collections.abc import Iterator

from flask import url_for

from architecture import elements
from architecture.layers import Layer
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card
from eaportal.inventory.filters import home
from eaportal.permissions import RULES, Permission, Reach

BEGIN = "Unggah buku kerja, atau catat proses bisnis dan layanan satu per satu."


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield how much the architecture holds; to its keepers, that it is to be begun."""
    root = home()
    if root is None:
        return
    counts = elements.by_layer(db.session, viewer, root)
    number = sum(
        sum(states.values())
        for layer, states in counts.items()
        if layer is not Layer.APPLICATION
    )
    if number:
        yield Card(
            "elemen arsitektur lainnya",
            url_for("elements.index"),
            "stack-2",
            number,
            "proses bisnis, layanan, data, infrastruktur, keamanan, strategi",
            tone="purple",
            order=61,
        )
    elif _keeps(viewer, root):
        yield Card(
            "Isi arsitektur instansi",
            url_for("elements.index"),
            "stack-2",
            text=BEGIN,
            task=True,
        )


def _keeps(viewer: Viewer, root: int) -> bool:
    """Tell whether the viewer may write in the whole government."""
    rules = RULES[Permission.EDIT]
    keepers = [role for role, reach in rules.items() if reach is Reach.GOVERNMENT]
    return bool(viewer.holds(keepers, government=root))
