"""Workbooks: 10,000 rows in, and a model of 100,000 elements and 400,000 relations out.

Run it with `make bench`.  Each measurement is a process of its own, so that its
resident memory is its own.  PostgreSQL is left out where it does not run.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from openpyxl import load_workbook
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from architecture import history, referencing, scope
from architecture.elements import CLASSES
from architecture.exchange.book.applying import apply
from architecture.exchange.book.extent import Extent, extent_of
from architecture.exchange.book.foreseeing import foresee
from architecture.exchange.book.plan import Reach
from architecture.exchange.book.writing import write
from architecture.layers import PREFIXES, SIX, InfrastructureKind, Layer, Verb
from architecture.model import Base, Element, Organisation, Relation
from eaportal import db
from tests import make
from tests.postgres import NoPostgres, cluster

ROWS = 10_000
ELEMENTS, RELATIONS = 100_000, 400_000
OFFICES = 60
AT_ONCE = 5_000
TODAY = date(2026, 11, 28)
TEXT = "Melayani warga dan pegawai dengan data yang dicatat sekali, dipakai bersama. "


def fill(session: Session, elements: int, relations: int) -> Organisation:
    """Make a government with so many elements, layer by layer, and relations."""
    city = make.government(session, "Kota Contoh", code="KOTA-CONTOH")
    offices = [
        make.office(session, f"Dinas Urusan {number}", of=city).id
        for number in range(OFFICES)
    ]
    keys = count(1_000_001)  # national applications are there already
    each = elements // len(SIX)
    by_layer: dict[Layer, list[int]] = {}
    for layer in SIX:
        by_layer[layer] = [next(keys) for _ in range(each)]
        for start in range(0, each, AT_ONCE):
            some = by_layer[layer][start : start + AT_ONCE]
            _elements(session, layer, some, city.id, offices)
    pairs = (
        (Verb.USES, Layer.APPLICATION, Layer.DATA),
        (Verb.RUNS_ON, Layer.APPLICATION, Layer.INFRASTRUCTURE),
        (Verb.SUPPORTED_BY, Layer.SERVICE, Layer.APPLICATION),
        (Verb.REALISES, Layer.BUSINESS, Layer.SERVICE),
    )
    for verb, source, target in pairs:
        made = range(relations // len(pairs))
        for start in range(0, len(made), AT_ONCE):
            rows = [
                {
                    "source_id": by_layer[source][number % each],
                    "verb": verb,
                    "target_id": by_layer[target][(number * 7 + 1) % each],
                    "attributes": {"note": f"relasi {number}"},
                }
                for number in made[start : start + AT_ONCE]
            ]
            session.execute(insert(Relation), rows)
    session.commit()
    return city


def _elements(
    session: Session, layer: Layer, keys: list[int], city: int, offices: list[int]
) -> None:
    kind = {"kind": InfrastructureKind.SERVER} if layer is Layer.INFRASTRUCTURE else {}
    rows = [
        {
            "id": key,
            "layer": layer,
            "code": f"{PREFIXES[layer]}-{key:06d}",
            "name": f"{layer.value} nomor {key}",
            "description": TEXT * 2,
            "notes": TEXT,
            "sort_name": f"{layer.value} nomor {key}".casefold(),
            "government_id": city,
            "organisation_id": offices[key % len(offices)],
        }
        for key in keys
    ]
    session.execute(insert(Element.__table__), rows)
    own = [{"id": key, **kind} for key in keys]
    session.execute(insert(CLASSES[layer].__table__), own)


@contextmanager
def clock(name: str) -> Iterator[None]:
    """Print how long a block takes, and how large the process grew."""
    began, used = time.perf_counter(), time.process_time()
    yield
    print(
        f"  {name:<34} {time.perf_counter() - began:6.1f} s"
        f" (CPU {time.process_time() - used:5.1f} s), {_grown()} MB",
        flush=True,
    )


def _grown() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bring_in(engine: Engine) -> None:
    """Change 9,000 rows of a workbook of 10,000, add 1,000, and import it."""
    Base.metadata.create_all(engine)
    with db.sessions(engine, db.WRITING)() as session:
        referencing.load(session)
        city = fill(session, ROWS - 1_000, 0)
        data = _edited(session, city)
        print(f"  XLSX of {len(data) // 1000:,} KB; begun at {_grown()} MB")
        extent = _extent(session, city)
        with clock("read, compare and check"):
            plan = foresee(session, extent, data, "kota.xlsx", Reach(today=TODAY))
        assert len(plan.outcomes) == ROWS
        assert not plan.refused
        with clock("apply, seal and commit"):
            apply(session, city.id, plan, deed="Impor")
            history.seal(session, by="bench")
            session.commit()
    engine.dispose()


def _edited(session: Session, city: Organisation) -> bytes:
    kept = BytesIO()
    write(session, _extent(session, city), kept)
    book = load_workbook(kept)
    for layer in SIX:
        page = book[layer.value]
        heads = [cell.value for cell in page[1]]
        at = heads.index("Uraian") + 1
        for row in range(2, page.max_row + 1):
            page.cell(row, at).value = f"Diubah di baris {row}"
    for number in range(1_000):
        book["Layanan"].append([None, None, f"Layanan baru {number}"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring_out(engine: Engine) -> None:
    """Write the workbook of a model as large as a model may be."""
    Base.metadata.create_all(engine)
    with db.sessions(engine, db.WRITING)() as session:
        fill(session, ELEMENTS, RELATIONS)
    with db.sessions(engine, db.READING)() as session, TemporaryDirectory() as folder:
        city = session.query(Organisation).filter_by(code="KOTA-CONTOH").one()
        place = Path(folder) / "kota.xlsx"
        print(f"  begun at {_grown()} MB")
        with clock("write"):
            counts = write(session, _extent(session, city), place)
        size = place.stat().st_size // 1_000_000
        print(f"  {sum(counts.values()):,} rows, XLSX of {size} MB")
    engine.dispose()


def _extent(session: Session, city: Organisation) -> Extent:
    return extent_of(session, scope.full(city.id), city)


WAYS = {"in": bring_in, "out": bring_out}


def main() -> None:
    """Measure each way on each database, each in a process of its own."""
    if len(sys.argv) == 3:
        WAYS[sys.argv[1]](db.connect(sys.argv[2]))
        return
    for way in WAYS:
        with TemporaryDirectory() as folder:
            _alone(way, "SQLite", f"sqlite:///{folder}/bench.sqlite")
    try:
        with cluster() as server:
            for way in WAYS:
                server.run(f"CREATE DATABASE bench_{way}")
                _alone(way, "PostgreSQL", server.address(f"bench_{way}"))
    except NoPostgres as problem:
        print(f"PostgreSQL left out: {problem}")


def _alone(way: str, name: str, address: str) -> None:
    told = {"in": f"{ROWS:,} rows in", "out": f"{ELEMENTS:,} elements out"}
    print(f"{name}: {told[way]}", flush=True)
    command = [sys.executable, "-m", "tests.bench.workbook", way, address]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
