"""Measure pages in a government of 100,000 elements and 400,000 relations.

Run `python -m tests.bench.architecture [ELEMENTS [RELATIONS]]`: on SQLite, and on
PostgreSQL where one can be started.  A few elements have thousands of relations, as a
shared network or the data of employees have.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from architecture import elements, referencing
from architecture.elements.values import nothing
from architecture.layers import ALLOWED, FIELDS, Layer, Sharing, Status, Verb
from architecture.model import (
    Element,
    Organisation,
    PlannedChange,
    PlannedState,
    Relation,
    now,
)
from architecture.model.elements import sorted_as
from architecture.roles import Role
from eaportal import create_app, db
from tests import make
from tests.bench.both import print_figures
from tests.bench.duplicates import profiles
from tests.bench.spent import NOBODY, timed
from tests.browser import Browser, settings

OFFICES = 60
SHARES = {
    Layer.BUSINESS: 15,
    Layer.SERVICE: 20,
    Layer.DATA: 20,
    Layer.APPLICATION: 20,
    Layer.INFRASTRUCTURE: 15,
    Layer.SECURITY: 9,
    Layer.STRATEGY: 1,
}
"""Of a hundred elements; the order is the order of their ids."""


def fill(session: Session, size: int, many: int) -> Organisation:
    """Fill a database with one government; texts differ, most fields are stated."""
    chance = random.Random(5)  # noqa: S311 - no secret, only figures
    referencing.load(session)
    root = make.government(session, "Provinsi Besar")
    offices = [make.office(session, of=root).id for _ in range(OFFICES)]
    texts = profiles(size)
    by_layer: dict[Layer, list[int]] = {}
    key = (session.scalar(select(Element.id).order_by(Element.id.desc())) or 0) + 1
    for layer, share in SHARES.items():
        keys = list(range(key, key + size * share // 100))
        by_layer[layer], key = keys, key + len(keys)
        rows = [
            row(layer, each, texts[each % len(texts)], chance.choice(offices), root)
            for each in keys
        ]
        session.execute(insert(elements.CLASSES[layer]), rows)
    pairs = [
        (verb, *pair)
        for verb in Verb
        for pair in sorted(ALLOWED[verb])
        if verb not in {Verb.REPLACES, Verb.PART_OF}
    ]
    related = [
        {
            "source_id": _some(chance, by_layer[one]),
            "verb": verb,
            "target_id": _some(chance, by_layer[two]),
            "attributes": {},
        }
        for verb, one, two in chance.choices(pairs, k=many)
    ]
    session.execute(
        insert(Relation),
        [each for each in related if each["source_id"] != each["target_id"]],
    )
    session.commit()
    return root


def foretell(session: Session, root: Organisation) -> None:
    """Let 2,000 elements end in 2027, and plan 1,000 names and 500 exchanges."""
    chance = random.Random(3)  # noqa: S311 - no secret, only figures
    own = Element.government_id == root.id
    query = select(Element.id).where(own, Element.status == Status.LIVE)
    keys = list(session.scalars(query.order_by(Element.id)))
    ends = {key: _in_2027(chance) for key in chance.sample(keys, 2000)}
    for key, day in ends.items():
        change = update(Element.__table__).where(Element.__table__.c.id == key)
        session.execute(change.values(retires_on=day))
    names = [_planned(root, chance, key, "name") for key in chance.sample(keys, 1000)]
    exchanges = select(Relation.id, Relation.source_id).where(
        Relation.verb == Verb.EXCHANGES
    )
    some = session.execute(exchanges.order_by(Relation.id).limit(500)).all()
    ties = [_planned(root, chance, end, "data", key) for key, end in some]
    session.execute(insert(PlannedChange), names + ties)
    session.commit()


def _planned(
    root: Organisation,
    chance: random.Random,
    element: int,
    field: str,
    relation: int | None = None,
) -> dict[str, object]:
    return {
        "government_id": root.id,
        "element_id": element,
        "relation_id": relation,
        "field": field,
        "value": f"Yang baru {element}",
        "starts_on": _in_2027(chance),
        "state": PlannedState.PLANNED,
    }


def _in_2027(chance: random.Random) -> date:
    return date(2027, chance.randint(1, 12), 1)


def _some(chance: random.Random, keys: list[int]) -> int:
    """Return one of the keys: most are alike, the first few are met often."""
    if chance.random() < 0.1:
        return keys[int(len(keys) * chance.random() ** 8)]
    return chance.choice(keys)


def row(
    layer: Layer, key: int, text: object, office: int, root: Organisation
) -> dict[str, object]:
    name = f"{getattr(text, 'name', '')} {key}"
    told = str(getattr(text, "description", "")) or str(getattr(text, "function", ""))
    blank = {field.name: nothing(field) for field in FIELDS[layer]}
    codes = [f"RAB.09.0{key % 7 + 1}"] if key % 3 else []
    return blank | {
        "id": key,
        "code": f"{layer.name[:3]}-{key:06d}",
        "name": name,
        "sort_name": sorted_as(name),
        "description": told if key % 4 else "",
        "search_text": f"{name} {told}".lower()[:4000],
        "status": Status.RETIRED if key % 20 == 0 else Status.LIVE,
        "sharing": Sharing.NOTHING,
        "government_id": root.id,
        "organisation_id": office,
        "created_at": now(),
        "updated_at": now(),
        "custom": {},
        **({"reference_codes": codes} if layer is not Layer.STRATEGY else {}),
    }


def measure(
    engine: Engine, folder: Path, size: int, many: int, database: int = NOBODY
) -> Iterator[str]:
    """Yield a line for each page of one database; `database` is its process."""
    begun = time.perf_counter()
    with db.sessions(engine, db.WRITING)() as session:
        root = fill(session, size, many)
        foretell(session, root)
        account = make.account(session, Role.ARCHITECT, root)
    yield f"fill {time.perf_counter() - begun:.1f} s"
    app = create_app(settings(engine, folder))
    with db.sessions(engine, db.WRITING)() as session:
        browser = Browser(app, session).sign_in(account)  # type: ignore[arg-type]
        own = Element.government_id == root.id
        query = select(Element.id).where(own).order_by(Element.id)
        keys = list(session.scalars(query))
        session.commit()
        for name, address in pages(keys).items():
            begun = time.perf_counter()
            once(browser, address)(0)
            first = (time.perf_counter() - begun) * 1000
            line = timed(once(browser, address), database, rounds=30)
            yield f"{name:<26} {line}  first {first:6.0f}"


def once(browser: Browser, address: Callable[[int], str]) -> Callable[[int], None]:
    def once(turn: int) -> None:
        headers = {"Host": "localhost"}
        answer = browser.client.get(
            address(turn), headers=headers, follow_redirects=True
        )
        assert answer.status_code == 200, (address(turn), answer.status)

    return once


def pages(keys: list[int]) -> dict[str, Callable[[int], str]]:
    """Return name → the address of the page at each turn."""
    usual = random.Random(7).sample(keys, 500)  # noqa: S311 - only figures
    hubs = [keys[0], keys[len(keys) * 15 // 100], keys[len(keys) * 75 // 100]]
    return {
        "overview": lambda _: "/arsitektur/",
        "list": lambda turn: f"/arsitektur/layanan/?halaman={turn % 40 + 1}",
        "list, last page": lambda _: "/arsitektur/layanan/?halaman=9999",
        "list by office": lambda turn: f"/arsitektur/data/?urut=opd&halaman={turn}",
        "list, two words": lambda turn: (
            f"/arsitektur/layanan/?cari={SEARCHED[turn % len(SEARCHED)]}"
        ),
        "list by code": lambda turn: (
            f"/arsitektur/layanan/?kode=RAB.09.0{turn % 7 + 1}"
        ),
        "element": lambda turn: f"/arsitektur/elemen/{usual[turn % len(usual)]}",
        "element of many": lambda turn: f"/arsitektur/elemen/{hubs[turn % 3]}",
        "relate": lambda turn: (
            f"/arsitektur/elemen/{hubs[1]}/relasi?arah=SUPPORTED_BY-ke"
            f"&cari={SEARCHED[turn % len(SEARCHED)]}"
        ),
        "matrix": lambda turn: f"/arsitektur/matriks?halaman={turn % 9 + 1}",
        "missing, figures": lambda _: "/arsitektur/kelengkapan?lapisan=layanan",
        "missing, a field": lambda turn: (
            f"/arsitektur/kelengkapan?lapisan=layanan&kurang=purpose&halaman={turn}"
        ),
        "missing, a relation": lambda turn: (
            "/arsitektur/kelengkapan?lapisan=layanan&kurang=applications"
            f"&halaman={turn}"
        ),
        "inventory": lambda turn: f"/aplikasi/?halaman={turn % 40 + 1}",
        "list, another day": lambda turn: (
            f"/arsitektur/layanan/?halaman={turn % 40 + 1}&{THEN}"
        ),
        "list, a past day": lambda turn: (
            f"/arsitektur/layanan/?halaman={turn % 40 + 1}&tanggal=2025-01-01"
        ),
        "list by office, another day": lambda turn: (
            f"/arsitektur/data/?urut=opd&halaman={turn}&{THEN}"
        ),
        "inventory, another day": lambda turn: (
            f"/aplikasi/?halaman={turn % 40 + 1}&{THEN}"
        ),
        "element, another day": lambda turn: (
            f"/arsitektur/elemen/{usual[turn % len(usual)]}?{THEN}"
        ),
        "matrix, another day": lambda turn: (
            f"/arsitektur/matriks?halaman={turn % 9 + 1}&{THEN}"
        ),
        "two days": lambda turn: (
            f"/arsitektur/bandingkan/?halaman={turn % 9 + 1}&sampai=2028-01-01"
        ),
        "surroundings": lambda turn: f"/peta/sekitar?fokus={usual[turn]}",
    }


THEN = "tanggal=2028-01-01"
SEARCHED = ("presensi", "surat+masuk", "pajak+daerah", "antrean", "aset", "xyzzy")


def main(size: int, many: int) -> None:
    """Print the figures of both databases."""
    print_figures(
        f"{size} elements, {many} relations",
        lambda engine, folder, database: measure(engine, folder, size, many, database),
    )


if __name__ == "__main__":
    SIZE, MANY = (int(each) for each in (*sys.argv[1:], "100000", "400000")[:2])
    main(SIZE, MANY)
