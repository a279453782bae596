"""`make pictures`: photograph the portal for the README, draw its maps for the docs.

Starts the portal on a fresh demonstration in a folder that is thrown away, walks it
in a real browser as the roles that people know, lets the command draw every map, and
writes small PNG files beside this one.
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

from architecture.layers import Layer
from architecture.mapping.catalogue import VIEWS, View
from tests import chromium

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WIDE = (1200, 820)
NARROW = (390, 780)
COLOURS, MAP_COLOURS = 128, 48
WIDEST = 1200
WIDTHS = (1200, 1050, 900, 750, 600, 450)
"""Of a map: the widest is taken that is small enough."""

MOST_BYTES, MOST_OF_MAP = 150_000, 120_000
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
)
"""Each is shown by the README; a test compares."""

MIDDLES = {
    Layer.SERVICE: "DAL-0024",
    Layer.APPLICATION: "DAA-0060",
    Layer.INFRASTRUCTURE: "DAI-0013",
    Layer.STRATEGY: "STR-0015",
}
"""What stands in the middle of a map: the first of its layers."""

OF_VIEWS = {"impact": "DAI-0013", "integration": "", "strategy": ""}
"""Where another middle tells more; the empty one: the whole government."""

LATER = "2028-01-01"
"""The other day of a view that compares two."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map of the demonstration: its file, and how the command is asked for it."""

    name: str
    options: tuple[str, ...]


def drawn(view: View) -> Drawn:
    """Return how a view is drawn for the docs."""
    layers = [layer for layer in MIDDLES if layer in view.focus]
    code = OF_VIEWS.get(view.name, MIDDLES[layers[0]] if layers else "")
    options = ["--view", view.name, "--organisation", "KOTA-CONTOH"]
    options += ["--focus", code] if code else []
    options += ["--compare", LATER] * view.compares
    return Drawn(f"peta-{view.slug}", tuple(options))


MAPS = tuple(drawn(view) for view in VIEWS.values())
"""Each is shown by docs/maps.md; a test compares."""


def main() -> int:
    """Make the pictures that are named, or all; return the status to end with."""
    wanted = set(sys.argv[1:]) or {each.name for each in (*PICTURES, *MAPS)}
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
        for map_ in MAPS:
            if map_.name in wanted:
                made = rendered(Path(folder), map_)
                print(f"{map_.name}.png  {len(made) // 1000} kB", flush=True)
    return 0


def rendered(instance: Path, map_: Drawn) -> bytes:
    """Let the command draw a map, and write the picture; return its bytes."""
    made = instance / f"{map_.name}.png"
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "maps", "render"]
    options = [*map_.options, "--theme", "light", "--format", "png", "--out", str(made)]
    subprocess.run(  # noqa: S603 - our own command
        [*command, *options],
        cwd=ROOT,
        env=environment({"EAPORTAL_INSTANCE": str(instance)}),
        check=True,
        stderr=subprocess.DEVNULL,
    )
    whole = made.read_bytes()
    sizes = (small(whole, width, MAP_COLOURS) for width in WIDTHS)
    taken = next(each for each in sizes if len(each) <= MOST_OF_MAP)
    (HERE / f"{map_.name}.png").write_bytes(taken)
    return taken


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
    started = subprocess.Popen(
        [sys.executable, "-m", "eaportal.serve"],
        cwd=ROOT,
        env=environment(own),
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/masuk", started)
        yield address
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=60)


def environment(own: dict[str, str]) -> dict[str, str]:
    """Return what a process of ours is told, and nothing else of this one's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | own


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


def small(png: bytes, widest: int = WIDEST, colours: int = COLOURS) -> bytes:
    """Return a PNG that is not wider than a page of the README, in few colours."""
    with Image.open(io.BytesIO(png)) as opened:
        shown = opened.convert("RGB")
    shown.thumbnail((widest, widest), Image.Resampling.LANCZOS)
    few = shown.quantize(colours, kmeans=1, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
