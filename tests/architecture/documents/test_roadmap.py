import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from architecture.documents.roadmap import Line, Roadmap, xlsx

LINE = Line(
    muatan="Aplikasi SPBE",
    number=1,
    name="Membangun antrean puskesmas",
    indicator="Puskesmas yang memakai",
    targets={2026: "5 puskesmas", 2027: "20 puskesmas"},
    budgets={2026: Decimal(150_000_000), 2027: Decimal("75000000.50")},
    starts_on=date(2026, 3, 1),
    ends_on=date(2028, 12, 31),
    office="Dinas Kesehatan",
    programme="2.16.03 Pengelolaan Aplikasi Informatika",
    source_of_funds="APBD",
    state="Ditetapkan",
    approved=True,
    basis="Perwal 12/2025",
    note="Prioritas",
    needs=["PR-01", "PR-02"],
    milestones=["Uji coba, 1 Juli 2026"],
)
PROPOSAL = Line(
    muatan="Audit TIK",
    number=1,
    name="Audit aplikasi khusus",
    state="Diusulkan",
    targets={2028: "1 audit"},
)
PLAN = Roadmap(
    government="Pemerintah Kota Contoh",
    from_year=2026,
    to_year=2030,
    lines=[LINE, PROPOSAL],
    on=date(2026, 11, 22),
    regulation="Perwal 12/2025",
    source="Portal Arsitektur SPBE",
)


def opened(plan: Roadmap):
    return load_workbook(io.BytesIO(xlsx(plan)))


def table(page) -> list[dict]:
    """Return the rows under the heading, by heading."""
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(rows) if row[0] in {"Muatan", "Tahun"})
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def test_what_was_set_and_what_is_proposed_stand_on_sheets_of_their_own():
    book = opened(PLAN)
    assert book.sheetnames == ["Disetujui", "Diusulkan", "Menurut tahun"]
    names = {
        name: [row["Nama rencana"] for row in table(book[name])]
        for name in book.sheetnames
    }
    assert names["Disetujui"] == [LINE.name, None]  # the sums have no name
    assert names["Diusulkan"] == [PROPOSAL.name, None]


def test_a_line_keeps_every_value_as_what_it_is():
    row = table(opened(PLAN)["Disetujui"])[0]
    assert row == {
        "Muatan": "Aplikasi SPBE",
        "No": 1,
        "Nama rencana": LINE.name,
        "Indikator": LINE.indicator,
        "Target 2026": "5 puskesmas",
        "Target 2027": "20 puskesmas",
        "Target 2028": None,
        "Target 2029": None,
        "Target 2030": None,
        "Tanggal awal": row["Tanggal awal"],
        "Tanggal akhir": row["Tanggal akhir"],
        "OPD": "Dinas Kesehatan",
        "Program": LINE.programme,
        "Pagu 2026 (Rp)": 150_000_000,
        "Pagu 2027 (Rp)": 75_000_000.5,
        "Pagu 2028 (Rp)": None,
        "Pagu 2029 (Rp)": None,
        "Pagu 2030 (Rp)": None,
        "Sumber dana": "APBD",
        "Status": "Ditetapkan",
        "Dasar": "Perwal 12/2025",
        "Keterangan": "Prioritas",
        "Menunggu": "PR-01, PR-02",
        "Tonggak": "Uji coba, 1 Juli 2026",
    }
    assert row["Tanggal awal"].date() == date(2026, 3, 1)
    assert row["Tanggal akhir"].date() == date(2028, 12, 31)


def test_the_budgets_are_added_up_beneath_by_year():
    twice = Roadmap(**{**vars(PLAN), "lines": [LINE, LINE, PROPOSAL]})
    sums = table(opened(twice)["Disetujui"])[-1]
    assert sums["Muatan"] == "Jumlah pagu"
    assert sums["Pagu 2026 (Rp)"] == 300_000_000
    assert sums["Pagu 2028 (Rp)"] == 0


def test_by_year_a_line_stands_in_each_year_that_it_runs():
    rows = table(opened(PLAN)["Menurut tahun"])
    assert [(row["Tahun"], row["Nama rencana"], row["Disetujui"]) for row in rows] == [
        (2026, LINE.name, "Ya"),
        (2027, LINE.name, "Ya"),
        (2028, LINE.name, "Ya"),
        (2028, PROPOSAL.name, "Tidak"),
    ]


@pytest.mark.parametrize(
    ("line", "years"),
    [
        (Line(muatan="A", number=1, name="N"), []),
        (Line(muatan="A", number=1, name="N", starts_on=date(2027, 5, 1)), [2027]),
        (
            Line(
                muatan="A",
                number=1,
                name="N",
                starts_on=date(2020, 1, 1),
                ends_on=date(2026, 1, 1),
            ),
            [2026],
        ),
        (Line(muatan="A", number=1, name="N", budgets={2030: Decimal(1)}), [2030]),
    ],
)
def test_years_follow_from_dates_targets_and_budgets(line: Line, years: list[int]):
    assert [year for year in PLAN.years if line.runs_in(year)] == years


def test_title_government_basis_date_and_source_stand_above():
    page = opened(PLAN)["Diusulkan"]
    above = [page.cell(row, 1).value for row in range(1, 7)]
    assert above == [
        "Peta Rencana SPBE Pemerintah Kota Contoh 2026–2030",
        "Pemerintah Kota Contoh",
        "Dasar: Perwal 12/2025",
        "Keadaan 22 November 2026",
        "Sumber: Portal Arsitektur SPBE",
        "1 rencana diusulkan untuk reviu berikutnya",
    ]


def test_every_sheet_prints_on_a3_with_its_heading_on_each_page():
    for page in opened(PLAN):
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (
            8,
            "landscape",
        )
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0  # as many pages as it takes
        assert page.print_title_rows == "$8:$8"
        assert page.freeze_panes.endswith("9")
        assert page.auto_filter.ref.startswith("A8:")


def test_a_plan_without_lines_is_a_workbook_too():
    empty = Roadmap(**{**vars(PLAN), "lines": [], "regulation": ""})
    book = opened(empty)
    assert table(book["Disetujui"]) == []
    assert book["Disetujui"]["A3"].value == "Rancangan"
