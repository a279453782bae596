"""Still true? Owners look at what they have once a year, and say so."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, the card of an element and the to-do of an office."""
    from eaportal.confirming import overview, views
    from eaportal.elements import cards
    from eaportal.home import cards as front

    app.register_blueprint(views.pages)
    cards.register(app, overview.card)
    front.add(app, overview.waiting)
