"""Search over all layers, from the head of every page."""

from pathlib import Path

from flask import Flask

from architecture.seeking import seeker


def init_app(app: Flask) -> None:
    """Open the page, and keep the index beside the files of the installation."""
    from eaportal.search import views
    from eaportal.search.showing import excerpt, marked

    seeker.keep_in(Path(app.config["INSTANCE"]) / "indexes" / "search")
    app.register_blueprint(views.pages)
    app.jinja_env.globals.update(excerpt=excerpt, marked=marked)
