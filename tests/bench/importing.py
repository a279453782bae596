"""How long an import of 10,000 rows takes: read, preview, apply, on both databases.

Run it with `make bench`.  “again” is the same file a second time.  The CPU is that of
this process alone: on a busy machine it says more than the clock.
"""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import Engine

from architecture import history, referencing
from architecture.exchange.importing import begin
from architecture.exchange.inventories.applying import apply
from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.foreseeing import foresee, read
from architecture.exchange.inventories.keeping import keep_preview, kept_plan
from architecture.model import Base
from architecture.registration.drafting import StoredFile
from eaportal import db
from tests import make
from tests.architecture.exchange.inventories.make import xlsx_file
from tests.postgres import NoPostgres, cluster

ROWS = 10_000
OFFICES = 60
WORK = (
    "mencatat kehadiran pegawai",
    "memungut retribusi pasar",
    "mengelola antrian pasien rumah sakit",
    "memantau ketinggian air sungai",
    "menerbitkan izin usaha",
    "mengarsipkan naskah dinas",
    "mendaftar peserta didik baru",
    "melaporkan kerusakan jalan",
    "menghitung gaji dan tunjangan",
    "memetakan aset tanah daerah",
)
PLACES = ("kota", "kecamatan", "kelurahan", "pasar", "sekolah", "puskesmas", "terminal")
HEADERS = ["Nama Aplikasi", "Uraian", "Perangkat Daerah", "URL", "Status", "Tahun"]


def workbook() -> bytes:
    """Return a list as governments keep it, with the words of real ones."""
    chance = random.Random(2)  # noqa: S311 - the same list every time
    rows = []
    for number in range(ROWS):
        work, place = chance.choice(WORK), chance.choice(PLACES)
        rows.append(
            [
                f"SI{chance.randrange(10**6):06d} {place.title()} {number}",
                f"Untuk {work} di {place} nomor {number}",
                f"Dinas Urusan {number % OFFICES}",
                f"https://app{number}.contoh.go.id",
                chance.choice(["Aktif", "Aktif", "Tidak Aktif"]),
                str(chance.randrange(2010, 2026)),
            ]
        )
    return xlsx_file([HEADERS, *rows])


def measure(engine: Engine, data: bytes) -> Iterator[dict[str, float]]:
    """Yield the seconds of each step, for the first import and for the second."""
    Base.metadata.create_all(engine)
    with db.sessions(engine, db.WRITING)() as session:
        referencing.load(session)
        city = make.government(session, "Kota Contoh")
        for _ in range(2):
            steps: dict[str, float] = {}
            began = time.process_time()
            choices = Choices(create_organisations=True)
            with clock(steps, "read"):
                table, columns = read(data, "daftar.xlsx", choices)
            with clock(steps, "preview"):
                plan = foresee(session, city, table, columns, choices)
            with clock(steps, "keep"):
                file = StoredFile(
                    key="k",
                    filename="daftar.xlsx",
                    media_type="x",
                    size=len(data),
                    sha256="0",
                )
                upload = begin(session, city, file, account=0)
                keep_preview(session, upload, plan, head=0)
                session.commit()
            with clock(steps, "apply"):
                kept = kept_plan(session, upload)
                apply(session, city, kept, source="daftar.xlsx")
                history.seal(session, by="bench")
                session.commit()
            steps["cpu"] = time.process_time() - began
            yield steps


@contextmanager
def clock(steps: dict[str, float], name: str) -> Iterator[None]:
    """Note how long a block takes."""
    began = time.perf_counter()
    yield
    steps[name] = time.perf_counter() - began


def show(name: str, engine: Engine, data: bytes) -> None:
    """Print a row for each of the two imports."""
    for which, steps in zip(("first", "again"), measure(engine, data), strict=True):
        cpu = steps.pop("cpu")
        told = "  ".join(f"{step} {seconds:5.1f} s" for step, seconds in steps.items())
        total = sum(steps.values())
        print(f"{name:<11} {which}  {told}  total {total:5.1f} s (CPU {cpu:.1f} s)")
    engine.dispose()


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where it runs."""
    data = workbook()
    print(f"{ROWS:,} rows, {OFFICES} offices, XLSX of {len(data) // 1000:,} KB")
    with TemporaryDirectory() as folder:
        show("SQLite", db.connect(f"sqlite:///{folder}/bench.sqlite"), data)
    try:
        with cluster() as server:
            server.run("CREATE DATABASE bench")
            show("PostgreSQL", db.connect(server.address("bench")), data)
    except NoPostgres as problem:
        print(f"PostgreSQL left out: {problem}")


if __name__ == "__main__":
    main()
