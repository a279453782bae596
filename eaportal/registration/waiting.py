"""What waits for an office, as cards of the front page."""

from collections.abc import Iterator

from flask import url_for

from architecture.model import State
from architecture.registration import queue
from architecture.roles import Role
from architecture.scope import OFFICE_ROLES, Viewer
from eaportal import db
from eaportal.home.cards import Card


def waiting(viewer: Viewer) -> Iterator[Card]:
    """Tell operators of drafts and what came back, heads of what waits for them."""
    if not viewer.holds(OFFICE_ROLES):
        return
    rows = queue.at_work(db.session, viewer)
    returned = sum(each.state is State.RETURNED for each in rows)
    if returned:
        yield Card(
            "Usulan perlu perbaikan",
            url_for("registration.index", keadaan=State.RETURNED.name),
            "arrow-back-up",
            returned,
            "Dikembalikan dengan catatan; perbaiki lalu kirim lagi.",
            "orange",
            task=True,
            order=10,
        )
    drafts = len(rows) - returned
    if drafts:
        yield Card(
            "Draf usulan",
            url_for("registration.index", keadaan=State.DRAFT.name),
            "pencil",
            drafts,
            "Belum dikirim ke kepala OPD.",
            task=True,
            order=30,
        )
    if viewer.holds([Role.HEAD]):
        yield Card(
            "Menunggu pengesahan Anda",
            url_for("registration.index", keadaan=State.WAITING_FOR_HEAD.name),
            "writing-sign",
            len(queue.waiting_for_head(db.session, viewer)),
            "Periksa, lalu sahkan atau kembalikan.",
            "yellow",
            task=True,
            order=5,
        )
    yield Card(
        "Usulkan atau catat aplikasi",
        url_for("registration.begin"),
        "plus",
        text="Membangun, membeli, memakai yang ada, atau mencatat yang sudah berjalan.",
        order=10,
    )
