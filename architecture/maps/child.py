"""A child process within limits of time, memory and output, ended with all of its own.

Graphviz and the rasteriser are programs of others that get texts of everybody: they
never run within the web server or the worker.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO

_LIMITER = (
    "import os,resource as r,sys\n"
    "for k,v in zip((r.RLIMIT_AS,r.RLIMIT_CPU,r.RLIMIT_FSIZE),sys.argv[1:4]):\n"
    " r.setrlimit(k,(int(v),int(v)))\n"
    "os.execv(sys.argv[4],sys.argv[4:])\n"
)
"""What sets the limits where the system has no `prlimit`."""


class Failed(Exception):
    """The child gave no whole picture: too slow, too large, or it broke."""


@dataclass(frozen=True)
class Limits:
    """What one drawing may take: seconds, bytes of memory, bytes of output."""

    seconds: float = 8.0
    memory: int = 1 << 30
    output: int = 24 << 20


def run(
    command: list[str], given: bytes, limits: Limits
) -> tuple[int, bytes, list[str]]:
    """Run a command; return its exit status, its output and its complaints.

    Raises `Failed` when it takes too long.
    """
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as picture,
        tempfile.TemporaryFile() as complaints,
    ):
        source.write(given)
        source.seek(0)
        code = _run(command, limits, source, picture, complaints)
        picture.seek(0)
        drawn = picture.read(limits.output)
        complaints.seek(0)
        said = complaints.read(1 << 16).decode(errors="replace").splitlines()
    return code, drawn, said


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
