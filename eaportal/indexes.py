"""Where the processes of one host share indexes and models."""

from pathlib import Path

from flask import Flask

from architecture.similar import similar
from architecture.stopping import models


def init_app(app: Flask) -> None:
    """Keep them beside the other files of the installation; they can be deleted."""
    folder = Path(app.config["INSTANCE"]) / "indexes"
    similar.keep_in(folder)
    models.keep_in(folder / "impact")
