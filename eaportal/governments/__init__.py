"""Pages on which the operator of the installation makes governments."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.governments import overview, views
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    cards.add(app, overview.facts)
