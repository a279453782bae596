"""The pages whose question can be saved: a fixed register, so no address is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from architecture.layers import Layer
from architecture.mapping.catalogue import VIEWS, View
from eaportal.elements.places import SLUGS
from eaportal.maps.needs import needed
from eaportal.permissions import Permission

MIDDLE = "fokus"
"""How the address of a map calls the element in its middle."""


@dataclass(frozen=True, slots=True)
class Page:
    """A list or a map: its name in the table, its title, and where it is.

    `view` is what kind of map it is; a map can be saved with nothing chosen, too.
    """

    key: str
    title: str
    endpoint: str
    permission: Permission = Permission.READ
    values: Mapping[str, Any] = field(default_factory=dict)
    view: View | None = None

    @property
    def noun(self) -> str:
        """Return what is saved of it, as people say."""
        return "tampilan" if self.view else "saringan"

    def says(self, asked: Mapping[str, str]) -> bool:
        """Tell whether there is something to save."""
        if self.view is None:
            return bool(asked)
        return not self.view.centred or MIDDLE in asked

    def address(self, query: Mapping[str, Any]) -> str:
        """Return where the list is, narrowed by this."""
        return url_for(self.endpoint, **{**self.values, **query})


_ALL = (
    Page("aplikasi", "Inventaris", "inventory.index"),
    *(
        Page(slug, layer.value, "elements.layer", values={"layer": layer})
        for layer, slug in SLUGS.items()
        if layer is not Layer.APPLICATION
    ),
    Page("matriks", "Matriks", "elements.matrix"),
    Page("kelengkapan", "Kelengkapan", "elements.completeness"),
    Page("usulan", "Usulan", "registration.index", Permission.READ_REGISTRATIONS),
    *(
        Page(
            f"peta-{view.slug}",
            view.title,
            "maps.show",
            needed(view.name),
            values={"slug": view.slug},
            view=view,
        )
        for view in VIEWS.values()
    ),
)

PAGES: Mapping[str, Page] = {page.key: page for page in _ALL}
MAPS = frozenset(page.key for page in _ALL if page.view)


def here() -> Page | None:
    """Return which of them this request shows."""
    shown = request.endpoint, request.view_args or {}
    return next((each for each in _ALL if (each.endpoint, each.values) == shown), None)
