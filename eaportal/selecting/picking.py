"""Which elements were selected: ticked ones, or all that a list shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, request

from architecture import elements, inventory
from architecture.elements.listing import LARGEST_PAGE
from architecture.inventory.listing import Where
from architecture.layers import Layer
from architecture.selecting import MOST, Editor
from eaportal import db, formats, queries
from eaportal.elements import filters
from eaportal.inventory import filters as applications
from eaportal.permissions import Permission, reach

TICKED, ALL = "pilih", "semua"
STEP = ("hal", "arah", "tuju")
"""What the address says of what is to be done; the rest says to what."""

_ASIDE = {TICKED, ALL, *STEP, "halaman", "kembali"}

Filters = elements.Filters | inventory.Filters


@dataclass(frozen=True)
class Offer:
    """What a list offers to its viewer: how much of it they may change at once.

    `keep` is what its address says, for the form of the ticks to say it again.
    """

    layer: Layer
    total: int
    keep: Sequence[tuple[str, str]]

    @property
    def fits(self) -> bool:
        """Tell whether all of it can be changed at once."""
        return self.total <= MOST

    @property
    def most(self) -> int:
        """Return how much can be changed at once."""
        return MOST


def offer(layer: Layer, asked: Filters, total: int) -> Offer | None:
    """Return what the list offers; nothing on another day, of others, or to readers."""
    allowed = reach(g.viewer, Permission.EDIT, asked.government or 0)
    if allowed == frozenset() or asked.on is not None or not _owned(asked):
        return None
    if allowed is not None:
        total = _part(asked).count_of(db.session, g.viewer, asked, allowed)
    return Offer(layer, total, kept())


def picked(layer: Layer) -> Sequence[int]:
    """Return the ids that the address selects, one more than the most at the most."""
    if ALL not in request.args:
        keys = (queries.whole(each) for each in request.args.getlist(TICKED))
        return [key for key in dict.fromkeys(keys) if key][:LARGEST_PAGE]
    asked = asked_of(layer)
    if not _owned(asked):
        return []
    allowed = reach(g.viewer, Permission.EDIT, asked.government or 0)
    found: Sequence[int] = _part(asked).keys(
        db.session, g.viewer, asked, owners=allowed, limit=MOST + 1
    )
    return found


def asked_of(layer: Layer) -> Filters:
    """Return what the list of a layer is narrowed by in this request."""
    return applications.asked() if layer is Layer.APPLICATION else filters.asked(layer)


def editor(layer: Layer) -> Editor:
    """Return the viewer as the editor of a layer of the government of the list."""
    root = filters.government()
    edit = reach(g.viewer, Permission.EDIT, root)
    return Editor(
        viewer=g.viewer,
        government=root,
        layer=layer,
        edit=edit,
        today=formats.today(),
    )


def kept() -> list[tuple[str, str]]:
    """Return what the address says of the list."""
    return [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name not in _ASIDE
    ]


def selection() -> dict[str, Any]:
    """Return what the address says of the selection and of the list, for others."""
    several = {
        name: values
        for name, values in request.args.to_dict(flat=False).items()
        if name not in {*STEP, "halaman"}
    }
    return dict(several)


def list_url(layer: Layer) -> str:
    """Return the address of the list from which the selection came."""
    query: dict[str, Any] = {}
    for name, value in kept():
        query.setdefault(name, []).append(value)
    if layer is Layer.APPLICATION:
        return queries.address("inventory.index", query)
    return queries.address("elements.layer", query, layer=layer)


def _owned(asked: Filters) -> bool:
    return not isinstance(asked, inventory.Filters) or asked.where is Where.OWN


def _part(asked: Filters) -> Any:
    return inventory if isinstance(asked, inventory.Filters) else elements
