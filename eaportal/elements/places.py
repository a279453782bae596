"""Where the elements of a layer are found: their part of the address."""

from collections.abc import Mapping

from flask import url_for
from werkzeug.routing import BaseConverter, ValidationError

from architecture.layers import Layer, Verb
from architecture.model import Element

SLUGS: Mapping[Layer, str] = {
    Layer.STRATEGY: "strategi",
    Layer.BUSINESS: "proses-bisnis",
    Layer.SERVICE: "layanan",
    Layer.DATA: "data",
    Layer.APPLICATION: "aplikasi",
    Layer.INFRASTRUCTURE: "infrastruktur",
    Layer.SECURITY: "keamanan",
}
"""How an address calls a layer, in the order in which an architect fills them."""

_LAYERS = {slug: layer for layer, slug in SLUGS.items()}


class Slug(BaseConverter):
    """A layer in an address; a word that is none leads to the 404."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> Layer:
        """Return the layer of that name."""
        try:
            return _LAYERS[value]
        except KeyError:
            raise ValidationError from None

    def to_url(self, value: Layer) -> str:
        """Return how the address calls a layer."""
        return SLUGS[value]


def slug_of(layer: Layer) -> str:
    """Return how an address calls a layer."""
    return SLUGS[layer]


def code_of(verb: Verb, outgoing: bool) -> str:
    """Return how an address calls a verb that leads out of something, or into it.

    >>> code_of(Verb.USES, True), code_of(Verb.USES, False)
    ('USES-ke', 'USES-dari')
    """
    return f"{verb.name}-{'ke' if outgoing else 'dari'}"


def layer_of(slug: str | None, default: Layer) -> Layer:
    """Return the layer that a query calls so; another word is no error."""
    return _LAYERS.get(slug or "", default)


def layer_of_slug(slug: str | None) -> Layer | None:
    """Return the layer that a query calls so; None for another word."""
    return _LAYERS.get(slug or "")


def url_of(element: Element, day: str | None = None) -> str:
    """Return the page of an element, on another day if one is given as ISO text.

    Applications have a page of their own.
    """
    application = element.layer is Layer.APPLICATION
    place = "inventory.show" if application else "elements.show"
    return url_for(place, key=element.id, tanggal=day)


def url_of_edit(element: Element, day: str | None = None) -> str:
    """Return the form of an element, to plan for a day if one is given."""
    application = element.layer is Layer.APPLICATION
    place = "inventory.edit" if application else "elements.edit"
    return url_for(place, key=element.id, mulai=day)
