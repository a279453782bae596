"""The page on which one chooses what stands in the middle of a map."""

from collections.abc import Iterable, Iterator, Sequence

from flask import g, render_template

from architecture import returning
from architecture.layers import Layer
from architecture.mapping import middles
from architecture.mapping.catalogue import View
from architecture.model import Element
from architecture.seeking import NotReady, Wanted, search
from eaportal import db, queries
from eaportal.home.cards import Link, Links
from eaportal.inventory import filters
from eaportal.maps import asked
from eaportal.navigation import url_with
from eaportal.returning import overview

FIRST = 8
"""So many of each list are offered."""


def page(view: View) -> str:
    """Show what may stand in the middle: found by words, or at hand already."""
    text = queries.words("q")
    found: Sequence[Element] | None = []
    if text:
        found = _found(view, text)
    return render_template(
        "maps/middle.html",
        view=view,
        text=text,
        links=None if found is None else _links(found),
        lists=[] if found else list(_at_hand(view)),
        kept=asked.query(asked.wanted(view)),
    )


def recent() -> list[Element]:
    """Return the elements that the viewer opened last."""
    opened = (each.thing for each in returning.recent(db.session, g.viewer))
    return [thing for thing in opened if isinstance(thing, Element)]


def fitting(view: View, rows: Iterable[Element]) -> Iterator[Element]:
    """Return what of these may stand in the middle of a view."""
    return (row for row in rows if row.layer in view.focus)


def _found(view: View, text: str) -> Sequence[Element] | None:
    """Return what bears these words, the best of each layer; None while it is built."""
    layers = sorted(view.focus) if len(view.focus) < len(Layer) else [None]
    try:
        return [
            hit.element
            for layer in layers
            for hit in search(db.session, g.viewer, Wanted(text=text, layer=layer)).hits
        ]
    except NotReady:
        return None


def _at_hand(view: View) -> Iterator[Links]:
    pinned = [*fitting(view, returning.pinned(db.session, g.viewer))]
    opened = [*fitting(view, recent())]
    if pinned:
        yield Links("Tersemat", _links(pinned[:FIRST]))
    if opened:
        yield Links("Terakhir dibuka", _links(opened[:FIRST]))
    home = filters.home()
    if home and len(pinned) + len(opened) < FIRST:
        most = middles.most_connected(
            db.session, g.viewer, home, view.focus, limit=FIRST
        )
        if most:
            yield Links("Paling banyak hubungannya", _links(most))


def _links(rows: Iterable[Element]) -> list[Link]:
    told = ((row, overview.of_element(row)) for row in rows)
    return [
        Link(link.label, url_with(fokus=row.id, q=None), link.under)
        for row, link in told
    ]
