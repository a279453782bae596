"""Measure the whole portal as `make run` starts it: start, memory at rest, page weight.

Run `python -m tests.bench.server`.  Memory is the proportional share (PSS) of parent,
web workers and worker together, so shared pages count once.
"""

import gzip
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

from bs4 import BeautifulSoup

PASSWORD = "kuda hijau terbang"  # of a throw-away portal
PATIENCE = 300
PAGES = ("/", "/aplikasi/", "/peta/", "/peta-rencana/", "/usulan/", "/telaah/")


def main() -> None:
    """Print the figures of a first and a second start."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = os.environ | {
            "EAPORTAL_INSTANCE": folder,
            "DEMO_PASSWORD": PASSWORD,
            "PORT": str(port),
        }
        for name in ("first start", "second start"):
            begun = time.perf_counter()
            portal = started(environment, Path(folder) / "log")
            try:
                answers(port)
                took = time.perf_counter() - begun
                used = _processor(portal.pid)
                print(f"{name}: {took:.2f} s to the first page, {used:.2f} s processor")
                if name == "second start":
                    _visit(port)
                    time.sleep(3)
                    print(f"at rest: {_memory(portal.pid) / 1024:.0f} MB (PSS)")
            finally:
                os.killpg(portal.pid, signal.SIGTERM)
                portal.wait(30)


def started(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a portal as `make run` does, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "eaportal.serve"],
        env=environment,
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def answers(port: int) -> None:
    """Wait until the portal answers.  Raises `TimeoutError`."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/masuk", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError("the portal does not answer")


def signed_in(site: str, name: str) -> urllib.request.OpenerDirector:
    """Return what opens pages for one of the accounts of the demonstration."""
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    opener = urllib.request.build_opener(jar)
    opener.addheaders = [("Accept-Encoding", "gzip")]
    form = BeautifulSoup(read(opener, f"{site}/masuk"), "html.parser")
    fields = {
        str(each["name"]): str(each.get("value", ""))
        for each in form.select("main form input[name]")
    }
    fields |= {"email": f"{name}@contoh.go.id", "password": PASSWORD}
    read(opener, f"{site}/masuk", urllib.parse.urlencode(fields).encode())
    return opener


def _visit(port: int) -> None:
    """Sign in as the reviewer and weigh the pages, as the browser gets them."""
    site = f"http://127.0.0.1:{port}"
    opener = signed_in(site, "reviewer")
    for page in PAGES:
        read(opener, site + page)
        begun = time.perf_counter()
        with opener.open(site + page) as answer:
            weight = len(answer.read())
        took = (time.perf_counter() - begun) * 1000
        print(f"{page:<16} {weight / 1000:6.1f} KB on the wire {took:6.0f} ms")


def read(
    opener: urllib.request.OpenerDirector, url: str, data: bytes | None = None
) -> str:
    """Return a page as text; with data it is sent as a form."""
    request = urllib.request.Request(url, data, {"Origin": url.rsplit("/", 1)[0]})  # noqa: S310 - loopback
    with opener.open(request) as answer:
        body = answer.read()
        zipped = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if zipped else body).decode()


def _memory(parent: int) -> float:
    """Return the PSS in KB of a process and all that it started."""
    total = 0.0
    for pid in _family(parent):
        for line in Path(f"/proc/{pid}/smaps_rollup").readread().splitlines():
            if line.startswith("Pss:"):
                total += float(line.split()[1])
    return total


def _processor(parent: int) -> float:
    """Return the processor time in seconds of a process and all that it started."""
    ticks = 0
    for pid in _family(parent):
        told = Path(f"/proc/{pid}/stat").readread().rpartition(")")[2].split()
        ticks += sum(map(int, told[11:15]))  # its own, and of those that ended
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(parent: int) -> Iterator[int]:
    waiting = [parent]
    while waiting:
        pid = waiting.pop()
        yield pid
        for task in Path(f"/proc/{pid}/task").iterdir():
            waiting += map(int, (task / "children").readread().split())


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
