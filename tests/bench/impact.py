"""What stops with something, in a government of 100,000 elements and 400,000 relations.

Run `python -m tests.bench.impact [ELEMENTS [RELATIONS]]`.  The graphs stand in memory
as the portal keeps them; then one is written to a database and asked with its names.
"""

import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from sqlalchemy import insert
from sqlalchemy.orm import Session

from architecture import elements, history, scope, stopping
from architecture.impact import NEVER, NODE, RELATION, VERBS, Model, spread
from architecture.layers import Layer, Status, Verb
from architecture.model import Base, Element, Organisation, Relation, now
from architecture.stopping import Models, reading
from eaportal import db
from tests import make

DAY = date(2026, 11, 28)
AGAIN = 5


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the milliseconds of processor and clock of the best of some runs."""
    best = (float("inf"), float("inf"))
    for _ in range(AGAIN):
        clock, spent = time.perf_counter(), time.process_time()
        found = work()
        spent, clock = time.process_time() - spent, time.perf_counter() - clock
        best = min(best, (spent * 1000, clock * 1000))
    return *best, found


def graphs(size: int, many: int) -> Iterable[tuple[str, Any, Any, Any]]:
    """Yield name, sources, targets and verbs of graphs of different shapes."""
    rng = np.random.default_rng(1)

    def of(*verbs: Verb) -> Any:
        return rng.choice([VERBS.index(each) for each in verbs], many)

    one, other = rng.integers(0, size, (2, many))
    yield "anything to anything, cycles", one, other, of(*Verb)
    yield "runs on, cycles", one, other, of(Verb.RUNS_ON)
    source = rng.integers(1, size, many)
    below = (rng.random(many) * source).astype(int)
    source[: size - 1] = np.arange(1, size)
    below[: size - 1] = (rng.random(size - 1) * source[: size - 1]).astype(int)
    yield "everything stands on one", source, below, of(Verb.RUNS_ON)
    yield (
        "everything, five verbs",
        source,
        below,
        of(Verb.RUNS_ON, Verb.USES, Verb.SUPPORTED_BY, Verb.REALISES, Verb.EXCHANGES),
    )
    chain = np.maximum(source - rng.integers(1, 4, many), 0)
    chain[: size - 1] = np.arange(size - 1)
    yield "a chain of all", source, chain, of(Verb.RUNS_ON)


def in_memory(size: int, many: int) -> None:
    """Print what graphs of each shape cost."""
    for name, source, target, verb in graphs(size, many):
        nodes = np.zeros(size, dtype=NODE)
        nodes["key"], nodes["end"] = np.arange(size), NEVER
        relations = np.zeros(many, dtype=RELATION)
        relations["source"], relations["target"] = source, target
        relations["verb"], relations["end"] = verb, NEVER
        made, _, model = timed(lambda: Model(nodes, relations))  # noqa: B023
        spent, clock, found = timed(lambda: spread(model, 0, DAY))  # noqa: B023
        hops = int(found.hops.max(initial=0))
        print(
            f"{name:<30} arrays {made:4.0f} ms, {model.size / 1e6:.0f} MB; "
            f"asked {spent:4.0f} ms ({clock:.0f} by the clock); "
            f"{len(found)} reached, {int(found.stops.sum())} stop, {hops} hops",
            flush=True,
        )


def filled(session: Session, office: Organisation, size: int, many: int) -> None:
    """Write a government by hand: processes on services on applications on servers."""
    layers = (Layer.BUSINESS, Layer.SERVICE, Layer.APPLICATION, Layer.INFRASTRUCTURE)
    common = {
        "government_id": office.government_id,
        "organisation_id": office.id,
        "status": Status.LIVE,
        "updated_at": now(),
        "created_at": now(),
    }
    for number, layer in enumerate(layers):
        rows = [
            {"id": key, "code": f"E-{key}", "name": f"Unsur {key}", **common}
            for key in range(1 + number, size + 1, len(layers))
        ]
        session.execute(insert(elements.CLASSES[layer]), rows)
    rng = np.random.default_rng(2)
    verbs = (Verb.REALISES, Verb.SUPPORTED_BY, Verb.RUNS_ON, Verb.RUNS_ON)
    place = rng.integers(0, 4, many)
    group = rng.integers(0, size // 4 - 1, many)
    source = group * 4 + place + 1
    target = (rng.random(many) * group).astype(int) * 4 + np.minimum(place + 1, 3) + 1
    session.execute(
        insert(Relation),
        [
            {"source_id": one, "target_id": other, "verb": verbs[at], "attributes": {}}
            for one, other, at in zip(
                source.tolist(), target.tolist(), place.tolist(), strict=True
            )
            if one != other
        ],
    )
    session.commit()


def in_a_database(size: int, many: int) -> None:
    """Print what reading it, following a change, and an answer with names cost."""
    with TemporaryDirectory() as folder:
        engine = db.connect(f"sqlite:///{folder}/bench.sqlite")
        Base.metadata.create_all(engine)
        with db.sessions(engine, db.WRITING)() as session:
            office = make.office(session)
            filled(session, office, size, many)
            root = office.government_id or 0
            clock = time.perf_counter()
            reading.whole(session, root)
            print(f"read from SQLite: {time.perf_counter() - clock:.1f} s")
            models, viewer = Models(), scope.full(root)
            models.of(session, root)
            start = session.get_one(Element, 4)

            def asked() -> Any:
                answer = stopping.ask(session, viewer, root, start, on=DAY)
                for layer in Layer:
                    stopping.told(session, answer, answer.of(layer)[:8])
                return answer

            stopping.models.of(session, root)
            spent, clock, answer = timed(asked)
            print(
                f"an answer with the names of a page: {spent:.0f} ms "
                f"({clock:.0f} by the clock), {len(answer)} reached"
            )
            elements.retire(session, session.get_one(Element, 8), on=DAY, reason="uji")
            history.seal(session, by="bench")
            session.commit()
            began = time.perf_counter()
            models.of(session, root)
            print(f"one change followed: {(time.perf_counter() - began) * 1000:.0f} ms")


def main(arguments: list[str]) -> None:
    """Measure in memory, then in a database."""
    size, many = (int(each) for each in (*arguments, "100000", "400000")[:2])
    in_memory(size, many)
    in_a_database(size, many)


if __name__ == "__main__":
    main(sys.argv[1:])
