"""The portal: pages, forms, accounts and jobs around the architecture."""

from importlib import import_module
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from config import Config
from eaportal.db import LARGEST_KEY

FOUNDATION = (
    "db",
    "headers",
    "compression",
    "limits",
    "permissions",
    "forms",
    "errors",
    "formats",
    "badges",
    "navigation",
    "storage",
    "jobs",
    "indexes",
    "accounts",
    "home",
)
"""What every page stands on; the guard of `permissions` runs before the CSRF check
of `forms`, so that an expired session asks to sign in and keeps what was typed."""

PARTS: tuple[str, ...] = (
    "elements",
    "selecting",
    "search",
    "reference",
    "inventory",
    "registration",
    "review",
    "letters",
    "exchange.inventories",
    "exchange.book",
    "exchange.archimate",
    "rules",
    "fields",
    "organisations",
    "restructuring",
    "handing",
    "people",
    "governments",
    "maps",
    "impact",
    "planned",
    "comparing",
    "suspicions",
    "merging",
    "consolidation",
    "thesaurus",
    "roadmap",
    "confirming",
    "commenting",
    "returning",
    "filtering",
    "history",
    "public",
    "commands",
)
"""The subjects, each a package with `init_app`."""


class Key(IntegerConverter):
    """The id of a row in an address; what no database could hold leads to the 404."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        """Take what a plain integer takes."""
        super().__init__(url_map, *args, **{"max": LARGEST_KEY} | options)


def create_app(config: Config) -> Flask:
    """Join the parts; this is the only place that knows all of them."""
    app = Flask(__name__)
    app.config.from_object(config)
    app.url_map.converters["int"] = Key
    for name in (*FOUNDATION, *PARTS):
        import_module(f"eaportal.{name}").init_app(app)
    return app
