"""The child process that draws: found, limited, and ended when it takes too long."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

DEFAULT = "graphviz-pure"
"""The pinned wheel's command; `dot` by setting."""

MEASURED = re.compile(r"too small|^in label of|width of non-ASCII|metrics for")
"""Complaints that mean nothing here: we measure in other fonts than the engine."""

_LIMITER = (
    "import os,resource as r,sys\n"
    "for k,v in zip((r.RLIMIT_AS,r.RLIMIT_CPU,r.RLIMIT_FSIZE),sys.argv[1:4]):\n"
    " r.setrlimit(k,(int(v),int(v)))\n"
    "os.execv(sys.argv[4],sys.argv[4:])\n"
)
"""What sets the limits where the system has no `prlimit`."""


class Failed(Exception):
    """The engine gave no whole picture: too slow, too large, or it broke."""


@dataclass(frozen=True)
class Limits:
    """What one drawing may take: seconds, bytes of memory, bytes of output."""

    seconds: float = 8.0
    memory: int = 1 << 30
    output: int = 24 << 20


@dataclass(frozen=True)
class Engine:
    """A Graphviz command and its version, which is part of the cache key."""

    command: Path
    version: str

    def run(self, dot: str, *, layout: str, limits: Limits) -> tuple[bytes, list[str]]:
        """Draw DOT as SVG; return it with what the engine complained of.

        `layout` is `neato` for given positions or `dot`.  Raises `Failed`.
        """
        fixed = ["-n2"] if layout == "neato" else []
        command = [str(self.command), f"-K{layout}", *fixed, "-Tsvg"]
        with (
            tempfile.TemporaryFile() as source,
            tempfile.TemporaryFile() as picture,
            tempfile.TemporaryFile() as complaints,
        ):
            source.write(dot.encode())
            source.seek(0)
            code = _run(command, limits, source, picture, complaints)
            picture.seek(0)
            drawn = picture.read(limits.output)
            complaints.seek(0)
            said = complaints.read(1 << 16).decode(errors="replace").splitlines()
        if code not in {0, 1} or not drawn.rstrip().endswith(b"</svg>"):
            raise Failed(f"keluar dengan {code}: {' '.join(said[:3])}")
        return drawn, [line for line in said if not MEASURED.search(line)]


@lru_cache(maxsize=8)
def find(setting: str = "") -> Engine:
    """Find the engine: the one set, else the pinned wheel's, else `dot`.

    Raises `Failed` when there is none.
    """
    for name in (setting,) if setting else (DEFAULT, "dot"):
        beside = Path(sys.executable).parent / name
        found = str(beside) if beside.is_file() else shutil.which(name)
        if found:
            return Engine(Path(found), _version(found))
    raise Failed("Graphviz tidak terpasang")


def _version(command: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own engine
        [command, "-V"], capture_output=True, text=True, timeout=10, check=False
    )
    return (done.stderr or done.stdout).strip()


def _run(
    command: list[str],
    limits: Limits,
    source: IO[bytes],
    picture: IO[bytes],
    complaints: IO[bytes],
) -> int:
    process = subprocess.Popen(  # noqa: S603 - our own engine, nothing of a user in it
        _limited(command, limits),
        stdin=source,
        stdout=picture,
        stderr=complaints,
        start_new_session=True,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
    )
    try:
        return process.wait(limits.seconds)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"lebih dari {limits.seconds:g} detik") from late
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _limited(command: list[str], limits: Limits) -> list[str]:
    seconds = max(1, round(limits.seconds) + 1)
    prlimit = shutil.which("prlimit")
    if prlimit:
        return [
            prlimit,
            f"--as={limits.memory}",
            f"--cpu={seconds}",
            f"--fsize={limits.output}",
            "--",
            *command,
        ]
    numbers = [str(limits.memory), str(seconds), str(limits.output)]
    return [sys.executable, "-c", _LIMITER, *numbers, *command]
