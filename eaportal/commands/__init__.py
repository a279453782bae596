"""What can be done from a terminal; each group of commands is a module of its name.

A group is loaded when it is called: the web server and the worker need none of them.
"""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

GROUPS = (
    "reference",
    "demo",
    "governments",
    "organisations",
    "accounts",
    "inventory",
    "duplicates",
    "exchange",
    "maps",
    "impact",
    "roadmap",
    "history",
)


class Groups(AppGroup):
    """The groups by their names, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, with those of Flask's own."""
        return sorted({*super().list_commands(ctx), *GROUPS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the group of that name."""
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        group: click.Command = import_module(f"eaportal.commands.{cmd_name}").group
        return group


def init_app(app: Flask) -> None:
    """Add every group to `flask --app wsgi`."""
    app.cli = Groups(app.name)
