"""How long ArchiMate files take, in and out, and what memory a file of 100 MB needs.

Run it with `make bench`.  3,000 elements with 6,000 relations on both databases: read,
preview, apply, the same file again, and out; then a file just under the limit, read
alone in a process of its own, and one that says a million properties.
"""

import io
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import Engine

from architecture import history, referencing, scope
from architecture.archimate.rules import allows
from architecture.exchange.archimate.applying import apply
from architecture.exchange.archimate.contents import read
from architecture.exchange.archimate.foreseeing import foresee
from architecture.exchange.archimate.leaving import Extent
from architecture.exchange.archimate.words import LARGEST
from architecture.exchange.archimate.writing import write
from architecture.model import Base
from eaportal import db
from tests import make
from tests.postgres import NoPostgres, cluster

ELEMENTS, RELATIONS = 3_000, 6_000
SPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<model xmlns="{SPACE}" identifier="m" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><name>Model</name>\n'
)
KINDS = (
    "BusinessProcess",
    "BusinessService",
    "DataObject",
    "ApplicationComponent",
    "ApplicationComponent",
    "Device",
    "SystemSoftware",
    "BusinessActor",
)
RELATED = ("Realization", "Serving", "Access", "Flow", "Assignment", "Association")


def model(elements: int, relations: int) -> bytes:
    """Return a file with so many elements and relations that break no rule."""
    chance = random.Random(3)  # noqa: S311 - the same file every time
    kinds = [chance.choice(KINDS) for _ in range(elements)]
    out = [HEAD, "<elements>\n"]
    for number, kind in enumerate(kinds):
        out.append(
            f'<element identifier="e{number}" xsi:type="{kind}">'
            f'<name xml:lang="id">Hal nomor {number}</name><documentation '
            f'xml:lang="id">Uraian hal nomor {number}.</documentation><properties>'
            f'<property propertyDefinitionRef="p1"><value>Nilai {number}</value>'
            "</property></properties></element>\n"
        )
    out.append("</elements>\n<relationships>\n")
    made: set[tuple[int, str, int]] = set()
    while len(made) < relations:
        one, other = chance.randrange(elements), chance.randrange(elements)
        kind = chance.choice(RELATED)
        ends = one, kind, other
        if one == other or ends in made or not allows(kinds[one], kind, kinds[other]):
            continue
        out.append(
            f'<relationship identifier="r{len(made)}" source="e{one}" '
            f'target="e{other}" xsi:type="{kind}" />\n'
        )
        made.add(ends)
    out.append(
        '</relationships>\n<propertyDefinitions><propertyDefinition identifier="p1" '
        'type="string"><name>Sifat</name></propertyDefinition></propertyDefinitions>'
        "\n</model>\n"
    )
    return "".join(out).encode()


def large() -> bytes:
    """Return a file that is just small enough to be read."""
    whole = model(1_000, 0).decode()
    start, end = whole.split("<relationships>\n")
    size = LARGEST - len(whole) - 1_000
    each = (
        '<relationship identifier="r{0:09d}" source="e{1:03d}" target="e{1:03d}" '
        'xsi:type="Association"><documentation>{2}</documentation></relationship>\n'
    )
    many = size // len(each.format(0, 0, "x" * 100))
    body = "".join(
        each.format(number, number % 900 + 100, "x" * 100) for number in range(many)
    )
    return f"{start}<relationships>\n{body}{end}".encode()


def measure(engine: Engine, data: bytes) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the seconds of each step of the first import and of the second."""
    Base.metadata.create_all(engine)
    for name in ("first", "again"):
        steps: dict[str, float] = {}
        began = time.process_time()
        with db.sessions(engine, db.WRITING)() as session:
            if name == "first":
                referencing.load(session)
                city = make.government(session, "Kota Contoh")
                session.commit()
                key = city.id
            city = session.get_one(type(city), key)
            with clock(steps, "read"):
                contents = read(io.BytesIO(data))
            with clock(steps, "preview"):
                plan = foresee(session, city, contents)
            with clock(steps, "apply"):
                apply(session, city, plan, source="model.xml")
                history.seal(session, by="bench")
                session.commit()
        with db.sessions(engine, db.WRITING)() as session, clock(steps, "out"):
            city = session.get_one(type(city), key)
            write(session, Extent(scope.full(key), city), io.StringIO())
        steps["processor"] = time.process_time() - began
        yield name, steps


@contextmanager
def clock(steps: dict[str, float], name: str) -> Iterator[None]:
    """Note how long the block took."""
    began = time.perf_counter()
    yield
    steps[name] = time.perf_counter() - began


def tell(label: str, engine: Engine, data: bytes) -> None:
    """Print the figures of a database."""
    for name, steps in measure(engine, data):
        told = "  ".join(f"{step} {seconds:.1f}" for step, seconds in steps.items())
        print(f"{label:<11}{name:<7}{told}")


def tell_memory(label: str, data: bytes) -> None:
    """Read a file in a process of its own and print what it took."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "model.xml"
        file.write_bytes(data)
        words = [sys.executable, "-m", "tests.bench.archimate", str(file)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    print(f"{label}, {len(data) / 1e6:.0f} MB: {done.stdout.strip()}")


def read_alone(file: str) -> None:
    """Read a file and print seconds, memory, and what came of it."""
    from architecture.exchange.archimate.reading import Unreadable

    began = time.perf_counter()
    try:
        with Path(file).open("rb") as opened:
            said = f"{len(read(opened).pieces)} pieces"
    except Unreadable as refused:
        said = refused.sentence
    took = time.perf_counter() - began
    status = Path("/proc/self/status").read_text(encoding="ascii")
    most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(f"{took:.1f} s, {most:.0f} MB: {said}")


def main() -> None:
    """Measure and print."""
    data = model(ELEMENTS, RELATIONS)
    with TemporaryDirectory() as folder:
        engine = db.connect(f"sqlite:///{folder}/bench.sqlite")
        tell("SQLite", engine, data)
        engine.dispose()
    try:
        with cluster() as server:
            server.run("CREATE DATABASE bench")
            engine = db.connect(server.address("bench"))
            tell("PostgreSQL", engine, data)
            engine.dispose()
    except NoPostgres as missing:
        print(missing)
    tell_memory("just small enough", large())
    tell_memory("too large", large() + b" " * 2_000)
    hostile = "<property propertyDefinitionRef='p1'><value>1</value></property>"
    many = model(1, 0).replace(
        b"</properties>", hostile.encode() * 1_000_000 + b"</properties>"
    )
    tell_memory("a million properties", many)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read_alone(sys.argv[1])
    else:
        main()
