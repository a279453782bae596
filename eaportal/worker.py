"""The worker: `python -m eaportal.worker` does the jobs that the portal asks for.

Two at once on a host, and one more that is short: a picture does not wait for imports
to end.  It wakes at the bell and looks into the table itself every few seconds, so a
lost bell or a crashed worker loses nothing.
"""

import logging
import os
import signal
import sys
import time
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from config import Misconfigured, from_environment
from eaportal import create_app
from eaportal.jobs import days, running

log = logging.getLogger("eaportal.worker")

AT_ONCE = 2
"""Besides the one that takes short work only."""
NICE = 10
LISTEN_EVERY = 0.25
LOOK_EVERY = 5.0
ASK_EVERY = 60.0
"""Seconds; the last for what is due on a day."""


class Rings:
    """How often the bell rang: whoever hears it tells the others."""

    def __init__(self) -> None:
        """Begin with one ring: there may be work from before."""
        self.number = 1

    def listen(self, app: Flask) -> int:
        """Return how often it rang so far."""
        if app.extensions["bell"].heard():
            self.number += 1
        return self.number


def work(
    app: Flask, stopping: Event, rings: Rings | None = None, *, short: bool = False
) -> None:
    """Do jobs one after another until it is time to stop; with `short` only those."""
    rings = rings or Rings()
    looked = asked = -ASK_EVERY
    answered = 0
    while not stopping.is_set():
        try:
            if not short and time.monotonic() - asked >= ASK_EVERY:
                asked = time.monotonic()
                days.ask_if_due(app)
            rang = rings.listen(app)
            if rang != answered or time.monotonic() - looked >= LOOK_EVERY:
                looked, answered = time.monotonic(), rang
                _empty(app, stopping, short=short)
        except SQLAlchemyError:
            log.exception("the database does not answer; trying again")
            stopping.wait(LOOK_EVERY)
        except Exception:  # the bell's file may vanish; the worker stays
            log.exception("the bell cannot be heard")
            stopping.wait(LOOK_EVERY)
        stopping.wait(LISTEN_EVERY)
    app.extensions["bell"].close()


def start(app: Flask, stopping: Event) -> list[Thread]:
    """Start the threads that do the work of a host."""
    rings = Rings()
    threads = [
        Thread(
            target=work,
            args=(app, stopping, rings),
            kwargs={"short": place == AT_ONCE},
            daemon=True,
        )
        for place in range(AT_ONCE + 1)
    ]
    for thread in threads:
        thread.start()
    return threads


def main(app: Flask | None = None) -> int:
    """Work until SIGTERM, SIGINT, or until the parent is gone.

    Who opens a page goes before: the worker and its children yield the processor.
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        app = app or create_app(from_environment())
    except Misconfigured as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - for whoever started it
        return 1
    os.nice(NICE)
    stopping = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    threads = start(app, stopping)
    parent = os.getppid()
    while not stopping.wait(1.0):
        if os.getppid() != parent:
            stopping.set()
    for thread in threads:
        thread.join(timeout=20)
    return 0


def _empty(app: Flask, stopping: Event, *, short: bool) -> None:
    while not stopping.is_set():
        taken = running.take(app, short=short)
        if taken is None:
            return
        running.run(app, taken)


if __name__ == "__main__":
    sys.exit(main())
