"""The catalogue that everyone may read, without an account."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.public import views

    app.register_blueprint(views.pages)
