"""How long it takes to verify a chain of 100,000 entries, and how much memory.

Run: python -m tests.bench.history [ENTRIES]
"""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from architecture import history
from architecture.model import Base, Organisation
from eaportal import db
from tests import make
from tests.postgres import NoPostgres, cluster

VALUES = {
    "function": ("mencatat surat masuk " * 8, "mencatat surat masuk dan keluar " * 8),
    "vendor": ("CV Satu", "CV Dua"),
    "status": ("LIVE", "PHASING_OUT"),
}


def main(entries: int) -> None:
    """Print a line for each database."""
    with TemporaryDirectory() as folder:
        measure("SQLite", db.connect(f"sqlite:///{Path(folder) / 'b'}"), entries)
    try:
        with cluster() as server:
            server.run("CREATE DATABASE bench")
            measure("PostgreSQL", db.connect(server.address("bench")), entries)
    except NoPostgres as problem:
        print(f"PostgreSQL: {problem}")


def measure(name: str, engine: Engine, entries: int) -> None:
    """Fill a chain, verify it, and print seconds, processor seconds and memory."""
    Base.metadata.create_all(engine)
    with db.sessions(engine, db.WRITING)() as session:
        government = make.bare_government(session)
        for number in range(entries):
            fill(session, government, number)
    with db.sessions(engine, db.READING)() as session:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun, used = time.perf_counter(), time.process_time()
        found = history.verify(session, government.id)
        clock, used = time.perf_counter() - begun, time.process_time() - used
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (found.sequence, found.problem) == (entries, "")
    print(
        f"{name}: {found.sequence} entries, {found.notes} notes: {clock:.1f} s, "
        f"processor {used:.1f} s, {grown / 1024:.0f} MB more"
    )
    engine.dispose()


def fill(session: Session, government: Organisation, number: int) -> None:
    """Seal an entry with three notes; commit a hundred at once."""
    for _ in range(3):
        history.note(
            session, government, "Data diubah", VALUES, government=government.id
        )
    history.seal(session, by="ani@contoh.go.id", cause=f"/arsitektur/elemen/{number}")
    if number % 100 == 99:
        session.commit()
        session.expunge_all()
        session.merge(government, load=False)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
