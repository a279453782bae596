"""Signing in and out, and the own password."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, and tell who is signed in."""
    from eaportal.accounts import signing_in, views

    signing_in.init_app(app)
    app.register_blueprint(views.pages)
