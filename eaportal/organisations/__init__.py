"""Pages for the administrator: the offices and the settings of a government."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.organisations import views

    app.register_blueprint(views.pages)
