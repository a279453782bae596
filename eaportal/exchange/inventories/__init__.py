"""Pages for the administrator: bring an inventory in from a spreadsheet."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and the work that the worker does for them."""
    from eaportal.exchange.inventories import overview, views, work  # noqa: F401 - has jobs
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    cards.add(app, overview.waiting)
