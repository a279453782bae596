"""Search all layers in a government of 100,000 elements, beside one that shares 8,000.

Run `python -m tests.bench.seeking [ELEMENTS]`: on SQLite, and on PostgreSQL where one
can be started.  Times are those of a whole request for the page of results.
"""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from architecture import elements, history
from architecture.layers import Layer, Sharing, Status
from architecture.model import Account, Element, Organisation
from architecture.roles import Role
from architecture.seeking import Seeker
from architecture.shelving import Shelf
from eaportal import create_app, db
from tests import make
from tests.bench.architecture import fill, once, row
from tests.bench.both import print_figures
from tests.bench.duplicates import profiles
from tests.bench.spent import NOBODY, timed
from tests.browser import Browser, settings

SHARED = 8_000

ASKED = {
    "a code": "APP-060000",
    "a word that nobody says": "xyzzyq",
    "a word that most say": "dan",
    "two frequent words": "sistem+informasi",
    "six frequent words": "mendukung+pelayanan+publik+cepat+transparan+petugas",
    "three letters": "ran",
    "how most codes begin": "rab.09",
    "how many names begin": "la",
    "one letter": "a",
    "only stop words": "yang+dan+di",
    "eight letters": "a+i+u+e+o+n+s+k",
    "other words for the same": "presensi",
    "the last page": "dan&halaman=99999",
    "one layer": "dan&lapisan=strategi",
}


def filled(session: Session, size: int) -> tuple[Organisation, Organisation]:
    """Fill a database; return the large government and the one that shares."""
    root = fill(session, size, 4 * size // 100)
    other = make.government(session, "Kota Tetangga")
    office = make.office(session, of=other).id
    texts = profiles(SHARED)
    first = (session.scalar(select(func.max(Element.id))) or 0) + 1
    life = {"sharing": Sharing.NAME_AND_FUNCTION, "status": Status.LIVE}
    rows = [
        row(Layer.APPLICATION, first + at, text, office, other) | life
        for at, text in enumerate(texts)
    ]
    session.execute(insert(elements.CLASSES[Layer.APPLICATION]), rows)
    for each in (root, other):
        history.note(session, each, "Ukur", government=each.id)
    history.seal(session, by="bench")
    session.commit()
    return root, other


def measure(
    engine: Engine, folder: Path, size: int, database: int = NOBODY
) -> Iterator[str]:
    """Yield a line for each question in one database; `database` is its process."""
    with db.sessions(engine, db.WRITING)() as session:
        root, other = filled(session, size)
        accounts = [
            make.account(session, Role.ARCHITECT, each) for each in (root, other)
        ]
        query = select(Organisation.id).where(Organisation.parent_id == root.id)
        office = random.Random(3).choice(session.scalars(query).all())  # noqa: S311
        session.commit()
    yield from _indexed(engine, folder)
    app = create_app(settings(engine, folder))
    with db.sessions(engine, db.WRITING)() as session:
        own, neighbour = (_reader(app, session, each) for each in accounts)
        own.client.get("/cari?q=surat", headers={"Host": "localhost"})
        for name, text in ASKED.items():
            sides = {"": (own, text), ", one office": (own, f"{text}&opd={office}")}
            sides[", another's"] = neighbour, text
            for side, (browser, asked) in sides.items():
                line = timed(once(browser, lambda _: f"/cari?q={asked}"), database, 30)  # noqa: B023
                yield f"{name + side:<40} {line}"


def _reader(app: object, session: Session, account: Account) -> Browser:
    return Browser(app, session).sign_in(account)  # type: ignore[arg-type]


def _indexed(engine: Engine, folder: Path) -> Iterator[str]:
    """Tell what building takes, and a process that finds what another has built."""
    shelf = Shelf(folder / "indexes" / "search")
    with db.sessions(engine, db.READING)() as session:
        for name in ("build", "open"):
            clock, spent = time.perf_counter(), time.process_time()
            Seeker(shelf).of(session)
            spent, clock = time.process_time() - spent, time.perf_counter() - clock
            yield f"{name} {clock:.2f} s by the clock, {spent:.2f} s of our processor"
    kept = shelf.latest()
    files = kept.folder.iterdir() if kept else ()
    yield f"files {sum(each.stat().st_size for each in files) / 1e6:.0f} MB"


def main(size: int) -> None:
    """Print the figures of both databases."""
    print_figures(
        f"{size} elements",
        lambda engine, folder, database: measure(engine, folder, size, database),
    )


if __name__ == "__main__":
    main(int((*sys.argv[1:], "100000")[0]))
