"""The lists of what a person comes back to, for the front page and the empty search."""

from collections.abc import Iterator

from flask import g, url_for

from architecture import returning
from architecture.model import Element
from architecture.returning import Opened
from architecture.scope import Viewer
from eaportal import db
from eaportal.elements.places import url_of
from eaportal.home.cards import Link, Links

FIRST = 6
"""So many on the front page; the others stand on the page of all."""


def is_pinned(element: Element) -> bool:
    """Tell whether the viewer pinned an element."""
    return returning.is_pinned(db.session, g.viewer, element)


def lists(viewer: Viewer, first: int = FIRST) -> Iterator[Links]:
    """Yield what the viewer pinned and what was opened last, if there is any."""
    if pins := returning.pinned(db.session, viewer, first):
        links = [of_element(each) for each in pins]
        more = url_for("returning.index")
        yield Links("Tersemat", links, more, "Semua yang tersemat", order=20)
    if opened := recent(viewer, first):
        more = url_for("returning.index", _anchor="terakhir")
        yield Links("Terakhir dibuka", opened, more, "Kelola daftar ini", order=30)


def recent(viewer: Viewer, first: int = returning.SHOWN) -> list[Link]:
    """Return links to what the viewer opened last."""
    return [_of_opened(each) for each in returning.recent(db.session, viewer, first)]


def of_element(element: Element) -> Link:
    """Return a link to an element, and what it is."""
    office = element.organisation.label
    if element.government_id not in g.viewer.governments:
        office = element.government.name
    under = f"{element.layer.value} · {element.code} · {office}"
    return Link(element.name, url_of(element), under)


def _of_opened(opened: Opened) -> Link:
    row = opened.thing
    if isinstance(row, Element):
        return of_element(row)
    url = url_for("registration.show", key=row.id)
    under = ["Usulan", row.number, row.organisation.label]
    return Link(row.name or "Belum bernama", url, " · ".join(filter(None, under)))
