"""Pages of the words that the search knows, and of its versions."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages and the work behind them."""
    from eaportal.thesaurus import drafts, views, work  # noqa: F401 - joins its pages

    app.register_blueprint(views.pages)
