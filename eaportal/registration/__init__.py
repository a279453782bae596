"""Registrations as the office meets them: begin, fill in, answer, send, follow.

`blueprint` holds what all pages share; `sections` and `forms` say what is asked;
`findings` and `progress` make what pages show; the pages stand in modules by subject.
"""

from importlib import import_module

from flask import Flask

PAGES = (
    "listing",
    "beginning",
    "filling",
    "answering",
    "claiming",
    "documents",
    "sending",
)


def init_app(app: Flask) -> None:
    """Join the pages, and tell the front page what waits."""
    from eaportal.home import cards
    from eaportal.registration.blueprint import pages
    from eaportal.registration.waiting import waiting

    for name in PAGES:
        import_module(f"eaportal.registration.{name}")
    app.register_blueprint(pages)
    cards.add(app, waiting)
