"""Databases for tests: SQLite and PostgreSQL, and for each test a clean one.

A test that asks for `engine` runs on both. One that needs a costly content names it in
`databases.copy(kind, "demo", fill)`: it is filled once and then copied.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol, cast

import pytest
from sqlalchemy import Engine, QueuePool, exists, select, table, text
from sqlalchemy.orm import Session

from architecture.model import Base
from architecture.seeking import seeker
from architecture.similar import similar
from architecture.stopping import models
from eaportal import db
from tests.left_out import leave_out
from tests.postgres import Cluster, NoPostgres, cluster

Fill = Callable[[Engine], None]

ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Shelf(Protocol):
    """Where databases of one kind are kept."""

    def address(self, name: str) -> str:
        """Return where a database of that name is, or would be."""

    def create(self, name: str) -> None:
        """Make an empty database."""

    def copy(self, template: str, name: str) -> None:
        """Make a database with the content of another that nobody uses now."""

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""


class Files:
    """SQLite: a file each, so that several threads can share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def address(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.sqlite"

    def create(self, name: str) -> None:
        """Leave it to SQLite, which makes the file when it is opened."""

    def copy(self, template: str, name: str) -> None:
        for part in ("", "-wal"):
            source = self.folder / f"{template}.sqlite{part}"
            if source.exists():
                shutil.copy(source, self.folder / f"{name}.sqlite{part}")

    def drop(self, name: str) -> None:
        for part in ("", "-wal", "-shm"):
            (self.folder / f"{name}.sqlite{part}").unlink(missing_ok=True)


class Server:
    """PostgreSQL: databases of one server that runs as long as the tests."""

    def __init__(self, server: Cluster) -> None:
        self.server = server

    def address(self, name: str) -> str:
        return self.server.address(name)

    def create(self, name: str) -> None:
        self.server.run(f"CREATE DATABASE {name}")

    def copy(self, template: str, name: str) -> None:
        self.server.run(f"CREATE DATABASE {name} TEMPLATE {template}")

    def drop(self, name: str) -> None:
        self.server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Databases:
    """Gives clean databases of both kinds, each copied from a template."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.stack = stack
        self.shelves: dict[str, Shelf] = {"sqlite": Files(folder)}
        self.templates: set[tuple[str, str]] = set()
        self.number = count(1)
        self.missing = ""

    def shelf(self, kind: str) -> Shelf:
        """Return the shelf of that kind; the server starts when first asked for."""
        if kind not in self.shelves and not self.missing:
            try:
                server = self.stack.enter_context(cluster())
            except NoPostgres as problem:
                self.missing = str(problem)
            else:
                self.shelves[kind] = Server(server)
        if kind not in self.shelves:
            leave_out(f"PostgreSQL tidak dapat dijalankan ({self.missing})")
        return self.shelves[kind]

    def template(self, kind: str, name: str, fill: Fill | None = None) -> str:
        """Return the name of a database with our tables, filled but once."""
        shelf, made = self.shelf(kind), f"template_{name}"
        if (kind, name) not in self.templates:
            shelf.create(made)
            engine = db.connect(shelf.address(made))
            Base.metadata.create_all(engine)
            if fill:
                fill(engine)
            engine.dispose()
            self.templates.add((kind, name))
        return made

    @contextmanager
    def copy(
        self, kind: str, template: str = "empty", fill: Fill | None = None
    ) -> Iterator[Engine]:
        """Lend a copy of a template for the time of a block."""
        shelf, name = self.shelf(kind), f"copy_{next(self.number)}"
        shelf.copy(self.template(kind, template, fill), name)
        engine = db.connect(shelf.address(name))
        try:
            yield engine
        finally:
            engine.dispose()
            shelf.drop(name)


def let_go(engine: Engine) -> None:
    """Close the connections of an engine; the test fails if one is still lent.

    It would be closed whenever Python finds it, in the midst of another test.
    """
    lent = cast("QueuePool", engine.pool).checkedout()
    engine.dispose()
    assert not lent, f"{lent} connections were not given back"


def empty(engine: Engine) -> None:
    """Take the rows out of a PostgreSQL database; four times faster than a copy."""
    names = [each.name for each in Base.metadata.sorted_tables]
    filled = [exists(select(text("1")).select_from(table(name))) for name in names]
    with engine.begin() as connection:
        connection.exec_driver_sql(ALONE)
        found = connection.execute(select(*filled)).one()
        full = [f'"{name}"' for name, rows in zip(names, found, strict=True) if rows]
        if full:
            connection.exec_driver_sql(
                f"TRUNCATE {', '.join(full)} RESTART IDENTITY CASCADE"
            )


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Give what makes databases, for as long as the tests run."""
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("databases"), stack)


@pytest.fixture(scope="session")
def postgresql(databases: Databases) -> Iterator[Engine]:
    """Give one PostgreSQL database with our tables, emptied after every test."""
    with databases.copy("postgresql") as engine:
        yield engine


@pytest.fixture(
    params=[
        pytest.param(kind, marks=pytest.mark.database)
        for kind in ("sqlite", "postgresql")
    ]
)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """Give a database with our tables and no row, once of either kind."""
    similar.forget()
    models.forget()
    seeker.forget()
    if request.param == "sqlite":
        with databases.copy("sqlite") as made:
            yield made
            let_go(made)
        return
    made = request.getfixturevalue("postgresql")
    yield made
    let_go(made)
    empty(made)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Give a session that may write; what a test commits is gone after it."""
    with db.sessions(engine, db.WRITING)() as opened:
        yield opened
