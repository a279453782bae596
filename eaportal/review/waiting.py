"""What waits for reviewers, validators, signatories and coordinators, as a card."""

from collections.abc import Iterator

from flask import url_for

from architecture.registration import queue
from architecture.scope import Viewer
from eaportal import db, formats
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def waiting(viewer: Viewer) -> Iterator[Card]:
    """Tell how many steps the viewer can take now, and how many of them are late."""
    if not may(viewer, Permission.REVIEW):
        return
    mine = queue.waiting_for(db.session, viewer, today=formats.today())
    late = sum(each.late > 0 for each in mine)
    yield Card(
        "Usulan menunggu Anda",
        url_for("review.index"),
        "gavel",
        len({each.registration.id for each in mine}),
        f"{late} langkah melewati target waktu." if late else "Semua dalam target.",
        "orange" if late else "azure",
        task=True,
        order=8,
    )
