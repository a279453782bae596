"""The portal: pages, forms, accounts and jobs around the architecture."""

from importlib import import_module

from flask import Flask

from config import Config

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
    "accounts",
    "home",
)
"""What every page stands on; the guard of `permissions` runs before the CSRF check
of `forms`, so that an expired session asks to sign in and keeps what was typed."""

PARTS: tuple[str, ...] = (
    "inventory",
    "registration",
    "review",
    "letters",
    "imports",
    "organisations",
    "people",
    "governments",
    "maps",
    "roadmap",
    "public",
    "commands",
)
"""The subjects, each a package with `init_app`."""


def create_app(config: Config) -> Flask:
    """Join the parts; this is the only place that knows all of them."""
    app = Flask(__name__)
    app.config.from_object(config)
    for name in (*FOUNDATION, *PARTS):
        import_module(f"eaportal.{name}").init_app(app)
    return app
