"""What is prepared before the portal starts, and where it may listen."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from alembic.config import Config as Alembic
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from architecture import referencing
from config import ROOT, Misconfigured
from eaportal import preparing, serve
from tests import make
from tests.browser import settings


@pytest.fixture
def empty(tmp_path):
    made = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    yield made
    made.dispose()


def test_the_newest_revision_is_the_one_that_alembic_sees():
    scripts = ScriptDirectory.from_config(Alembic(toml_file=ROOT / "pyproject.toml"))

    assert preparing.newest_revision() == scripts.get_current_head()


def test_an_empty_database_has_no_revision(empty):
    assert preparing.revision_of(empty) == ""


def test_a_database_of_a_newer_portal_is_left_alone(empty, tmp_path):
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('f00dfeed')"))

    with pytest.raises(Misconfigured, match="versi portal yang lebih baru"):
        preparing.prepare(settings(empty, tmp_path))


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path):
    broken = tmp_path / "a.sqlite"
    broken.write_bytes(b"this is no database" * 100)
    engine = create_engine(f"sqlite:///{broken}")

    with pytest.raises(Misconfigured, match="tidak dapat dibuka"):
        preparing.prepare(settings(engine, tmp_path))


def test_an_empty_database_gets_reference_and_demonstration(engine, monkeypatch):
    monkeypatch.delenv("EAPORTAL_ENV", raising=False)

    assert preparing.missing(engine) == [preparing.REFERENCE, preparing.DEMONSTRATION]


def test_in_production_no_demonstration_is_loaded(engine, monkeypatch):
    monkeypatch.setenv("EAPORTAL_ENV", "production")

    assert preparing.missing(engine) == [preparing.REFERENCE]


def test_where_a_government_is_kept_nothing_is_added_to_it(session, monkeypatch):
    monkeypatch.delenv("EAPORTAL_ENV", raising=False)
    referencing.load(session)
    make.government(session)

    assert preparing.missing(session.get_bind()) == []


@pytest.fixture
def handlers():
    """Put back what signals do in this process."""
    before = {sign: signal.getsignal(sign) for sign in serve.STOPPING}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


def test_a_port_in_use_is_told_before_anything_is_started(
    monkeypatch, capsys, handlers
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))

        assert serve.main() == 1

    told = capsys.readouterr().err
    assert "tidak dapat dipakai" in told
    assert len(told.strip().splitlines()) == 1


@pytest.mark.parametrize("port", ["0", "65536", "delapan", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(Misconfigured, match="PORT"):
        serve.address()


def started(tmp_path):
    """Start a portal with an empty database and a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return subprocess.Popen(
        [sys.executable, "-m", "eaportal.serve"],
        cwd=ROOT,
        env=os.environ
        | {"EAPORTAL_INSTANCE": str(tmp_path), "PORT": port, "EAPORTAL_ENV": ""}
        | {"DATABASE_URL": "", "SECRET_KEY": "uji"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_all,  # noqa: PLW1509 - one thread, and it only resets a signal
    )


def _hear_all() -> None:
    """Hear Ctrl-C also where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_portal_that_is_stopped_while_it_prepares_says_so_in_one_line(tmp_path, sign):
    portal = started(tmp_path)
    assert portal.stdout is not None
    assert "basis data" in portal.stdout.readline()

    portal.send_signal(sign)
    _told, said = portal.communicate(timeout=60)

    assert portal.returncode == 1
    assert len(said.strip().splitlines()) == 1
    assert "jalankan lagi" in said


def test_a_second_portal_waits_until_the_first_has_prepared(tmp_path):
    with (tmp_path / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        portal = started(tmp_path)
        assert portal.stdout is not None
        waits = portal.stdout.readline()
    begins = portal.stdout.readline()
    portal.terminate()
    portal.communicate(timeout=60)

    assert "Menunggu portal lain" in waits
    assert "Menyiapkan basis data" in begins


def ended(child):
    """Wait for a child; a machine may be slow."""
    until = time.monotonic() + 60
    while not child.ended() and time.monotonic() < until:
        time.sleep(0.02)
    return child.ended()


@pytest.mark.skipif(sys.platform != "linux", reason="forks as Linux does")
def test_a_child_that_is_told_to_end_ends_however_early(handlers):
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    children = []
    for _ in range(8):
        child = serve.Child(lambda: time.sleep(600))
        child.send(signal.SIGTERM)
        children.append(child)

    assert all(map(ended, children))
    assert {os.WTERMSIG(each.status) for each in children} == {signal.SIGTERM}


@pytest.mark.skipif(sys.platform != "linux", reason="forks as Linux does")
def test_a_child_that_breaks_down_says_why(capfd):
    def break_down():
        raise RuntimeError("rusak di dalam")

    child = serve.Child(break_down)

    assert ended(child)
    assert child.status
    assert "rusak di dalam" in capfd.readouterr().err
