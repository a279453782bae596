"""How Alembic reaches the database and the tables.

On SQLite too an upgrade is one transaction, so one that is interrupted leaves nothing.
"""

import sys
from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DBAPIError

import config
from architecture.model import Base


def plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as what they are stored as."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def address() -> str:
    """Return the address given by `-x url=…`, else that of the settings."""
    given = context.get_x_argument(as_dictionary=True).get("url")
    url = given or config.database_url()
    file = make_url(url).database
    if url.startswith("sqlite") and file and file != ":memory:":
        config.Path(file).parent.mkdir(parents=True, exist_ok=True)
    return url


def reach(url: str) -> Engine:
    """Return the engine; SQLite begins when we say so, and before it reads."""
    made = create_engine(url)
    if made.dialect.name == "sqlite":

        @event.listens_for(made, "connect")
        def leave_to_us(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            connection.execute("PRAGMA busy_timeout=30000")

        @event.listens_for(made, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def main() -> None:
    """Reach the database, or end with one line; then do what Alembic was asked for."""
    try:
        engine = reach(address())
        connection = engine.connect()
        connection.begin().rollback()
    except config.Misconfigured as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(f"Basis data tidak dapat dibuka: {problem.strerror}")
    except DBAPIError as problem:
        said = str(problem.orig).strip().splitlines()[0]
        sys.exit(f"Basis data tidak dapat dibuka: {said}")
    with connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=plain,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


main()
