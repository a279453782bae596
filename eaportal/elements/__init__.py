"""The pages of the architecture: six layers and the strategy above, and relations.

`views` shows, `changing` writes elements, `relating` relations, `matrix` crosses two
layers, `completeness` tells what is missing; `cards` is where others add theirs.
"""

from importlib import import_module

from flask import Flask

PAGES = ("changing", "relating", "amending", "matrix", "completeness", "work")


def init_app(app: Flask) -> None:
    """Open the pages, and let templates lead to an element of any layer."""
    from eaportal.elements import places, showing

    app.url_map.converters["layer"] = places.Slug
    for name in PAGES:
        import_module(f"eaportal.elements.{name}")
    from eaportal.elements import front
    from eaportal.elements.views import pages
    from eaportal.home import cards as home_cards

    app.register_blueprint(pages)
    home_cards.add(app, front.facts)
    app.jinja_env.globals.update(
        url_of_element=places.url_of,
        url_of_edit=places.url_of_edit,
        slug_of=places.slug_of,
        inverse=showing.inverse,
        said=showing.said,
    )
