"""The worker: `python -m eaportal.worker` does the jobs that the portal asks for.

At most two at once on a host.  It wakes at the bell and looks into the
table itself every few seconds, so a lost bell or a crashed worker loses nothing.
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
LISTEN_EVERY = 0.25
LOOK_EVERY = 5.0
ASK_EVERY = 60.0
"""Seconds; the last for what is due on a day."""


def work(app: Flask, stopping: Event) -> None:
    """Do jobs one after another until it is time to stop."""
    looked = asked = -ASK_EVERY
    while not stopping.is_set():
        try:
            if time.monotonic() - asked >= ASK_EVERY:
                asked = time.monotonic()
                days.ask_if_due(app)
            rang = app.extensions["bell"].heard()
            if rang or time.monotonic() - looked >= LOOK_EVERY:
                looked = time.monotonic()
                _empty(app, stopping)
        except SQLAlchemyError:
            log.exception("the database does not answer; trying again")
            stopping.wait(LOOK_EVERY)
        except Exception:  # the bell's file may vanish; the worker stays
            log.exception("the bell cannot be heard")
            stopping.wait(LOOK_EVERY)
        stopping.wait(LISTEN_EVERY)
    app.extensions["bell"].close()


def main(app: Flask | None = None) -> int:
    """Work until SIGTERM, SIGINT, or until the parent is gone."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        app = app or create_app(from_environment())
    except Misconfigured as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - for whoever started it
        return 1
    stopping = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    threads = [
        Thread(target=work, args=(app, stopping), daemon=True) for _ in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    parent = os.getppid()
    while not stopping.wait(1.0):
        if os.getppid() != parent:
            stopping.set()
    for thread in threads:
        thread.join(timeout=20)
    return 0


def _empty(app: Flask, stopping: Event) -> None:
    while not stopping.is_set():
        taken = running.take(app)
        if taken is None:
            return
        running.run(app, taken)


if __name__ == "__main__":
    sys.exit(main())
