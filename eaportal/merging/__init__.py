"""Two records of the inventory that are one: chosen, previewed, merged, undone."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.merging import views

    app.register_blueprint(views.pages)
