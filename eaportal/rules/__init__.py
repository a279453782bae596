"""Pages of the rules: how grave each finding is here, and the list of technology."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.rules import views

    app.register_blueprint(views.pages)
