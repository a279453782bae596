"""Where the processes of one host share the index of applications."""

from pathlib import Path

from flask import Flask

from architecture.similar import similar


def init_app(app: Flask) -> None:
    """Keep the index beside the other files of the installation; it can be deleted."""
    similar.keep_in(Path(app.config["INSTANCE"]) / "indexes")
