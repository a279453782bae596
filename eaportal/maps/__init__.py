"""Pages of the maps; the drawing itself is done by the worker and kept by content."""

from importlib import import_module

from flask import Flask

PAGES = ("relating", "small")


def init_app(app: Flask) -> None:
    """Join the pages, and let the worker draw."""
    from eaportal.maps import drawings, known, leading, views

    for name in PAGES:
        import_module(f"eaportal.maps.{name}")

    app.register_blueprint(views.pages)
    known.init_app(app)
    leading.init_app(app)
    app.extensions["drawings"] = drawings.Drawings(app.config["GRAPHVIZ_ENGINE"])
