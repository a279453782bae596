"""Kominfo's side of a registration: the queue, the working page, the comparison.

`queueing` shows what waits, `working` the page on which a step is taken, `deciding`
takes it, `together` takes several at once, `beside` puts a registration next to
something that resembles it (`comparing` says how), `claiming`
judges what may stay beside an Aplikasi Umum, `waiting` tells the front page.
"""

from importlib import import_module

from flask import Flask

PAGES = ("queueing", "working", "deciding", "together", "beside", "claiming")


def init_app(app: Flask) -> None:
    """Join the pages, and tell the front page what waits."""
    from eaportal.home import cards
    from eaportal.review.blueprint import pages
    from eaportal.review.waiting import waiting

    for name in PAGES:
        import_module(f"eaportal.review.{name}")
    app.register_blueprint(pages)
    cards.add(app, waiting)
