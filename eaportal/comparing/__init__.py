"""The page that compares the model on two days."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.comparing import views

    app.register_blueprint(views.pages)
