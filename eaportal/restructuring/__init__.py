"""A new SOTK: pages that draft, foresee and set it, and the job that does it."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, the card of the front page, and the job."""
    from eaportal.home import cards
    from eaportal.restructuring import overview, views, work  # noqa: F401 - the job

    app.register_blueprint(views.pages)
    cards.add(app, overview.facts)
