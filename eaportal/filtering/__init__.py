"""Saved filters: named questions above lists and maps, on the front page, and kept.

`pages` says which lists and maps there are; `reading` and `of_maps` what each may be
asked and what a kept question means today; `bar` shows them above a page, `maps` where
else saved maps stand; `views` keeps them.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the pages, the bar above lists, and what stands in the menu and in front."""
    from eaportal import navigation
    from eaportal.filtering import bar, maps, views
    from eaportal.home import cards

    app.register_blueprint(views.pages)
    cards.add(app, bar.lists)
    cards.add(app, maps.previews)
    navigation.below(app, "maps.index", maps.in_menu)
    app.jinja_env.globals.update(saved_filters=bar.above, saved_maps=maps.saved)
