"""The lists whose filters can be saved: a fixed register, so no address is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from architecture.layers import Layer
from eaportal.elements.places import SLUGS
from eaportal.permissions import Permission


@dataclass(frozen=True, slots=True)
class Page:
    """A list: its name in the table, its title, and where it is."""

    key: str
    title: str
    endpoint: str
    permission: Permission = Permission.READ
    values: Mapping[str, Any] = field(default_factory=dict)

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
)

PAGES: Mapping[str, Page] = {page.key: page for page in _ALL}


def here() -> Page | None:
    """Return which of the lists this request shows."""
    shown = request.endpoint, request.view_args or {}
    return next((each for each in _ALL if (each.endpoint, each.values) == shown), None)
