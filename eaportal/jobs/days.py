"""What has to be done on a day: each part says how it asks for what is due."""

from collections.abc import Callable

from flask import Flask

Asker = Callable[[Flask], None]

ASKERS: list[Asker] = []
"""Who asks; the worker lets them, at its start and every minute."""


def on_its_day(asker: Asker) -> Asker:
    """Let a function ask for the jobs that are due; it does so whenever it is called.

    It reads first, and writes only if there is something; days without a worker are
    caught up by it.
    """
    if asker not in ASKERS:
        ASKERS.append(asker)
    return asker


def ask_if_due(app: Flask) -> None:
    """Let all ask for what is due."""
    for asker in ASKERS:
        asker(app)
