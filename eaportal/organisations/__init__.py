"""Pages for the administrator: the offices and the settings of a government."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.home import cards
    from eaportal.organisations import overview, views

    app.register_blueprint(views.pages)
    cards.add(app, overview.facts)
