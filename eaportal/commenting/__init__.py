"""Comments: a card on each element, what is open, and what waits for oneself."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, the card of an element and the to-do of whoever is asked."""
    from eaportal.commenting import overview, views
    from eaportal.elements import cards
    from eaportal.home import cards as front

    app.register_blueprint(views.pages)
    cards.register(app, overview.card)
    front.add(app, overview.waiting)
