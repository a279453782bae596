"""Pages of the peta rencana: `views` shows it, `writing` is for those who plan."""

from importlib import import_module

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.home import cards
    from eaportal.roadmap import overview, views

    import_module("eaportal.roadmap.writing")
    app.register_blueprint(views.pages)
    cards.add(app, overview.facts)
