"""Migrations lead from nothing to the tables of the models, and back."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from tests.databases import Databases


@pytest.mark.parametrize(
    "kind",
    [pytest.param(k, marks=pytest.mark.database) for k in ("sqlite", "postgresql")],
)
def test_migrations_lead_to_the_tables_of_the_models_and_back(
    databases: Databases, kind
):
    shelf = databases.shelf(kind)
    shelf.create("migrated")
    address = shelf.address("migrated")
    alembic = Config(toml_file="pyproject.toml")
    alembic.cmd_opts = SimpleNamespace(x=[f"url={address}"])
    try:
        command.upgrade(alembic, "head")
        command.check(alembic)
        command.downgrade(alembic, "base")

        engine = create_engine(address)
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
        engine.dispose()
    finally:
        shelf.drop("migrated")


def test_an_upgrade_that_is_stopped_midway_leaves_an_empty_database(tmp_path):
    """The table that migrations make last is there already, so the upgrade fails."""
    address = f"sqlite:///{tmp_path / 'a.sqlite'}"
    engine = create_engine(address)
    last = migrated_tables()[-1]
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {last} (id INTEGER)"))
    alembic = Config(toml_file="pyproject.toml")
    alembic.cmd_opts = SimpleNamespace(x=[f"url={address}"])

    with pytest.raises(OperationalError, match="already exists"):
        command.upgrade(alembic, "head")

    assert inspect(engine).get_table_names() == [last]
    engine.dispose()


def migrated_tables():
    """Return the tables in the order in which the first migration makes them."""
    [first] = Path("migrations/versions").glob("*first_tables.py")
    return re.findall(r'create_table\(\s*"(\w+)"', first.read_text())
