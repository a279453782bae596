"""Handing an element to another office, and claiming one's own: pages and cards."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, the card of an element, and that of the front page."""
    from eaportal.elements import cards as of_elements
    from eaportal.handing import showing, views
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    of_elements.register(app, showing.card)
    cards.add(app, showing.facts)
