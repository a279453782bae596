"""Cases in which the viewer's office has yet to answer, as a card of the front page."""

from collections.abc import Iterator

from flask import url_for

from architecture import consolidating
from architecture.roles import Role
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card


def waiting(viewer: Viewer) -> Iterator[Card]:
    """Tell the head of an office in how many cases it is asked."""
    posts = viewer.holds([Role.HEAD])
    if not posts:
        return
    offices = frozenset().union(*(post.organisations for post in posts))
    cases = consolidating.waiting_for(db.session, offices)
    if not cases:
        return
    one = cases[0]
    yield Card(
        "kasus konsolidasi menunggu tanggapan",
        url_for("consolidation.show", key=one.id)
        if len(cases) == 1
        else url_for("consolidation.index"),
        "puzzle",
        len(cases),
        "Aplikasi perangkat daerah Anda dibahas.",
        task=True,
        order=35,
    )
