"""The demonstration data in a file, loaded once for all workers.

Replaying the stories of the registrations takes longer than most tests.  Who writes
copies the folder first.
"""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from architecture import history, referencing
from architecture.model import Base
from architecture.similar import similar
from eaportal import db
from eaportal.demonstration import loading
from tests.browser import close, created, settings
from tests.make import PASSWORD

NAME = "demonstration.sqlite"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with the database and the files, filled by whoever is first."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "demonstration"
    with (base / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = base / "demonstration.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            _load(making)
            making.rename(folder)
    return folder


def _load(folder: Path) -> None:
    similar.forget()
    engine = db.connect(f"sqlite:///{folder / NAME}")
    Base.metadata.create_all(engine)
    app = created(settings(engine, folder))
    with app.app_context():
        referencing.load(db.session)
        history.seal(db.session, by="uji")
        db.session.commit()
        loading.load(db.session, password=PASSWORD)
    close(app)
    engine.dispose()
    similar.forget()
