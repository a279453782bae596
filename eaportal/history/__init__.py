"""Pages: what was changed, by whom, from what to what."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.elements import cards
    from eaportal.history import telling, undoing, views, work  # noqa: F401 - pages, jobs

    app.register_blueprint(views.pages)
    cards.register(app, telling.card)
