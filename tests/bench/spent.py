"""How long requests take by the clock, and how much processor they and a database use.

Others who work on the machine lengthen the clock more than the processor time.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

ROUNDS = 200
NOBODY = 0


def timed(
    work: Callable[[int], object], database: int = NOBODY, rounds: int = ROUNDS
) -> str:
    """Return medians and 95th percentiles in milliseconds: of the clock, of processors.

    `database` is the process whose children answer our statements; their processor
    time counts with ours.
    """
    for turn in (0, 1):
        work(turn)
    clock, processor = [], []
    for turn in range(1, rounds + 1):
        used, begun = _used(database), time.perf_counter()
        work(turn)
        clock.append(time.perf_counter() - begun)
        processor.append(_used(database) - used)
    (low, high), (least, most) = (
        np.percentile(each, [50, 95]) * 1000 for each in (clock, processor)
    )
    return f"clock {low:6.1f} {high:6.1f}  processor {least:6.1f} {most:6.1f}"


def _used(database: int) -> float:
    return time.process_time() + sum(map(_of, _children(database)))


def _children(process: int) -> Iterator[str]:
    if process:
        for task in Path(f"/proc/{process}/task").iterdir():
            yield from (task / "children").read_text().split()


def _of(process: str) -> float:
    """Return the seconds of a process, finer than the ticks of `stat`."""
    try:
        told = Path(f"/proc/{process}/schedstat").read_text()
    except OSError:  # ended meanwhile
        return 0.0
    return int(told.split()[0]) / 1e9
