"""The demonstration is loaded whole, or not at all."""

from sqlalchemy import func, select

from architecture import history, referencing
from architecture.model import Account, Organisation, Registration
from eaportal import db
from tests import make
from tests.browser import close, created, settings


def test_a_load_that_is_stopped_midway_leaves_nothing(databases, tmp_path):
    """The first government lies whole when the second meets an address in use."""
    with databases.copy("sqlite") as engine:
        with db.sessions(engine, db.WRITING)() as session:
            referencing.load(session)
            history.seal(session, by="uji")
            make.account(session, email="admin@teladan.go.id")
        app = created(settings(engine, tmp_path))
        done = app.test_cli_runner().invoke(args=["demo", "load"])
        close(app)

        assert done.exit_code == 1
        assert len(done.stderr.strip().splitlines()) == 1
        with db.sessions(engine, db.READING)() as session:
            codes = set(session.scalars(select(Organisation.code)))
            assert not codes & {"KOTA-CONTOH", "KAB-TELADAN"}
            assert session.scalar(select(func.count(Registration.id))) == 0
            assert session.scalars(select(Account.email)).all() == [
                "admin@teladan.go.id"
            ]
