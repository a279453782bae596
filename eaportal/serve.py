"""`python -m eaportal.serve`: prepare the database, then web and worker as one.

Both children end with their parent; a worker that dies is started again.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from config import ROOT, Config, Misconfigured, from_environment

WEB_WORKERS = 2
THREADS = 8
PATIENCE = 25
"""Seconds that a child gets to end by itself."""

START_PATIENCE = 60
"""Seconds until the web has to answer."""

_PDEATHSIG = 1


def main() -> int:
    """Prepare, start, and stay until somebody stops it."""
    try:
        host, port = address()
        check_port(host, port)
        settings = from_environment()
        prepare(settings)
    except Misconfigured as problem:
        _say(str(problem), to_stderr=True)
        return 1
    return House(host, port).live()


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


def prepare(settings: Config) -> None:
    """Bring the database up to date; fill an empty one with reference and example."""
    from sqlalchemy.exc import OperationalError

    os.environ.setdefault("SECRET_KEY", settings.SECRET_KEY)
    settings.INSTANCE.mkdir(parents=True, exist_ok=True)
    try:
        fresh = migrate(settings.DATABASE_URL)
    except OperationalError as error:
        raise Misconfigured(
            f"Basis data tidak dapat dibuka: {str(error.orig).strip()}"
        ) from error
    if fresh:
        fill(settings)


def migrate(url: str) -> bool:
    """Lead the database to the newest tables; tell whether it holds no government."""
    from alembic import command
    from alembic.config import Config as Alembic
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, inspect, text

    alembic = Alembic(toml_file=str(ROOT / "pyproject.toml"))
    newest = set(ScriptDirectory.from_config(alembic).get_heads())
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            there = set(MigrationContext.configure(connection).get_current_heads())
        if there != newest:
            _say("Menyiapkan basis data …")
            command.upgrade(alembic, "head")
        with engine.connect() as connection:
            if not inspect(connection).has_table("governments"):
                return True
            some = connection.execute(text("SELECT 1 FROM governments LIMIT 1"))
            return some.first() is None
    finally:
        engine.dispose()


def fill(settings: Config) -> None:
    """Load reference and demonstration, as the commands of these names do."""
    from eaportal import create_app

    app = create_app(settings)
    runner = app.test_cli_runner(catch_exceptions=False)
    for group, told in (("reference", "referensi"), ("demo", "pemerintah percontohan")):
        if group not in app.cli.commands:
            continue
        _say(f"Memuat {told} …")
        result = runner.invoke(args=[group, "load"])
        if result.exit_code:
            raise Misconfigured(result.output.strip())
        if group == "demo":
            _say(result.output.strip())
    app.extensions["engine"].dispose()


class House:
    """The web server and the worker, under one parent."""

    def __init__(self, host: str, port: int) -> None:
        """Start both; a signal that comes from now on ends them."""
        self.host = host
        self.port = port
        self.stopping = False
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        self.web = _start([sys.executable, "-m", "gunicorn", *self._arguments()])
        self.worker = _start_worker()

    def live(self) -> int:
        """Watch over both; return the status to end with."""
        try:
            if not self._wait_for_web():
                return 0 if self.stopping else 1
            _say(f"Portal siap di {self._url()}  (Ctrl-C menghentikannya)")
            return self._watch()
        finally:
            _end([self.web, self.worker])

    def _arguments(self) -> list[str]:
        place = f"[{self.host}]" if ":" in self.host else self.host
        return [
            "wsgi:app",
            f"--bind={place}:{self.port}",
            "--worker-class=gthread",
            f"--workers={os.environ.get('WEB_CONCURRENCY') or WEB_WORKERS}",
            f"--threads={THREADS}",
            "--timeout=120",
            "--graceful-timeout=20",
            "--keep-alive=5",
            "--log-level=warning",
            "--no-control-socket",
            f"--chdir={ROOT}",
        ]

    def _url(self) -> str:
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{shown}:{self.port}"

    def _wait_for_web(self) -> bool:
        """Return whether the web answers; False when it ended or is being stopped."""
        until = time.monotonic() + START_PATIENCE
        while not self.stopping and time.monotonic() < until:
            if self.web.poll() is not None:
                _say("Server web berhenti saat dimulai; lihat pesan di atas.", True)
                return False
            if _answers(self.host, self.port):
                return True
            time.sleep(0.05)
        return False

    def _watch(self) -> int:
        while not self.stopping:
            if self.web.poll() is not None:
                _say("Server web berhenti; portal ikut dihentikan.", to_stderr=True)
                return 1
            if self.worker.poll() is not None:
                _say("Pekerja latar berhenti; dijalankan lagi.", to_stderr=True)
                self.worker = _start_worker()
                _pause(2, lambda: self.stopping)
            time.sleep(0.2)
        return 0

    def _stop(self, _sign: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _answers(host: str, port: int) -> bool:
    """Tell whether a page comes back: the workers have loaded the portal."""
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


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own, so that Ctrl-C reaches only the parent."""
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - the parent has one thread
    )


def _start_worker() -> subprocess.Popen[bytes]:
    return _start([sys.executable, "-m", "eaportal.worker"])


def _die_with_parent() -> None:
    """Ask Linux to end this child when its parent is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    running = [each for each in children if each.poll() is None]
    for child in running:
        child.terminate()
    until = time.monotonic() + PATIENCE
    for child in running:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _pause(seconds: float, over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not over() and time.monotonic() < until:
        time.sleep(0.1)


def _say(text: str, to_stderr: bool = False) -> None:
    print(text, file=sys.stderr if to_stderr else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main())
