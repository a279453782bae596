"""What the front page tells an administrator of changes of the offices."""

from collections.abc import Iterator

from flask import url_for

from architecture import restructuring
from architecture.model import RestructuringState
from architecture.reference.calendar import tanggal
from architecture.roles import Role
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield what could not be carried out, and what will be."""
    for post in viewer.holds([Role.ADMINISTRATOR])[:1]:
        for row in restructuring.waiting(db.session, post.government):
            url = url_for("restructuring.show", key=row.id)
            if row.problem:
                yield Card(
                    f"{row.title} belum dapat diberlakukan",
                    url,
                    "alert-triangle",
                    text=row.problem,
                    tone="orange",
                    task=True,
                    order=5,
                )
            elif row.state is RestructuringState.SET and row.effective_on:
                yield Card(
                    row.title,
                    url,
                    "sitemap",
                    text=f"Berlaku {tanggal(row.effective_on)}.",
                    order=72,
                )
