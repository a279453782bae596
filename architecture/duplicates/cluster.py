"""Sweep a large inventory on a Dask cluster: the same portions, in many processes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from distributed import Client, Security, as_completed
from distributed.comm.core import connect

from architecture.duplicates.model import Model
from architecture.duplicates.snapshot import Snapshot
from architecture.duplicates.sweeping import PORTION, Pairs, Sweep, joined, portions
from architecture.duplicates.thesaurus import Thesaurus

PATIENCE = 10
"""Seconds to wait for a scheduler, and for its first worker."""

Progress = Callable[[int, int], None]
"""Is told after each portion how many rows are done, and of how many."""


class NoWorkers(Exception):
    """A scheduler answers, but has no workers."""


def sweep_on(
    scheduler: str,
    snapshot: Snapshot,
    thesaurus: Thesaurus,
    model: Model,
    *,
    size: int = PORTION,
    patience: float = PATIENCE,
    progress: Progress | None = None,
) -> Pairs:
    """Return what `sweeping.sweep` finds, worked out by a cluster.

    `scheduler` is an address such as `tcp://host:8786`; the workers need this package
    in the same version.  Raises `OSError` if nobody answers there within `patience`
    seconds, and `NoWorkers` if the scheduler has nobody to give work to.
    """
    rows = len(snapshot.keys)
    found: list[Pairs] = []
    done = 0
    with ThreadPoolExecutor(1) as aside:  # where no other loop runs
        aside.submit(asyncio.run, _greet(scheduler, patience)).result()
    with Client(scheduler, timeout=patience, set_as_default=False) as client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            raise NoWorkers from error
        shared = client.scatter((snapshot, thesaurus, model), broadcast=True)
        work = {
            client.submit(_portion, shared, *each, pure=False): each[1] - each[0]
            for each in portions(rows, size)
        }
        for future in as_completed(list(work), loop=client.loop):
            found.append(future.result())
            done += work.pop(future)
            if progress:
                progress(done, rows)
    return joined(found)


async def _greet(scheduler: str, patience: float) -> None:
    """Exchange greetings; a client would wait for one without end."""
    secured = Security().get_connection_args("client")
    async with asyncio.timeout(patience):
        comm = await connect(scheduler, timeout=patience, **secured)
        await comm.close()


def _portion(shared: tuple[Snapshot, Thesaurus, Model], start: int, stop: int) -> Pairs:
    return Sweep(*shared).portion(start, stop)
