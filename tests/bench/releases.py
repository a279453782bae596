"""Measure a release of all trees in a government of 100,000 elements with codes.

Run `python -m tests.bench.releases [ELEMENTS]`: on SQLite, and on PostgreSQL where one
can be started.  Two thirds of the elements change their code, one in thirty is asked.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event, insert, select, update
from sqlalchemy.orm import Session

from architecture import classifying, history
from architecture.classifying import releasing
from architecture.classifying.values import NewCode
from architecture.layers import Layer
from architecture.model import Base, Element, PlannedChange, now
from eaportal import db
from tests.bench.architecture import fill
from tests.postgres import NoPostgres, cluster

MOVED = "RAB.09"
SPLIT = "RAL.02.01"


def main(size: int) -> None:
    """Print lines for each database."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", db.connect(f"sqlite:///{Path(folder) / 'b'}"), size)
    try:
        with cluster() as server:
            server.run("CREATE DATABASE bench")
            measure("PostgreSQL", db.connect(server.address("bench")), size)
    except NoPostgres as problem:
        print(f"PostgreSQL: {problem}")


def measure(name: str, engine: Engine, size: int) -> None:
    """Preview a release, and bring it into force."""
    Base.metadata.create_all(engine)
    with db.sessions(engine, db.WRITING)() as session:
        prepare(session, size)
    statements: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda *told: statements.append(told[2])
    )
    with db.sessions(engine, db.WRITING)() as session:
        rows = release(session)

        def adopt() -> object:
            seen = releasing.adopt(session, rows, "bench")
            history.seal(session, by="bench")
            session.commit()
            return seen.effects

        works: dict[str, Callable[[], object]] = {
            "preview": lambda: releasing.foresee(session, rows).effects,
            "adopt": adopt,
        }
        for what, work in works.items():
            statements.clear()
            tell(f"{name} {what}", work, statements)
    engine.dispose()


def prepare(session: Session, size: int) -> None:
    """Fill the government; every element but those of the strategy bears codes."""
    root = fill(session, size, 100)
    for share, codes in {
        3: ["RAB.09.06", "RAL.02.04"],
        30: ["RAB.04.01", SPLIT],
    }.items():
        session.execute(
            update(Element)
            .where(Element.id % share == 0, Element.layer != Layer.STRATEGY)
            .values(reference_codes=codes)
        )
    keys = session.scalars(select(Element.id).where(Element.id % 50 == 0)).all()
    planned = {"field": "reference_codes", "value": ["RAB.09.06"], "note": "", "by": ""}
    session.execute(
        insert(PlannedChange),
        [
            planned
            | {"government_id": root.id, "element_id": key, "starts_on": now().date()}
            for key in keys
        ],
    )
    session.commit()


def release(session: Session) -> list[NewCode]:
    """Return the release in force again: one branch moved whole, one code split."""
    found = []
    for node in classifying.tree(session):
        moved = node.code.replace(MOVED, "RAB.10")
        if node.code == SPLIT:
            for number in (91, 92):
                code = f"{node.parent}.{number}"
                title = f"{node.name} {number}"
                found.append(
                    NewCode(code, node.parent, node.level, title, origins=(SPLIT,))
                )
        else:
            parent = node.parent.replace(MOVED, "RAB.10")
            found.append(NewCode(moved, parent, node.level, node.name))
    return found


def tell(name: str, work: Callable[[], object], statements: list[str]) -> None:
    """Print seconds, statements, and how much memory a piece of work took."""
    Path("/proc/self/clear_refs").write_text("5")
    before, begun, used = _memory("VmRSS"), time.perf_counter(), time.process_time()
    said = work()
    clock, used = time.perf_counter() - begun, time.process_time() - used
    grown = (_memory("VmHWM") - before) / 1024
    print(
        f"{name}: {clock:.1f} s, processor {used:.1f} s, {grown:.0f} MB more, "
        f"{len(statements)} statements: {said}",
        flush=True,
    )


def _memory(word: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(word):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
