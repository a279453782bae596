"""Planned changes: their list, how they are changed, and the job that carries them."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and let the worker carry what is due."""
    from eaportal.elements import cards
    from eaportal.planned import showing, views, work  # noqa: F401 - the job

    app.register_blueprint(views.pages)
    cards.register(app, showing.card)
