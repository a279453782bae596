"""Pages for the administrator: bring an inventory in from a spreadsheet."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and the work that the worker does for them."""
    from eaportal.imports import views, work  # noqa: F401 - registers its jobs

    app.register_blueprint(views.pages)
