"""How long the import takes up to its preview: python -m tests.bench.reading [ROWS]."""

import resource
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from architecture.exchange.files.writing import write_csv, write_xlsx
from architecture.exchange.inventories.columns import map_columns
from architecture.exchange.inventories.preview import plan
from architecture.exchange.inventories.reading import read_table
from architecture.exchange.inventories.rows import read_rows
from tests.architecture.exchange.inventories.make import applied, known

HEADERS = [
    "No",
    "Nama Aplikasi",
    "Uraian",
    "OPD",
    "Jenis",
    "Kategori",
    "Platform",
    "Status",
    "Tahun",
    "URL",
    "Biaya",
    "Warna",
]
WORK = [
    "pendaftaran",
    "pengelolaan",
    "pembayaran",
    "pelaporan",
    "pemeriksaan",
    "jadwal",
]
OBJECTS = [
    "pajak hotel",
    "retribusi pasar",
    "pasien rawat jalan",
    "siswa baru",
    "arsip surat",
    "izin reklame",
    "bus sekolah",
    "bantuan sosial",
    "jalan rusak",
    "aset tanah",
    "nelayan",
    "perpustakaan",
    "rumah tidak layak huni",
    "tenaga kontrak",
    "pengaduan warga",
]
NATIONAL = ["SRIKANDI", "SIPD-RI", "SIRUP", "SPSE", "Siskeudes", "DAPODIK", "SIKS-NG"]


def lines(many: int) -> list[list[Any]]:
    """Distinct rows with the skew of real lists: few names listed very often."""
    chance = Random(5)  # noqa: S311 - a benchmark wants the same rows each time
    found = []
    for at in range(many):
        office = f"Dinas Urusan {_letters(int(chance.paretovariate(1.2)) % 60)}"
        subject = f"{chance.choice(WORK)} {chance.choice(OBJECTS)}"
        name = (
            f"SI{_letters(at)}" if chance.random() > 0.15 else chance.choice(NATIONAL)
        )
        if chance.random() < 0.2:
            name = f"{_letters(at).lower()}.contohkota.go.id"
        found.append(
            [
                at + 1,
                name,
                f"Melayani {subject} di wilayah {_letters(at % 997)}",
                office,
                chance.choice(["Aplikasi", "Website", "", "Khusus"]),
                chance.choice(["Pusat", "Lokal", "Lokal", ""]),
                chance.choice(["Website", "Mobile", "Desktop", ""]),
                chance.choice(["Aktif", "Tidak Aktif", ""]),
                chance.choice(["2017", "TA 2019", "", "-"]),
                chance.choice([f"{_letters(at).lower()}.contohkota.go.id", "", "VPN"]),
                chance.choice(["Rp 150.000.000,00", "1,5 jt", ""]),
                chance.choice(["merah", "biru", ""]),
            ]
        )
    return found


def _letters(number: int) -> str:
    letters = ""
    number += 26
    while number:
        number, rest = divmod(number, 26)
        letters = chr(65 + rest) + letters
    return letters


def timed(label: str, work: Callable[[], Any]) -> Any:
    """Do the work and print how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"| {label} | {time.perf_counter() - start:.2f} |")
    return result


def main() -> None:
    """Print a table of seconds, and the most memory that was held."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rows = lines(many)
    csv_data, xlsx_data = write_csv(HEADERS, rows), write_xlsx(HEADERS, rows)
    print(f"\n| {many:,} rows | seconds |\n|---|---:|")
    timed("read CSV", lambda: read_table(csv_data, "a.csv"))
    table = timed("read XLSX", lambda: read_table(xlsx_data, "a.xlsx"))
    columns = map_columns(table.headers)
    read = timed("make values", lambda: read_rows(table, columns))
    before = known(create_organisations=True)
    first = timed("preview, nothing known", lambda: plan(read, before))
    after = applied(first, before)
    again = timed("preview, all known", lambda: plan(read, after))
    timed("fingerprint", lambda: first.fingerprint)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{first.counts}\n{again.counts}\nmost memory: {most} MB")


if __name__ == "__main__":
    main()
