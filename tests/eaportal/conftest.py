"""Two governments in one portal, made once for all tests that walk through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import close, created, settings
from tests.databases import Databases
from tests.eaportal.walking import Walk


@pytest.fixture(scope="session")
def walk(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Give the portal; who changes something in it calls `put_back`."""
    with databases.copy("sqlite") as engine:
        app = created(settings(engine, tmp_path_factory.mktemp("walk")))
        yield Walk(app, Path(str(engine.url.database)))
        close(app)
