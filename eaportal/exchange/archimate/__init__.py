"""Pages that exchange the architecture with ArchiMate tools."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and the work that the worker does for them."""
    from eaportal.exchange.archimate import views, work  # noqa: F401 - has jobs

    app.register_blueprint(views.pages)
