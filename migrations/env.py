"""How Alembic reaches the database and the tables."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator, create_engine
from sqlalchemy.engine import make_url

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


engine = create_engine(address())

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=plain,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
