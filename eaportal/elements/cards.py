"""The cards that other subjects add to the page of an element."""

from collections.abc import Callable

from flask import Flask, current_app
from markupsafe import Markup

from architecture.model import Element

Card = Callable[[Element], str]
"""Returns the markup of a card (of `render_template`), or an empty text for none."""

_NAME = "element cards"


def register(app: Flask, card: Card) -> None:
    """Show a card on the page of every element, applications too."""
    app.extensions.setdefault(_NAME, []).append(card)


def cards(element: Element) -> list[Markup]:
    """Return the cards of an element, in the order in which they were registered."""
    made = (card(element) for card in current_app.extensions.get(_NAME, []))
    return [Markup(each) for each in made if each]  # noqa: S704 - of our templates
