"""Pages of consolidation: what could be joined, cases, their letters and steps."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.consolidation import deciding, following, reporting, views  # noqa: F401 - join
    from eaportal.consolidation.waiting import waiting
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    cards.add(app, waiting)
