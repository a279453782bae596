"""Pins and what was opened last: a button, a page, and lists on the front page."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and let templates ask what is pinned and what was opened."""
    from eaportal.home import cards
    from eaportal.returning import overview, views

    app.register_blueprint(views.pages)
    cards.add(app, overview.lists)
    app.jinja_env.globals.update(
        is_pinned=overview.is_pinned,
        lists_to_return=overview.lists,
    )
