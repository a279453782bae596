"""Measure what the rest of the portal notices when twenty maps are opened at once.

Run `python -m tests.bench.twenty`: the portal as `make run` starts it, with its
demonstration.  Twenty people open a map each that nobody has seen, and wait for its
picture; another one goes on to work with lists and the front page.
"""

import os
import signal
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import numpy as np

from architecture.mapping.catalogue import VIEWS
from tests.bench.server import PASSWORD, answers, free_port, read, signed_in, started

PEOPLE = 20
PAGES = ("/", "/aplikasi/", "/arsitektur/layanan/", "/usulan/")
REFRESHED = 2.0
"""Seconds, as the page asks for by its header."""

WAITS = "sedang digambar"
DAY = date(2027, 1, 1)


def main() -> None:
    """Print how long pages take before and meanwhile, and the pictures themselves."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = os.environ | {
            "EAPORTAL_INSTANCE": folder,
            "DEMO_PASSWORD": PASSWORD,
            "PORT": str(port),
        }
        portal = started(environment, Path(folder) / "log")
        try:
            answers(port)
            _measure(f"http://127.0.0.1:{port}")
        finally:
            os.killpg(portal.pid, signal.SIGTERM)
            portal.wait(30)


def _measure(site: str) -> None:
    worker = signed_in(site, "reviewer")
    people = [signed_in(site, "arsitek") for _ in range(PEOPLE)]
    for page in PAGES:
        read(worker, site + page)
    done = Event()
    print("before:   ", _told(_pages(worker, site, seconds=8)))
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        working = pool.submit(_pages, worker, site, until=done)
        looking = [
            pool.submit(_picture, opener, address)
            for opener, address in zip(people, _addresses(site), strict=True)
        ]
        waits = sorted(each.result() for each in looking)
        done.set()
        print("meanwhile:", _told(working.result()))
    print(f"pictures: first {waits[0]:.2f} s, last {waits[-1]:.2f} s")


def _addresses(site: str) -> list[str]:
    """Return maps that differ: of other days, so each has to be drawn."""
    views = [view for view in VIEWS.values() if not view.focus]
    return [
        f"{site}/peta/{views[turn % len(views)].slug}?tanggal={DAY + timedelta(turn)}"
        for turn in range(PEOPLE)
    ]


def _picture(opener: urllib.request.OpenerDirector, address: str) -> float:
    """Wait for a picture as a page without script does; return the seconds."""
    begun = time.perf_counter()
    while WAITS in read(opener, address):
        time.sleep(REFRESHED)
    return time.perf_counter() - begun


def _pages(
    opener: urllib.request.OpenerDirector,
    site: str,
    *,
    seconds: float = 60.0,
    until: Event | None = None,
) -> list[float]:
    """Open pages in turn, with a moment to read; return how long each took."""
    took: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not (until and until.is_set()):
        begun = time.perf_counter()
        read(opener, site + PAGES[len(took) % len(PAGES)])
        took.append(time.perf_counter() - begun)
        time.sleep(0.02)
    return took


def _told(took: list[float]) -> str:
    low, high = np.percentile(took, [50, 95]) * 1000
    return f"{len(took)} pages, median {low:.0f} ms, 95 % {high:.0f} ms"


if __name__ == "__main__":
    main()
