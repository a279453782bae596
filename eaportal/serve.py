"""`python -m eaportal.serve`: prepare the database, then web and worker as one.

The portal is loaded once and both are forked from it, so a start takes seconds and
memory is shared.  Both end with their parent; a worker that dies is started again.
"""

import ctypes
import gc
import logging
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy.exc import SQLAlchemyError

from architecture.seeking import seeker
from architecture.similar import similar
from config import THREADS, Misconfigured, from_environment
from eaportal import create_app, db, preparing, worker

log = logging.getLogger(__name__)

PATIENCE = 25
"""Seconds that a child gets to end by itself."""

START_PATIENCE = 60
"""Seconds until the web has to answer."""

STOPPING = (signal.SIGTERM, signal.SIGINT)
_PDEATHSIG = 1


def main() -> int:
    """Prepare, start, and stay until somebody stops it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        host, port = address()
        check_port(host, port)
        settings = from_environment()
        preparing.prepare(settings)
    except Misconfigured as problem:
        say(str(problem), to_stderr=True)
        return 1
    except KeyboardInterrupt:
        say("Dihentikan sebelum siap; jalankan lagi untuk melanjutkan.", to_stderr=True)
        return 1
    return House(create_app(settings), host, port).live()


def address() -> tuple[str, int]:
    """Return where to listen: `BIND` and `PORT`, else this machine alone at 8000."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Misconfigured(f"PORT harus berupa angka 1–65535, bukan “{text}”.")
    return os.environ.get("BIND") or "127.0.0.1", int(text)


def check_port(host: str, port: int) -> None:
    """Raise `Misconfigured` if somebody listens there already, or nobody may."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise Misconfigured(
                f"Port {port} di {host} tidak dapat dipakai ({error.strerror}). "
                "Pilih port lain, misalnya: PORT=8001 make run"
            ) from error


class Web(BaseApplication):  # type: ignore[misc]
    """Gunicorn with the portal that is loaded already."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        """Take the portal and Gunicorn's settings."""
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return what answers requests."""
        return self.app


class Child:
    """A forked process: it leads a group of its own and ends with its parent."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """Fork, and do the work in the child."""
        sys.stdout.flush()
        self.status: int | None = None
        held = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        self.pid = os.fork()
        if self.pid == 0:
            _become_child(work, held)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def ended(self) -> bool:
        """Tell whether it has ended."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
        return self.status is not None

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal if it is still there."""
        if not self.ended():
            os.kill(self.pid, sign)


class House:
    """The web server and the worker, under one parent."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        """Start both; a signal that comes from now on ends them."""
        self.app = app
        self.host = host
        self.port = port
        self.stopping = False
        spare_collector()  # before the fork, so that its pages stay shared
        for sign in STOPPING:
            signal.signal(sign, self._stop)
        self.web = Child(Web(app, self._options()).run)
        self.worker = self._start_worker()

    def live(self) -> int:
        """Watch over both; return the status to end with."""
        try:
            if not self._wait_for_web():
                return 0 if self.stopping else 1
            say(f"Portal siap di {self._url()}  (Ctrl-C menghentikannya)")
            return self._watch()
        finally:
            _end(self.web, self.worker)

    def _options(self) -> dict[str, Any]:
        place = f"[{self.host}]" if ":" in self.host else self.host
        return {
            "bind": f"{place}:{self.port}",
            "worker_class": "gthread",
            "workers": self.app.config["WEB_CONCURRENCY"],
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": 20,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": lambda _worker: warm(self.app),
        }

    def _start_worker(self) -> Child:
        return Child(lambda: worker.main(self.app))

    def _url(self) -> str:
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{shown}:{self.port}"

    def _wait_for_web(self) -> bool:
        """Return whether the web answers; False when it ended or is being stopped."""
        until = time.monotonic() + START_PATIENCE
        while not self.stopping and time.monotonic() < until:
            if self.web.ended():
                break
            if _answers(self.host, self.port):
                return True
            time.sleep(0.05)
        if not self.stopping:
            say("Server web tidak dapat dimulai; lihat pesan di atas.", to_stderr=True)
        return False

    def _watch(self) -> int:
        while not self.stopping:
            if self.web.ended():
                say("Server web berhenti; portal ikut dihentikan.", to_stderr=True)
                return 1
            if self.worker.ended():
                say("Pekerja latar berhenti; dijalankan lagi.", to_stderr=True)
                self.worker = self._start_worker()
                time.sleep(1)
            time.sleep(0.2)
        return 0

    def _stop(self, _sign: int, _frame: FrameType | None) -> None:
        self.stopping = True


def warm(app: Flask) -> Thread:
    """Build the indexes of the model beside the first requests of a web worker.

    Until it stands, a check says "cannot be judged yet", never "clean".
    """

    def build() -> None:
        with app.extensions["sessions"][db.READING]() as session:
            try:
                similar.warm(session)
                seeker.warm(session)
            except SQLAlchemyError:
                log.exception("the index is built when it is first asked for")
        spare_collector()

    building = Thread(target=build, daemon=True)
    building.start()
    return building


def spare_collector() -> None:
    """Let the garbage collector pass over all that is there now, for it will stay.

    A walk over the index at national size takes 0.2 s, in the midst of a request.
    """
    gc.collect()
    gc.freeze()


def say(text: str, *, to_stderr: bool = False) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr if to_stderr else sys.stdout, flush=True)


def _become_child(work: Callable[[], Any], held: set[Any]) -> None:
    """Do the work and leave; nothing of the parent's runs after it.

    Signals wait until the handlers of the parent are gone; `held` are held before.
    """
    status = 1
    try:
        os.setsid()  # Ctrl-C reaches the parent alone, which ends its children
        for sign in STOPPING:
            signal.signal(sign, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)
        status = work() or 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 0
    except BaseException:  # noqa: BLE001 - nobody above us tells of it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _answers(host: str, port: int) -> bool:
    """Tell whether a page comes back."""
    from http.client import HTTPConnection, HTTPException

    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    asking = HTTPConnection(shown, port, timeout=10)
    try:
        asking.request("GET", "/masuk")
        return asking.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def _end(*children: Child) -> None:
    for child in children:
        child.send(signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if all(child.ended() for child in children):
            return
        time.sleep(0.05)
    for child in children:
        child.send(signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
