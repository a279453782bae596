"""Run a measurement on an empty SQLite and an empty PostgreSQL, one after the other."""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Engine

from architecture.model import Base
from architecture.seeking import seeker
from architecture.similar import similar
from eaportal import db
from tests.bench.spent import NOBODY
from tests.postgres import NoPostgres, cluster

Measure = Callable[[Engine, Path, int], Iterable[str]]


def print_figures(title: str, measure: Measure) -> None:
    """Print what `measure` tells of both databases.

    It is given an engine, a folder of its own and the id of the server's process.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = {"SQLite": (f"sqlite:///{folder / 'ukur.sqlite'}", NOBODY)}
        try:
            server = stack.enter_context(cluster())
            server.run("CREATE DATABASE ukur")
            assert server.process is not None
            addresses["PostgreSQL"] = server.address("ukur"), server.process.pid
        except NoPostgres as problem:
            print(f"PostgreSQL tidak diukur: {problem}")
        for name, (address, process) in addresses.items():
            print(f"-- {name}, {title}")
            engine = db.connect(address)
            Base.metadata.create_all(engine)
            similar.forget()
            seeker.forget()
            (folder / name).mkdir()
            for line in measure(engine, folder / name, process):
                print(line, flush=True)
            engine.dispose()
