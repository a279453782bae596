"""Migrations lead from nothing to the tables of the models, and back."""

import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, Table, create_engine, inspect, text
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


@pytest.mark.parametrize(
    "kind",
    [pytest.param(k, marks=pytest.mark.database) for k in ("sqlite", "postgresql")],
)
def test_the_letter_that_a_case_kept_moves_among_the_letters_and_back(
    databases: Databases, kind
):
    shelf = databases.shelf(kind)
    shelf.create("moved")
    address = shelf.address("moved")
    alembic = Config(toml_file="pyproject.toml")
    alembic.cmd_opts = SimpleNamespace(x=[f"url={address}"])
    engine = create_engine(address)
    try:
        command.upgrade(alembic, "1a52c4e4c8bf")
        with engine.begin() as connection:
            _insert(
                connection,
                "organisations",
                {"id": 1, "code": "K", "name": "Kota", "kind": "GOVERNMENT"},
            )
            case = {"id": 5, "government_id": 1, "title": "T", "letter_number": "7"}
            case |= {"state": "DECIDED", "letter": '{"number": "7"}'}
            _insert(connection, "consolidation_cases", case)
        command.upgrade(alembic, "head")
        with engine.connect() as connection:
            moved = connection.execute(
                text("SELECT case_id, number, state, content, token FROM letters")
            ).one()
        assert moved[:3] == (5, "7", "ISSUED")
        assert "7" in str(moved[3])
        assert len(moved[4]) > 20
        command.downgrade(alembic, "1a52c4e4c8bf")
        with engine.connect() as connection:
            kept = text("SELECT letter FROM consolidation_cases")
            assert "7" in str(connection.execute(kept).scalar_one())
    finally:
        engine.dispose()
        shelf.drop("moved")


def _insert(connection, name, values):
    """Insert a row; what it does not state and may not be empty is filled in."""
    table = Table(name, MetaData(), autoload_with=connection)
    row = dict(values)
    for column in table.columns:
        if column.name not in row and not column.nullable:
            row[column.name] = _filling(str(column.type))
        elif column.name == "decided_at":
            row[column.name] = datetime(2026, 11, 1)  # noqa: DTZ001 - as it is kept
    names = ", ".join(row)
    marks = ", ".join(f":{each}" for each in row)
    connection.execute(text(f"INSERT INTO {name} ({names}) VALUES ({marks})"), row)


def _filling(kind):
    kind = kind.upper()
    if "JSON" in kind:
        return "[]"
    if "DATE" in kind or "TIME" in kind:
        return datetime(2026, 11, 1)  # noqa: DTZ001 - as it is kept
    if "BOOL" in kind:
        return False
    return 1 if "INT" in kind else ""


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
