"""Migrations lead from nothing to the tables of the models, and back."""

from types import SimpleNamespace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

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
