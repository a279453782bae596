import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from architecture.documents.inventory import xlsx
from architecture.exchange.files.sheet import LONGEST, sheet_name
from architecture.layers import Status

COLUMNS = [("code", "Kode"), ("name", "Nama aplikasi"), ("notes", "Catatan")]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "\t=1", "=cmd|'/c calc'!A1"]


def opened(rows, columns=COLUMNS):
    return load_workbook(io.BytesIO(xlsx(rows, columns, title="Inventaris")))


def listed(rows, columns=COLUMNS) -> list[tuple]:
    return list(opened(rows, columns)["Aplikasi"].iter_rows(values_only=True))


def test_the_first_row_holds_the_headings_and_the_rest_the_applications():
    rows = [{"code": "DAA-1", "name": "SIMPEG", "notes": "baris\nkedua"}]
    assert listed(rows) == [
        ("Kode", "Nama aplikasi", "Catatan"),
        ("DAA-1", "SIMPEG", "baris\nkedua"),
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_leaves_and_no_sign_is_added(text: str):
    book = opened([{"code": "1", "name": text}])
    cell = book["Aplikasi"]["B2"]
    assert cell.data_type != "f"
    assert cell.value == text
    with zipfile.ZipFile(
        io.BytesIO(xlsx([{"name": text}], COLUMNS, title=text))
    ) as kept:
        sheets = [kept.read(name) for name in kept.namelist() if "sheet" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_an_address_is_a_text_and_no_link():
    book = opened([{"name": "https://contoh.go.id", "notes": "mailto:a@b.id"}])
    assert book["Aplikasi"]["B2"].hyperlink is None
    assert book["Aplikasi"]["B2"].value == "https://contoh.go.id"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (Decimal(1500000), 1_500_000),
        (Decimal("0.5"), 0.5),
        (2024, 2024),
        (True, "Ya"),
        (None, None),
        (Status.LIVE, "Aktif"),
        (["RAB.01", "RAB.02"], "RAB.01, RAB.02"),
        (date(2026, 1, 2), datetime(2026, 1, 2)),  # noqa: DTZ001 - Excel has no zone
        (datetime(2026, 1, 2, 3, tzinfo=UTC), datetime(2026, 1, 2)),  # noqa: DTZ001
        ("0012", "0012"),
        ("\x00a\ud800b\x0b", "ab"),
        ("نظام 😀", "نظام 😀"),
    ],
)
def test_values_keep_their_kind(value, read):
    assert opened([{"name": value}])["Aplikasi"]["B2"].value == read


def test_a_text_as_long_as_a_cell_is_whole_and_a_longer_one_breaks_nothing():
    rows = listed([{"name": "x" * LONGEST}, {"name": "y" * 40_000}])
    assert len(rows[1][1]) == LONGEST
    assert len(rows[2][1]) == LONGEST


def test_a_list_without_applications_has_its_headings():
    assert listed([]) == [("Kode", "Nama aplikasi", "Catatan")]


def test_a_second_sheet_says_what_the_list_is():
    made = xlsx(
        ({"name": str(n)} for n in range(3)),
        COLUMNS,
        title="Inventaris aplikasi",
        subtitle="Dinas Kesehatan, aktif",
        source="Portal",
    )
    about = load_workbook(io.BytesIO(made))["Keterangan"].iter_rows(values_only=True)
    assert dict(about) == {
        "Perihal": "Isi",
        "Judul": "Inventaris aplikasi",
        "Cakupan": "Dinas Kesehatan, aktif",
        "Jumlah aplikasi": 3,
        "Sumber": "Portal",
    }


def test_a_national_list_is_written_in_bounded_memory():
    def rows() -> Iterator[dict]:
        for number in range(6_000):
            yield {"code": str(number), "name": "x" * 200, "notes": "y" * 800}

    listed([{"name": "libraries that are loaded late are not counted"}])
    tracemalloc.start()
    made = xlsx(rows(), COLUMNS, title="Besar")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000  # the texts alone are 6 MB
    page = load_workbook(io.BytesIO(made), read_only=True)["Aplikasi"]
    assert sum(1 for _ in page.iter_rows(min_col=1, max_col=1)) == 6_001


def test_what_the_list_comes_to_stands_on_the_second_sheet_as_numbers():
    rows = [
        {
            "name": name,
            "office": 1,
            "organisation": "Dinas Kesehatan",
            "government": "Kota Contoh",
            "status": "Aktif",
            "type": "Aplikasi",
            "year_started": 2021,
            "cost_build": cost,
            "cost_yearly": None,
        }
        for name, cost in (("A", Decimal(250_000_000)), ("B", None))
    ]

    made = load_workbook(io.BytesIO(xlsx(rows, COLUMNS, title="Inventaris")))

    assert made.sheetnames == ["Aplikasi", "Ringkasan", "Keterangan"]
    sheet = list(made["Ringkasan"].iter_rows(values_only=True))
    head = sheet.index(next(row for row in sheet if row[0] == "Menurut"))
    assert sheet[head:] == [
        (
            *("Menurut", "Rincian", "Aktif", "Jumlah"),
            *("Biaya pembangunan (Rp)", "Biaya pembangunan belum diketahui"),
            *("Biaya per tahun (Rp)", "Biaya per tahun belum diketahui"),
        ),
        ("Perangkat daerah", "Dinas Kesehatan", 2, 2, 250_000_000, 1, None, 2),
        ("Bentuk", "Aplikasi", 2, 2, 250_000_000, 1, None, 2),
        ("Tahun mulai", 2021, 2, 2, 250_000_000, 1, None, 2),
        ("Seluruhnya", None, 2, 2, 250_000_000, 1, None, 2),
    ]


def test_a_list_without_applications_has_no_summary():
    assert opened([]).sheetnames == ["Aplikasi", "Keterangan"]


@pytest.mark.parametrize("name", ["", "a" * 50, "[:*?/\\']", "'Daftar'"])
def test_any_name_becomes_one_that_a_sheet_may_have(name: str):
    assert 0 < len(sheet_name(name)) <= 31
    assert not set(sheet_name(name)) & set("[]:*?/\\'")
