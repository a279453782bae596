"""Pages of the operator of the installation: governments, national applications."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.governments import listed, nationals, overview, views
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    app.register_blueprint(nationals.pages)
    app.register_blueprint(listed.pages)
    cards.add(app, overview.facts)
