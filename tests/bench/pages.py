"""Measure pages at national size: 27,400 applications of 616 governments.

Run `python -m tests.bench.pages [HOW_MANY]`: on SQLite, and on PostgreSQL where one can
be started.  Server time is that of a whole request through the portal, rendering too.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from architecture import history, organisations, referencing
from architecture.inventory import search_text
from architecture.layers import Layer, Sharing, Status
from architecture.model import (
    Application,
    Element,
    Organisation,
    RegistrationKind,
    now,
)
from architecture.model.elements import sorted_as
from architecture.model.organisations import Kind
from architecture.registration import drafting
from architecture.roles import Role
from eaportal import create_app, db, serve
from tests import make
from tests.bench.both import print_figures
from tests.bench.duplicates import profiles
from tests.bench.spent import NOBODY, timed
from tests.browser import Browser, settings

GOVERNMENTS = 616
OFFICES = 12
LIST_FIELDS = ("name", "acronym", "description", "function")


def fill(session: Session, count: int) -> list[Organisation]:
    """Fill a database: governments of very different sizes, texts that differ."""
    chance = random.Random(3)  # noqa: S311 - no secret, only figures
    referencing.load(session)
    roots = []
    for number in range(GOVERNMENTS):
        root = Organisation(
            code=f"G-{number:03d}", name=f"Pemerintah {number}", kind=Kind.GOVERNMENT
        )
        session.add(root)
        roots.append(root)
    session.flush()
    offices: dict[int, list[int]] = {}
    for root in roots:
        root.government_id = root.id
        made = [
            Organisation(
                code=f"{root.code}-{place:02d}",
                name=f"Dinas {place} {root.code}",
                kind=Kind.OFFICE,
                parent_id=root.id,
                government_id=root.id,
            )
            for place in range(OFFICES)
        ]
        session.add_all(made)
        session.flush()
        offices[root.id] = [office.id for office in made]
    weights = [1 / (rank + 8) for rank in range(GOVERNMENTS)]
    homes = chance.choices(roots, weights, k=count)
    texts = profiles(count)
    first = (session.scalar(select(Element.id).order_by(Element.id.desc())) or 0) + 1
    numbers: dict[int, int] = {}
    elements, applications = [], []
    for key, (text, home) in enumerate(zip(texts, homes, strict=True), start=first):
        numbers[home.id] = numbers.get(home.id, 0) + 1
        values = {name: getattr(text, name) for name in LIST_FIELDS}
        elements.append(
            {
                "id": key,
                "layer": Layer.APPLICATION,
                "code": f"DAA-{numbers[home.id]:04d}",
                "name": text.name,
                "description": text.description,
                "status": Status.LIVE,
                "sharing": Sharing.NAME_AND_FUNCTION,
                "sensitive": False,
                "reference_codes": list(text.codes),
                "notes": "",
                "search_text": search_text(values),
                "sort_name": sorted_as(text.name),
                "version": 1,
                "government_id": home.id,
                "organisation_id": chance.choice(offices[home.id]),
            }
        )
        applications.append(
            {
                "id": key,
                "acronym": text.acronym,
                "function": text.function,
                "data_used": text.data_used,
            }
        )
    session.execute(insert(Element.__table__), [with_moments(e) for e in elements])
    session.execute(insert(Application.__table__), [blank() | a for a in applications])
    for root in roots:
        history.note(session, root, "Dimuat", government=root.id)
    history.seal(session, by="ukur")
    session.commit()
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql(
            "SELECT setval('elements_id_seq', (SELECT max(id) FROM elements))"
        )
    session.connection().exec_driver_sql("ANALYZE")  # as autovacuum would have
    session.commit()
    return roots


def with_moments(row: dict[str, object]) -> dict[str, object]:
    """Return a row of elements with its moments."""
    return row | {"created_at": now(), "updated_at": now()}


def blank() -> dict[str, object]:
    """Return a row of applications of which nothing is known."""
    texts = (
        "output services processes data_produced users built_by operating_unit "
        "technical_manager vendor source_of_funds languages framework "
        "database_system hosting url"
    )
    return dict.fromkeys(texts.split(), "") | {
        "type": "APPLICATION",
        "personal_data": "UNKNOWN",
        "build_method": "UNKNOWN",
        "licence": "UNKNOWN",
        "platforms": [],
        "national": {},
        "candidate_national": False,
    }


def measure(
    engine: Engine, folder: Path, count: int, database: int = NOBODY
) -> Iterator[str]:
    """Yield a line for each figure of one database; `database` is its process."""
    begun = time.perf_counter()
    with db.sessions(engine, db.WRITING)() as session:
        roots = fill(session, count)
        large, usual = roots[0], roots[300]
        account = make.account(session, Role.ARCHITECT, large)
        typists = {
            "check": _typist(session, usual),
            "check, largest": _typist(session, large),
        }
    yield f"fill {time.perf_counter() - begun:.1f} s"
    app = create_app(settings(engine, folder))
    begun = time.process_time()
    serve.warm(app).join()
    yield f"index built in {time.process_time() - begun:.1f} s of processor time"
    with db.sessions(engine, db.WRITING)() as session:
        yield from _pages(app, session, account, large, database)
        for name, typist in typists.items():
            yield f"{name:<16} {timed(_typing(app, session, *typist), database)}"


def _typist(session: Session, home: Organisation) -> tuple[object, int]:
    office = organisations.tree(session, home.id)[1]
    operator = make.account(session, Role.OPERATOR, office)
    draft = drafting.start(session, office, RegistrationKind.BUILD, account=operator.id)
    history.seal(session, by="ukur")
    session.commit()
    return operator, draft.id


def _pages(
    app: object, session: Session, account: object, home: Organisation, database: int
) -> Iterator[str]:
    browser = Browser(app, session).sign_in(account)  # type: ignore[arg-type]
    client, keys = browser.client, _keys(session, home)
    yield f"the largest government has {len(keys)} applications"
    asked = {
        "list": lambda turn: f"/aplikasi/?halaman={turn % 40 + 1}",
        "list by office": lambda turn: f"/aplikasi/?urut=opd&halaman={turn % 40 + 1}",
        "search own": lambda turn: f"/aplikasi/?cari={SEARCHED[turn % len(SEARCHED)]}",
        "search all": lambda turn: (
            f"/aplikasi/?milik=lain&cari={SEARCHED[turn % len(SEARCHED)]}"
        ),
        "list all": lambda turn: f"/aplikasi/?milik=lain&halaman={turn % 40 + 1}",
        "detail": lambda turn: f"/aplikasi/{keys[turn % len(keys)]}",
        "catalogue": lambda turn: f"/katalog/?halaman={turn % 40 + 1}",
        "search catalogue": lambda turn: (
            f"/katalog/?cari={SEARCHED[turn % len(SEARCHED)]}"
        ),
        "search a letter": lambda turn: f"/aplikasi/?milik=lain&cari={'aie'[turn % 3]}",
    }
    for name, address in asked.items():

        def once(turn: int, address: Callable[[int], str] = address) -> None:
            answer = client.get(address(turn), headers={"Host": "localhost"})
            assert answer.status_code == 200, answer.status

        yield f"{name:<16} {timed(once, database)}"


SEARCHED = ("presensi", "surat+masuk", "pajak", "antrean", "aset", "kinerja", "xyzzy")

TYPED = tuple(
    "Aplikasi untuk mencatat kehadiran pegawai dengan foto dan lokasi, rekap bulanan "  # noqa: SIM905
    "untuk perhitungan tunjangan kinerja setiap perangkat daerah".split()
)


def _typing(
    app: object, session: Session, operator: object, draft: int
) -> Callable[[int], None]:
    """Return what types one word more into a draft at each turn."""
    browser = Browser(app, session).sign_in(operator)  # type: ignore[arg-type]
    token = browser.token()

    def once(turn: int) -> None:
        words = " ".join(TYPED[: turn % len(TYPED) + 1])
        answer = browser.client.post(
            f"/usulan/{draft}/periksa",
            data={"name": "HADIR KOTA", "description": words, "function": words},
            headers={"HX-Request": "true", "X-CSRFToken": token, "Host": "localhost"},
        )
        assert answer.status_code == 200, answer.status

    once(len(TYPED) - 1)
    return once


def _keys(session: Session, home: Organisation) -> list[int]:
    query = select(Element.id).where(Element.government_id == home.id)
    return list(session.scalars(query))


def main(count: int) -> None:
    """Print the figures of both databases."""
    print_figures(
        f"{count} applications",
        lambda engine, folder, database: measure(engine, folder, count, database),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 27_400)
