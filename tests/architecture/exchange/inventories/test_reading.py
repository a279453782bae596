from datetime import date
from pathlib import Path

import pytest

from architecture.exchange.files.refusals import ImportRefused
from architecture.exchange.inventories.reading import only, read_table
from tests.architecture.exchange.inventories.make import csv_file, xlsx_file

LIST = [
    ["No", "Nama Aplikasi", "Perangkat Daerah", "URL"],
    [1, "SIMPEG", "BKPSDM", "https://simpeg.contoh.go.id"],
    [2, "E-Presensi", "Diskominfo", ""],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le", "utf-16-be"]
)
def test_a_csv_of_any_usual_encoding_and_delimiter_gives_the_same_rows(
    delimiter, encoding
):
    lines = [*LIST, [3, "Pelayanan Ayu – Désa", "Dinas Sosial, Kota", "a;b|c"]]

    table = read_table(csv_file(lines, delimiter, encoding), "daftar.csv")

    assert table.headers == ("No", "Nama Aplikasi", "Perangkat Daerah", "URL")
    assert table.lines[2].cells == ("3", "Pelayanan Ayu – Désa", *lines[3][2:])
    assert table.delimiter == delimiter


def test_an_xlsx_gives_rows_with_the_numbers_that_the_spreadsheet_shows():
    table = read_table(xlsx_file([*LIST, [], [3, "SIPD"]]), "daftar.xlsx")

    assert [line.number for line in table.lines] == [2, 3, 5]
    assert table.lines[0].cells[1] == "SIMPEG"
    assert table.lines[2].cells == ("3", "SIPD", "", "")


def test_titles_above_the_headers_are_skipped():
    title = [["DAFTAR APLIKASI PEMERINTAH KOTA CONTOH"], ["Tahun 2025"], []]

    table = read_table(xlsx_file([*title, *LIST]), "daftar.xlsx")

    assert table.headers[1] == "Nama Aplikasi"
    assert [line.number for line in table.lines] == [5, 6]
    assert any("dilewati" in note for note in table.notes)


