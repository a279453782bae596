"""The pages of reference codes: the tree, one code, and the crosswalk of urusan."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the pages."""
    from eaportal.reference import owning, views  # noqa: F401 - joins its pages

    app.register_blueprint(views.pages)
