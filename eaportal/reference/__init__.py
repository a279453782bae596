"""The pages of reference codes: tree, one code, own codes, releases, what is asked."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the pages, and join the work behind them."""
    from architecture.classifying.suggesting import trees_of
    from eaportal.elements import cards
    from eaportal.reference import (  # noqa: F401 - join their pages
        choosing,
        owning,
        picking,
        releases,
        suggesting,
        views,
    )

    app.register_blueprint(views.pages)
    app.register_blueprint(releases.pages)
    cards.register(app, suggesting.card)
    app.jinja_env.globals.update(trees_of=trees_of)