def test_two_rows_of_headers_become_one():
    lines = [
        ["No", "Nama Aplikasi", "Tahun", "", "Pengembang"],
        ["", "", "Anggaran", "Kontrak Berakhir", ""],
        [1, "SIMPEG", 2019, "12/01/2023", "Diskominfo"],
    ]

    table = read_table(
        xlsx_file(lines, merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"]), "daftar.xlsx"
    )

    assert table.headers[0:2] == ("No", "Nama Aplikasi")
    assert table.headers[2] == "Tahun Anggaran"
    assert "Kontrak Berakhir" in table.headers[3]
    assert table.headers[4] == "Pengembang"
    assert table.lines[0].cells[1] == "SIMPEG"


def test_a_row_that_numbers_the_columns_is_no_row_of_data():
    table = read_table(csv_file([LIST[0], ["(1)", "(2)", "(3)", "(4)"], *LIST[1:]]))

    assert [line.cells[1] for line in table.lines] == ["SIMPEG", "E-Presensi"]


def test_a_cell_merged_downwards_belongs_to_each_of_its_rows():
    lines = [
        ["Perangkat Daerah", "Nama Aplikasi"],
        ["Dinas Kesehatan", "SIMPUS"],
        [None, "E-Stunting"],
        ["Dinas Sosial", "SLRT"],
    ]

    table = read_table(xlsx_file(lines, merged=["A2:A3"]), "daftar.xlsx")

    assert [line.cells[0] for line in table.lines] == [
        "Dinas Kesehatan",
        "Dinas Kesehatan",
        "Dinas Sosial",
    ]


def test_of_several_sheets_the_one_that_looks_like_an_inventory_is_read():
    sheets = {
        "Petunjuk": [["Cara mengisi"], ["Isi semua kolom"]],
        "Data": LIST,
        "Rahasia": [*LIST, [3, "Lain", "Diskominfo", ""]],
    }

    table = read_table(xlsx_file(sheets=sheets, hidden=["Rahasia"]), "daftar.xlsx")

    assert table.sheet == "Data"
    assert table.sheets == ("Petunjuk", "Data", "Rahasia")
    assert len(table.lines) == 2
    assert any("tersembunyi" in note for note in table.notes)


def test_a_sheet_can_be_named_and_a_wrong_name_lists_the_right_ones():
    data = xlsx_file(sheets={"Satu": LIST, "Dua": LIST[:2]})

    assert len(read_table(data, "daftar.xlsx", sheet="dua").lines) == 1
    with pytest.raises(ImportRefused, match="“Satu”, “Dua”"):
        read_table(data, "daftar.xlsx", sheet="Tiga")


def test_of_a_formula_the_kept_result_counts_and_one_without_is_empty():
    table = read_table(xlsx_file([*LIST, [3, "=1+1", "x", ""]]), "daftar.xlsx")

    assert table.lines[2].cells[1] == ""
    assert any("rumus" in note for note in table.notes)


def test_a_failed_formula_is_empty_and_a_name_with_a_sign_before_it_stays():
    table = read_table(
        xlsx_file([*LIST, [3, "#REF!", "x", ""], [4, "#MERDEKA", "x", ""]]), "a.xlsx"
    )

    assert [line.cells[1] for line in table.lines[2:]] == ["", "#MERDEKA"]


def test_dates_and_numbers_of_a_spreadsheet_become_texts_as_people_write_them():
    line = [
        date(2023, 1, 12),
        date(2024, 5, 6),
        2019.0,
        1.5,
        True,
        1500000,
    ]
    headers = ["Nama Aplikasi", "b", "c", "d", "e", "f"]

    table = read_table(xlsx_file([headers, line]), "daftar.xlsx")

    assert table.lines[0].cells == (
        "2023-01-12",
        "2024-05-06",
        "2019",
        "1,5",
        "ya",
        "1500000",
    )


def test_the_apostrophe_of_our_own_export_is_taken_off_in_csv_only():
    lines = [["Nama Aplikasi", "Uraian"], ["'=SUM(A1)", "'tis"]]

    assert read_table(csv_file(lines)).lines[0].cells == ("=SUM(A1)", "'tis")
    assert read_table(xlsx_file(lines), "a.xlsx").lines[0].cells[0] == "'=SUM(A1)"


def test_control_characters_and_nul_bytes_are_dropped_and_told():
    table = read_table(b"Nama Aplikasi,OPD\nSIM\x00PEG\x07,Dinas\xe2\x80\x8b\n")

    assert table.lines[0].cells == ("SIMPEG", "Dinas")
    assert any("kendali" in note for note in table.notes)


def test_a_text_that_was_read_in_a_wrong_encoding_is_put_right():
    table = read_table("Nama Aplikasi\nDenpasarâ€™s Office\n".encode())

    assert table.lines[0].cells == ("Denpasar’s Office",)


def test_headers_of_one_name_are_numbered_and_nameless_ones_named_by_letter():
    table = read_table(csv_file([["Nama Aplikasi", "Ket", "Ket", ""], ["a", 2, 3, 4]]))

    assert table.headers == ("Nama Aplikasi", "Ket", "Ket (2)", "Kolom D")


def test_rows_are_chosen_by_a_raw_column_in_any_case():
    table = read_table(csv_file(LIST))

    assert len(only(table, "perangkat daerah", "bkpsdm").lines) == 1
    with pytest.raises(ImportRefused, match="Kolom yang ada: “No”"):
        only(table, "pemda", "x")
    with pytest.raises(ImportRefused, match="“BKPSDM”"):
        only(table, "Perangkat Daerah", "Dinas Lain")


def test_a_path_is_read_under_its_own_name(tmp_path: Path):
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv_file(LIST))

    assert len(read_table(path).lines) == 2
    with pytest.raises(ImportRefused, match="tidak ditemukan"):
        read_table(tmp_path / "tiada.csv")


def test_the_delimiter_that_excel_writes_down_is_obeyed():
    table = read_table(b"sep=;\nNama Aplikasi;OPD\nSIMPEG;BKPSDM\n", "daftar.csv")

    assert table.headers == ("Nama Aplikasi", "OPD")
    assert table.lines[0].number == 3
