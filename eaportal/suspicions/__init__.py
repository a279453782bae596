"""Applications that may do the same work: the list, a pair, a cluster, the sweep.

`listing` shows the list and asks for a sweep, `pair` puts two side by side and takes
the judgement, `grouped` shows clusters and families, `work` sweeps in the worker.
"""

from importlib import import_module

from flask import Flask

PAGES = ("listing", "pair", "grouped", "work")


def init_app(app: Flask) -> None:
    """Join the pages, let the worker sweep, and tell the front page what waits."""
    from eaportal.home import cards
    from eaportal.suspicions.blueprint import pages
    from eaportal.suspicions.waiting import waiting

    for name in PAGES:
        import_module(f"eaportal.suspicions.{name}")
    app.register_blueprint(pages)
    cards.add(app, waiting)
