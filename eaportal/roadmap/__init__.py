"""Pages of the peta rencana."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.home import cards
    from eaportal.roadmap import overview, views

    app.register_blueprint(views.pages)
    cards.add(app, overview.facts)
