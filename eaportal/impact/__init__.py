"""The page that says what stops with an element."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the page."""
    from eaportal.impact import views

    app.register_blueprint(views.pages)
