"""Pages of the inventory: the list, one application, its uses, its changes."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and the cards of the front page."""
    from eaportal.home import cards
    from eaportal.inventory import (  # `changes` adds pages to those of `views`
        changes,  # noqa: F401
        confirming,  # noqa: F401
        overview,
        views,
    )

    app.register_blueprint(views.pages)
    cards.add(app, overview.facts)
