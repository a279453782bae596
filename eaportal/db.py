"""The database: its engine, the session of the current request, and the commit.

On SQLite the mode of a transaction is chosen before its first statement: requests that
change something, commands and jobs begin IMMEDIATE; a GET is read-only.  A transaction
that reads first and then wants to write would fail at once, however long it waits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, has_request_context, request
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.local import LocalProxy

from architecture import history
from architecture.model import Entry
from config import CONNECTIONS, THREADS

Row = TypeVar("Row")

LARGEST_KEY = 2**31 - 1
"""What the columns of ids hold on every database."""

READING = "read"
WRITING = "write"
FULL = "Ruang simpan penuh; tidak ada yang ditulis. Kosongkan ruang, lalu coba lagi."
_DISK_FULL = "53100"  # PostgreSQL's code
_PATIENCE, _IN_PASSING = 30_000, 100
"""Milliseconds that SQLite waits for its turn; and what is noted in passing."""
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def connect(url: str) -> Engine:
    """Return an engine for that address; SQLite gets WAL and waits for its turn.

    A connection for each thread stays open; the one used last, with what it remembers,
    is taken first.
    """
    pool: dict[str, Any] = {
        "pool_size": THREADS,
        "max_overflow": CONNECTIONS - THREADS,
        "pool_use_lifo": True,
    }
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 30}, **pool)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"options": "-c jit=off"},  # compiling costs more than our queries
        **pool,
    )


def sessions(engine: Engine, mode: str) -> sessionmaker[Session]:
    """Return what makes sessions of that mode: `READING` or `WRITING`."""
    options: dict[str, Any] = {"mode": mode}
    if mode == READING and engine.dialect.name == "postgresql":
        options["postgresql_readonly"] = True
    return sessionmaker(engine.execution_options(**options), expire_on_commit=False)


@contextmanager
def writing() -> Iterator[Session]:
    """Open a short transaction of its own, beside that of the request.

    The caller commits; what is left open is undone.
    """
    with current_app.extensions["sessions"][WRITING]() as own:
        yield own


def writes(session: Session) -> bool:
    """Tell whether a session may change something; such look at a row behind a lock."""
    return session.get_bind().get_execution_options().get("mode") == WRITING


@contextmanager
def in_passing() -> Iterator[Session]:
    """Open a short transaction that waits for nobody, for what may as well be lost.

    The caller commits; a database that others are writing to is an `OperationalError`.
    """
    engine = current_app.extensions["engine"].execution_options(mode=WRITING)
    with engine.connect() as connection, Session(connection) as own:
        if engine.dialect.name == "postgresql":
            own.execute(text(f"SET LOCAL lock_timeout = {_IN_PASSING}"))
            yield own
            return
        driver = connection.connection.cursor()
        driver.execute(f"PRAGMA busy_timeout={_IN_PASSING}")
        try:
            yield own
        finally:
            driver.execute(f"PRAGMA busy_timeout={_PATIENCE}")
            driver.close()


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads, for a POST that changes nothing."""
    with current_app.extensions["sessions"][READING]() as own:
        yield own


@contextmanager
def snapshot() -> Iterator[Session]:
    """Open a session that reads one moment of the database, however long it reads."""
    with reading() as own:
        if own.get_bind().dialect.name == "postgresql":
            own.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield own


@contextmanager
def all_or_nothing() -> Iterator[Session]:
    """Open a session whose commits count together, at the end of the block."""
    engine = current_app.extensions["engine"].execution_options(mode=WRITING)
    with (
        engine.begin() as connection,
        Session(
            connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
        ) as opened,
    ):
        yield opened


def commit(*, by: str, cause: str = "") -> list[Entry]:
    """Seal the history and commit the session of the request; return the entries."""
    entries = history.seal(session, by=by, cause=cause or request.path)
    session.commit()
    return entries


def only_reads() -> None:
    """Let this request hold up nobody: it is sent as a POST and changes nothing.

    Called before its first question to the database.
    """
    g.session = current_app.extensions["sessions"][READING]()


def is_full(error: DBAPIError) -> bool:
    """Tell whether the database could not write because there is no room left."""
    if getattr(error.orig, "sqlstate", "") == _DISK_FULL:
        return True
    return "disk is full" in str(error.orig).lower()


def get_or_404(table: type[Row], key: int) -> Row:
    """Return the row with that key, or stop with a 404 page.

    A number that no key can be, of a form that somebody altered, is not found either.
    """
    if not 0 < key <= LARGEST_KEY:
        abort(404)
    return session.get(table, key) or abort(404)


def init_app(app: Flask) -> None:
    """Open a session when a request first needs one; undo what it left open."""
    use(app, connect(app.config["DATABASE_URL"]))

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        opened = g.pop("session", None)
        if opened is not None:
            opened.close()


def use(app: Flask, engine: Engine) -> None:
    """Let the portal keep to that database."""
    app.extensions["engine"] = engine
    app.extensions["sessions"] = {
        mode: sessions(engine, mode) for mode in (READING, WRITING)
    }


def _current() -> Session:
    if "session" not in g:
        reads = has_request_context() and request.method in _SAFE_METHODS
        g.session = current_app.extensions["sessions"][READING if reads else WRITING]()
    return cast("Session", g.session)


session = cast("Session", LocalProxy(_current))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE}",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("mode", WRITING)
    connection.exec_driver_sql("BEGIN" if mode == READING else "BEGIN IMMEDIATE")
