import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.model import Organisation
from architecture.model.organisations import Kind
from tests.databases import empty
from tests.postgres import NoPostgres, cluster


def add(engine, code):
    with Session(engine) as session:
        session.add(Organisation(code=code, name="Kota Uji", kind=Kind.GOVERNMENT))
        session.commit()


def codes(engine):
    with Session(engine) as session:
        return session.scalars(select(Organisation.code)).all()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_holds_what_its_template_was_filled_with_and_nothing_else(
    databases, kind
):
    def fill(engine):
        add(engine, "KOTA-UJI")

    with databases.copy(kind, "one_town", fill) as first:
        add(first, "KOTA-LAIN")

    with databases.copy(kind, "one_town", fill) as second:
        assert codes(second) == ["KOTA-UJI"]


def test_emptying_takes_the_rows_although_a_session_was_left_open(postgresql):
    add(postgresql, "KOTA-UJI")
    left_open = postgresql.connect()
    left_open.execute(select(Organisation.id))

    empty(postgresql)

    left_open.invalidate()
    assert codes(postgresql) == []


def test_the_database_of_a_test_has_our_tables_and_no_row(engine):
    assert codes(engine) == []


def test_where_no_program_can_be_found_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PGBIN", str(tmp_path))

    with pytest.raises(NoPostgres), cluster():
        pass
