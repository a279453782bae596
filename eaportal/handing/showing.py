"""Handovers on the page of an element and on the front page."""

from collections.abc import Iterator

from flask import g, render_template, url_for

from architecture import handing
from architecture.model import Application, Element, Kind
from architecture.scope import Viewer
from eaportal import db, formats
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def card(element: Element) -> str:
    """Return the card of whose an element is; nothing where nothing can be done."""
    merged = isinstance(element, Application) and element.merged_into_id
    own = element.government_id in g.viewer.governments
    if not own or merged or element.government.kind is Kind.NATIONAL:
        return ""
    row = handing.of(db.session, g.viewer, element)
    may_offer = may(g.viewer, Permission.EDIT, element)
    others = g.viewer.offices(element.government_id) - {element.organisation_id}
    if row is None and not may_offer and not others:
        return ""
    return render_template(
        "handing/card.html",
        element=element,
        row=row,
        may_offer=may_offer,
        may_claim=bool(others) and element.organisation_id not in g.viewer.offices(),
    )


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield what waits for an answer of the viewer."""
    if may(viewer, Permission.ANSWER_HANDOVER):
        count = len(handing.waiting(db.session, viewer, formats.today()))
        if count:
            yield Card(
                "serah terima menunggu jawaban Anda",
                url_for("handing.index"),
                "arrow-right",
                count,
                "Aplikasi atau elemen yang ditawarkan atau diklaim.",
                task=True,
                order=26,
            )
