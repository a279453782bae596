"""Ways from other pages to the maps that tell more of what stands there."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, url_for

from architecture.layers import Layer
from architecture.mapping.catalogue import VIEWS
from architecture.model import Element

OF_LAYER: Mapping[Layer, str] = {
    Layer.STRATEGY: "strategy",
    Layer.BUSINESS: "capabilities",
    Layer.INFRASTRUCTURE: "infrastructure",
    Layer.SECURITY: "security",
}
"""The view that tells of a whole layer, by name."""


def address(name: str, **asked: Any) -> str:
    """Return where a view of that name is shown; empty if there is none."""
    view = VIEWS.get(name)
    return url_for("maps.show", slug=view.slug, **asked) if view else ""


def with_middle(element: Element, day: str | None = None) -> list[tuple[str, str, str]]:
    """Return the maps in whose middle an element may stand: title, address, icon."""
    return [
        (view.title, address(view.name, fokus=element.id, tanggal=day), view.icon)
        for view in VIEWS.values()
        if element.layer in view.focus
    ]


def of_layer(layer: Layer, **asked: Any) -> str:
    """Return where the map of a layer is shown; empty if it has none of its own."""
    return address(OF_LAYER.get(layer, ""), **asked)


def init_app(app: Flask) -> None:
    """Let templates lead to maps."""
    app.jinja_env.globals.update(
        map_address=address, maps_around=with_middle, map_of_layer=of_layer
    )
