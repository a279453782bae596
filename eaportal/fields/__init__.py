"""Pages of what a government adds without code: own fields, and words of the lists."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.fields import views, words

    app.register_blueprint(views.pages)
    app.register_blueprint(words.pages)
