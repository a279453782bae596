"""Pages of the peta rencana."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.roadmap import views

    app.register_blueprint(views.pages)
