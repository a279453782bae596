"""The pages that change a selection of elements at once, with a preview between.

`picking` says what was selected, `forms` asks what becomes of it, `views` shows and
writes, `work` does so for large selections.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages."""
    from eaportal.selecting import views, work  # noqa: F401 - the worker finds it

    app.register_blueprint(views.pages)
