"""Saved filters: named questions above the lists, on the front page, and to be kept.

`pages` says which lists there are and what each may be asked; `reading` what a kept
question means today; `bar` shows them above a list; `views` keeps them.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, the bar above lists and the list of the front page."""
    from eaportal.filtering import bar, views
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    cards.add(app, bar.lists)
    app.jinja_env.globals.update(saved_filters=bar.above)
