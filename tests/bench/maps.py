"""Measure maps and letters, cold: from values to finished files.

Run `python -m tests.bench.maps`; times are seconds of wall clock, the median of five.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date

from architecture.documents import inventory
from architecture.documents.letter import Letter, Similar
from architecture.documents.letter_docx import docx
from architecture.documents.letter_pdf import pdf
from architecture.layers import Layer, Status, Verb
from architecture.maps import rendering
from architecture.maps.content import Item, Link, Map, Office
from architecture.maps.views.landscape import landscape
from architecture.maps.views.surroundings import surroundings

DAY = date(2026, 11, 22)
ROUNDS = 5


def inventory_map(count: int, offices: int) -> Map:
    """Return a landscape with a skew: few offices run most applications."""
    tree = [Office("k", "Pemerintah Kota Contoh")] + [
        Office(f"o{n}", f"Dinas Urusan Pemerintahan Nomor {n}", "k")
        for n in range(offices)
    ]
    items = [
        Item(
            key=f"a{n}",
            name=f"Sistem Informasi Pelayanan Masyarakat Nomor {n}",
            layer=Layer.APPLICATION,
            status=list(Status)[n % 5],
            office=f"o{int(offices * (n / count) ** 3)}",
            url=f"/aplikasi/{n}",
        )
        for n in range(count)
    ]
    return landscape(items, tree, scope="Kota Contoh", on=DAY)


def star(count: int) -> Map:
    """Return one application and its neighbours in all layers."""
    layers = list(Layer)
    items = [Item(key="c", name="SIMPEG", layer=Layer.APPLICATION)] + [
        Item(key=f"n{n}", name=f"Elemen nomor {n}", layer=layers[n % 6], url=f"/e/{n}")
        for n in range(count)
    ]
    links = [Link("c", Verb.USES, item.key) for item in items[1:]]
    return surroundings("c", items, links, scope="Kota Contoh", on=DAY)


def letter() -> Letter:
    """Return a letter of one full page."""
    return Letter(
        government="Pemerintah Kota Contoh",
        office="Dinas Komunikasi dan Informatika",
        number="500.12/007/KOMINFO/2026",
        place="Contoh",
        date="22 November 2026",
        subject="Rekomendasi atas usulan aplikasi",
        addressee="Dinas Kesehatan",
        registration_number="REG-2026-0042",
        registration_name="Antrean Puskesmas",
        registration_kind="Membangun aplikasi baru",
        outcome="REUSE",
        outcome_label="Pakai aplikasi yang ada",
        reasons=("Alasan " * 30,) * 4,
        findings=tuple(Similar(f"Aplikasi {n}", "Dinas", "Serupa") for n in range(6)),
        verification_url="https://arsitektur.contoh.go.id/surat/abc",
    )


def listed(count: int) -> bytes:
    """Return a list of applications as XLSX, of thirty columns."""
    names = [f"kolom{n}" for n in range(30)]
    rows = ({name: f"isi {number} {name}" for name in names} for number in range(count))
    return inventory.xlsx(rows, [(name, name) for name in names], title="Daftar")


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of some work."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a table."""
    picture = rendering.svg(inventory_map(300, 60)).svg
    table: list[tuple[str, Callable[[], object], int]] = [
        ("lanskap 120, svg", lambda: rendering.svg(inventory_map(120, 30)), ROUNDS),
        ("lanskap 300, svg", lambda: rendering.svg(inventory_map(300, 60)), ROUNDS),
        ("lanskap 27.000, svg", lambda: rendering.svg(inventory_map(27_000, 600)), 3),
        ("lanskap 300, svg ke png", lambda: rendering.png(picture), 3),
        ("sekitar 10, svg", lambda: rendering.svg(star(10)), ROUNDS),
        ("sekitar 300, svg", lambda: rendering.svg(star(300)), ROUNDS),
        ("kunci lanskap 300", lambda: rendering.key(inventory_map(300, 60), "1"), 5),
        ("surat pdf", lambda: pdf(letter()), ROUNDS),
        ("surat docx", lambda: docx(letter()), ROUNDS),
        ("daftar 27.000 × 30, xlsx", lambda: listed(27_000), 1),
    ]
    for name, work, rounds in table:
        print(f"{name:28} {seconds(work, rounds):8.3f} s")


if __name__ == "__main__":
    main()
