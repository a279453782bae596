import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from architecture.exchange.files.cleaning import clean
from architecture.exchange.files.refusals import NoTable
from architecture.exchange.files.separated import plain
from architecture.exchange.files.writing import csv_text, write_csv, write_xlsx
from architecture.exchange.inventories.columns import LABELS, map_columns
from architecture.exchange.inventories.mending import rows_to_mend, template
from architecture.exchange.inventories.preview import plan
from architecture.exchange.inventories.reading import read_table
from architecture.exchange.inventories.rows import read_rows
from tests.architecture.exchange.inventories.make import known, rows, table

HARMFUL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    "＝1+1",
    " =1",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe_in_csv(text):
    assert csv_text(text) == f"'{text}"
    assert plain(csv_text(text)) == text


@given(st.text())
def test_every_text_comes_back_from_csv_as_it_was(text):
    assert plain(csv_text(text)) == text


@given(st.text())
def test_no_text_begins_as_a_formula_in_csv(text):
    assert csv_text(text).lstrip()[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize("text", HARMFUL)
def test_xlsx_holds_texts_as_texts_without_an_apostrophe(text):
    book = load_workbook(BytesIO(write_xlsx(["Nama"], [[text]])))
    cell = book.active["A2"]

    assert cell.data_type == "s"
    assert cell.value.strip() == text.replace("\r", "\n").strip()


def test_numbers_dates_and_amounts_stay_what_they_are_in_xlsx():
    values = [2019, Decimal(1500000), date(2026, 12, 31), True, None, "007"]
    book = load_workbook(BytesIO(write_xlsx(list("abcdef"), [values])))
    cells = [cell.value for cell in book.active[2]]

    assert cells[0:2] == [2019, 1500000]
    assert cells[2].date() == date(2026, 12, 31)
    assert cells[3:6] == ["Ya", None, "007"]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_cells_come_back_from_both_kinds_of_file(lines):
    lines = [(f"a{name}", text) for name, text in lines]
    wanted = [(clean(name), clean(text)) for name, text in lines]
    headers = ["Nama Aplikasi", "Uraian"]

    for data in (write_csv(headers, lines), write_xlsx(headers, lines)):
        assert [line.cells for line in read_table(data).lines] == wanted


def test_a_csv_opens_in_excel_and_its_numbers_stay_numbers():
    data = write_csv(["Nama", "Biaya"], [["Ayu", -5], ["Désa", Decimal("1.5")]])

    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert lines[1:] == [["Ayu", "-5"], ["Désa", "1.5"]]


def test_refused_rows_come_back_with_the_reason_and_can_be_imported_again():
    read = table(
        ["SIMPEG", "Kepegawaian", "Dinas Antah"], ["SIPD", "Perencanaan", "BKPSDM"]
    )
    lines = rows(["SIMPEG", "Kepegawaian", "Dinas Antah"], ["SIPD", "", "BKPSDM"])
    done = plan(lines, known("BKPSDM"))

    mended = read_table(rows_to_mend(read, done.actions), "perbaiki.xlsx")

    assert mended.headers[:2] == ("Baris asal", "Yang perlu diperbaiki")
    assert len(mended.lines) == 1
    assert "tidak dikenal" in mended.lines[0].cells[1]
    again = read_rows(mended, map_columns(mended.headers))[0]
    assert again.name == "SIMPEG"
    assert "notes" not in again.values


def test_a_refused_row_too_long_for_a_workbook_comes_back_cut():
    long = "x" * 40_000
    read = table(["SIMPEG", long, "Dinas Antah"])
    done = plan(rows(["SIMPEG", long, "Dinas Antah"]), known("BKPSDM"))

    mended = read_table(rows_to_mend(read, done.actions), "perbaiki.xlsx")

    assert "x" * 32_767 in mended.lines[0].cells


def test_the_template_holds_every_header_that_is_known():
    book = load_workbook(BytesIO(template()))
    headers = [cell.value for cell in book.active[1]]

    assert set(map_columns(headers).fields) == set(LABELS)
    with pytest.raises(NoTable):
        read_table(template(), "contoh.xlsx")
