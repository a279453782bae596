"""`make pictures`: photograph the portal for the README.

Starts the portal on a fresh demonstration in a folder that is thrown away, walks it
in a real browser as the roles that people know, and writes small PNG files beside
this one.
"""

import io
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests import chromium

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WIDE = (1200, 820)
NARROW = (390, 780)
SHEET = (1520, 1560)
COLOURS = 128
WIDEST = 1200
MOST_BYTES = 150_000
PATIENCE = 180
"""Seconds until the portal has loaded the demonstration and answers."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file, who looks, and the way to what is shown.

    A way that returns a part of the page leaves the rest out of the picture.
    """

    name: str
    email: str
    way: Callable[[Page], Locator | None]
    size: tuple[int, int] = WIDE


def findings(page: Page) -> None:
    """Type a wish into a draft; what does the same work appears beside it."""
    page.goto("/usulan/")
    page.get_by_role("link", name="Kader Sehat").click()
    page.locator("a[href$='/isi']").first.click()
    page.get_by_label("Nama aplikasi").fill("Antre Sehat")
    page.get_by_label("Untuk apa").fill(
        "Warga mengambil nomor antrean puskesmas dari rumah agar tidak menunggu lama."
    )
    page.get_by_label("Fungsi").fill(
        "Mendaftarkan pasien, memberi nomor antrean poli, memperkirakan jam periksa, "
        "mengirim pengingat."
    )
    page.get_by_role("button", name="Periksa kemiripan").click()
    page.get_by_text("Mengapa").first.wait_for()
    page.get_by_role("heading", name="Apa yang dikerjakan").evaluate(
        "each => each.closest('section').scrollIntoView()"
    )


def queue(page: Page) -> None:
    """Show the queue of Kominfo."""
    page.goto("/telaah/")


def beside(page: Page) -> None:
    """Show a proposal beside the application that it resembles most."""
    page.goto("/telaah/")
    page.get_by_role("link", name="Surat Sekolah Terpadu").click()
    page.locator("a[href*='/banding/']").first.click()


def inventory(page: Page) -> None:
    """Show the inventory, searched."""
    page.goto("/aplikasi/?cari=pasien")


def application(page: Page) -> None:
    """Show one application as a telephone does."""
    inventory(page)
    page.locator("table tbody a").first.click()


def landscape(page: Page) -> Locator:
    """Return the whole landscape; the worker draws it, so the page comes again."""
    page.goto("/peta/lanskap?ukuran=utuh")
    drawn = page.locator(".map svg[viewBox]")
    drawn.wait_for(timeout=60_000)
    drawn.evaluate("each => document.body.replaceChildren(each.parentElement)")
    return drawn


def letter(page: Page) -> None:
    """Show where the QR of a letter leads everybody."""
    page.goto("/usulan/?keadaan=DECIDED")
    page.get_by_role("link", name="Beasiswa Kota Contoh").click()
    page.locator("a[href^='/surat/']").first.click()
    page.get_by_role("link", name="periksa surat ini").click()


PICTURES = (
    Picture("temuan", "operator@contoh.go.id", findings),
    Picture("telaah", "reviewer@contoh.go.id", queue),
    Picture("banding", "reviewer@contoh.go.id", beside),
    Picture("surat", "reviewer@contoh.go.id", letter),
    Picture("inventaris", "arsitek@contoh.go.id", inventory),
    Picture("aplikasi", "pimpinan@contoh.go.id", application, NARROW),
    Picture("lanskap", "arsitek@contoh.go.id", landscape, SHEET),
)
"""Each is shown by the README; a test compares."""


def main() -> int:
    """Make the pictures that are named, or all; return the status to end with."""
    wanted = set(sys.argv[1:]) or {each.name for each in PICTURES}
    path = chromium.find()
    if not path:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    if other := chromium.node():
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(other)
    password = secrets.token_urlsafe(16)
    with (
        tempfile.TemporaryDirectory() as folder,
        portal(Path(folder), password) as address,
        sync_playwright() as started,
    ):
        browser = started.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        for picture in PICTURES:
            if picture.name in wanted:
                taken = photograph(browser, address, picture, password)
                print(f"{picture.name}.png  {len(taken) // 1000} kB", flush=True)
        browser.close()
    return 0


@contextmanager
def portal(instance: Path, password: str) -> Iterator[str]:
    """Start web and worker on an empty instance; give the address, end both after."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "EAPORTAL_INSTANCE": str(instance),
        "DEMO_PASSWORD": password,
        "PORT": str(port),
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = subprocess.Popen(
        [sys.executable, "-m", "eaportal.serve"],
        cwd=ROOT,
        env=kept | own,
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/masuk", started)
        yield address
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=60)


def wait_for(url: str, started: subprocess.Popen[bytes]) -> None:
    """Wait until a page comes; raise `RuntimeError` if the portal ended or is late."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and started.poll() is None:
        try:
            with urlopen(url, timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError("the portal did not start")


def photograph(
    browser: Browser, address: str, picture: Picture, password: str
) -> bytes:
    """Sign in, go the way, and write the picture; return its bytes."""
    width, height = picture.size
    context = browser.new_context(
        base_url=address,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/masuk")
    page.get_by_label("Alamat surel").fill(picture.email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
    part = picture.way(page)
    page.wait_for_load_state("networkidle")
    taken = small((part or page).screenshot())
    context.close()
    if len(taken) > MOST_BYTES:
        raise RuntimeError(f"{picture.name} has {len(taken)} bytes")
    (HERE / f"{picture.name}.png").write_bytes(taken)
    return taken


def small(png: bytes) -> bytes:
    """Return a PNG that is not wider than a page of the README, in few colours."""
    with Image.open(io.BytesIO(png)) as opened:
        shown = opened.convert("RGB")
    shown.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    few = shown.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
