import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from architecture import history
from architecture.model import Application, ImportState, Job, JobState, Organisation
from tests.browser import Browser
from tests.eaportal.exchange.inventories.test_views import (
    admin,  # noqa: F401 - a fixture
    applications,
    city,  # noqa: F401 - a fixture
    only_import,
    preview,
    upload,
)


@pytest.fixture
def broken_at(app):
    """Let the database fail at the first statement that begins so."""
    hung = []

    def hang(beginning, reason="the machine stopped"):
        def fail(_c, _cursor, statement, *_):
            if statement.startswith(beginning):
                raise OperationalError(statement, {}, Exception(reason))

        event.listen(app.extensions["engine"], "before_cursor_execute", fail)
        hung.append(fail)

    def mend():
        while hung:
            event.remove(app.extensions["engine"], "before_cursor_execute", hung.pop())

    hang.mend = mend
    yield hang
    mend()


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO applications", "INSERT INTO history_entries", "UPDATE imports"],
)
def test_an_import_that_breaks_off_leaves_nothing(
    admin: Browser,  # noqa: F811
    app,
    session,
    broken_at,
    statement,
):
    shown = preview(admin, upload(admin))
    broken_at(statement)

    page = admin.submit(shown, button="Terapkan semuanya")

    assert "Gagal" in page.text
    assert applications(session) == 0
    assert session.scalar(select(func.count(Organisation.id))) == 1
    assert only_import(session).state is ImportState.PREVIEWED


def test_a_database_without_room_is_told_and_the_import_can_be_tried_again(
    admin: Browser,  # noqa: F811
    app,
    session,
    broken_at,
):
    shown = preview(admin, upload(admin))
    broken_at("INSERT INTO applications", "database or disk is full")

    page = admin.submit(shown, button="Terapkan semuanya")
    assert "Ruang simpan penuh" in page.text
    assert applications(session) == 0

    [job] = session.scalars(select(Job)).all()
    assert job.state is JobState.FAILED

    broken_at.mend()
    admin.submit(admin.get("/impor/1"), button="Terapkan semuanya")
    assert applications(session) == 3


def test_the_history_names_the_person_and_the_file(admin, session):  # noqa: F811
    admin.submit(preview(admin, upload(admin)), button="Terapkan semuanya")

    one = session.scalars(select(Application)).first()
    [note] = history.of(session, one)
    assert note.entry.by.endswith("@contoh.go.id")
    assert note.entry.cause == "impor daftar.csv"
