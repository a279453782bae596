"""Sweep a large inventory on a Dask cluster: the same portions, in many processes."""

from collections.abc import Callable

from distributed import Client, as_completed

from architecture.duplicates.model import Model
from architecture.duplicates.snapshot import Snapshot
from architecture.duplicates.sweeping import PORTION, Pairs, Sweep, joined, portions
from architecture.duplicates.thesaurus import Thesaurus

Progress = Callable[[int, int], None]
"""Is told after each portion how many rows are done, and of how many."""


def sweep_on(
    scheduler: str,
    snapshot: Snapshot,
    thesaurus: Thesaurus,
    model: Model,
    *,
    size: int = PORTION,
    progress: Progress | None = None,
) -> Pairs:
    """Return what `sweeping.sweep` finds, worked out by a cluster.

    `scheduler` is an address such as `tcp://host:8786`; the workers need this package
    in the same version.  Raises `OSError` if nobody answers there.
    """
    rows = len(snapshot.keys)
    found: list[Pairs] = []
    done = 0
    with Client(scheduler, set_as_default=False) as client:
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


def _portion(shared: tuple[Snapshot, Thesaurus, Model], start: int, stop: int) -> Pairs:
    return Sweep(*shared).portion(start, stop)
