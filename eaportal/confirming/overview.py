"""What waits to be confirmed: a to-do of the office, and a card on each element."""

from collections.abc import Iterator

from flask import g, render_template, url_for

from architecture import confirming
from architecture.confirming import Filters
from architecture.model import Element
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card, Piece
from eaportal.permissions import Permission, may

TITLE = "elemen perlu dipastikan masih benar"


def waiting(viewer: Viewer) -> Iterator[Piece]:
    """Yield what the offices of the viewer have not confirmed for a year.

    Late ones make it urgent; a letter or mail would ask `confirming.waiting` too.
    """
    for government in sorted(viewer.governments):
        offices = viewer.offices(government)
        if not offices or not may(viewer, Permission.ATTEST):
            continue
        asked = Filters(government=government, organisations=offices)
        found = confirming.waiting(db.session, viewer, asked)
        late = f"{found.late} di antaranya lewat tiga bulan" if found.late else ""
        yield Card(
            TITLE,
            url_for("confirming.index"),
            "checks",
            found.due,
            late or "terakhir dipastikan lebih dari setahun lalu",
            tone="red" if found.late else "orange",
            task=True,
            order=20 if found.late else 40,
        )


def card(element: Element) -> str:
    """Return the card that tells when the owner last found an element true."""
    if element.government_id not in g.viewer.governments:
        return ""
    last = confirming.last_of(db.session, element)
    return render_template(
        "confirming/card.html",
        element=element,
        last=last,
        due=confirming.is_due(element, last),
        may_confirm=may(g.viewer, Permission.ATTEST, element),
    )
