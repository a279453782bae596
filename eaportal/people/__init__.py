"""Pages on which an administrator keeps the accounts of a government."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.people import views

    app.register_blueprint(views.pages)
