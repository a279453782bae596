"""Before the portal starts: the newest tables, and on the first run something in them.

What has to be done is done by the commands that people would give, each in a process
of its own, so that nothing of it stays in the memory of the portal.
"""

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from config import ROOT, Config, Misconfigured

VERSIONS = ROOT / "migrations" / "versions"

REFERENCE = ("reference", "Memuat kode referensi dan aplikasi nasional …")
DEMONSTRATION = ("demo", "Memuat pemerintah percontohan …")
"""Group of commands whose `load` fills the database, and what is told meanwhile."""


def prepare(settings: Config) -> None:
    """Bring the database up to date and load what is missing.

    A portal in production gets the reference only; the demonstration is for trying.
    Raises `Misconfigured` with a line that says what is wrong.
    """
    engine = create_engine(settings.DATABASE_URL)
    try:
        with _alone(settings.INSTANCE):
            if revision_of(engine) != newest_revision():
                _migrate(engine)
            for group, told in missing(engine):
                _tell(told)
                _run("flask", "--app", "wsgi", group, "load")
    except OSError as error:
        raise Misconfigured(
            f"Map {settings.INSTANCE} tidak dapat dipakai: {error.strerror}."
        ) from error
    except DatabaseError as error:
        said = str(error.orig).strip().splitlines()[0]
        raise Misconfigured(f"Basis data tidak dapat dibuka: {said}") from error
    finally:
        engine.dispose()


@contextmanager
def _alone(instance: Path) -> Iterator[None]:
    """Let a second portal of the same instance wait until the first is prepared."""
    instance.mkdir(parents=True, exist_ok=True)
    with (instance / "preparing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _tell("Menunggu portal lain selesai menyiapkan basis data yang sama …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def newest_revision() -> str:
    """Return the revision that no other follows, without loading the migrations."""
    follows = _revisions()
    [head] = set(follows) - set(follows.values())
    return head


def revision_of(engine: Engine) -> str:
    """Return the revision of a database, an empty text for an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        rows = connection.execute(text("SELECT version_num FROM alembic_version"))
        return str(rows.scalar() or "")


def _migrate(engine: Engine) -> None:
    present = revision_of(engine)
    if present and present not in _revisions():
        raise Misconfigured(
            "Basis data ini dibuat oleh versi portal yang lebih baru. "
            "Perbarui portal, atau pakai DATABASE_URL yang lain."
        )
    _tell("Menyiapkan basis data …")
    _run("alembic", "upgrade", "head")


def _revisions() -> dict[str, str]:
    """Return each revision with the one that it follows."""
    found = {}
    for file in VERSIONS.glob("*.py"):
        told = dict(
            re.findall(
                r'^(revision|down_revision)\b[^=]*=\s*["\']?(\w+)',
                file.read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        )
        found[told["revision"]] = told.get("down_revision", "")
    return found


def missing(engine: Engine) -> list[tuple[str, str]]:
    """Return what an up-to-date database lacks: the reference, the demonstration."""
    lacking = []
    with engine.connect() as connection:
        if connection.execute(text("SELECT 1 FROM reference_releases")).first() is None:
            lacking.append(REFERENCE)
        empty = connection.execute(text("SELECT 1 FROM governments")).first() is None
        if empty and os.environ.get("EAPORTAL_ENV") != "production":
            lacking.append(DEMONSTRATION)
    return lacking


def _run(*command: str) -> None:
    """Run a command that ends with us; Ctrl-C reaches us alone, as in `serve`."""
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", *command], cwd=ROOT, check=False, start_new_session=True
    )
    if done.returncode:
        raise Misconfigured(f"Gagal: {' '.join(command)}. Lihat pesan di atas.")


def _tell(told: str) -> None:
    print(told, flush=True)  # noqa: T201 - for the person at the terminal
