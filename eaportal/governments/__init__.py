"""Pages on which the operator of the installation makes governments."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.governments import views

    app.register_blueprint(views.pages)
