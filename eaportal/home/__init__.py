"""The front page: what waits for the person; a landing page for everyone else."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the page, and keep the list to which parts add their cards."""
    from eaportal.home import cards, views

    app.extensions[cards.NAME] = []
    app.register_blueprint(views.pages)
