"""What can be done from a terminal; each group of commands is a module of its name."""

from importlib import import_module

from flask import Flask

GROUPS = (
    "reference",
    "demo",
    "governments",
    "organisations",
    "accounts",
    "maps",
    "roadmap",
)


def init_app(app: Flask) -> None:
    """Add every group to `flask --app wsgi`."""
    for name in GROUPS:
        app.cli.add_command(import_module(f"eaportal.commands.{name}").group)
