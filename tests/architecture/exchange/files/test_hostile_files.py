import json
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.exchange.files.containers import MAX_BYTES
from architecture.exchange.files.refusals import (
    ImportRefused,
    NoTable,
    TooLarge,
    WrongFile,
)
from architecture.exchange.files.workbook import MAX_ROWS
from architecture.exchange.inventories.actions import Kind
from architecture.exchange.inventories.columns import map_columns
from architecture.exchange.inventories.preview import plan
from architecture.exchange.inventories.reading import read_table
from architecture.exchange.inventories.rows import read_rows
from architecture.exchange.inventories.vetting import vetted
from architecture.inventory.details import parsed
from tests.architecture.exchange.inventories.make import csv_file, known, xlsx_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WHOLE = xlsx_file([["Nama Aplikasi", "OPD"], ["SIMPEG", "BKPSDM"], ["SIPD", "Bappeda"]])
LIST = [["Nama Aplikasi", "OPD"], ["SIMPEG", "BKPSDM"]]


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The same XLSX with some parts replaced; names are given with __ for /."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in changed.items():
        parts[name.replace("__", "/") + ".xml"] = content
    return packed(parts)


@pytest.mark.parametrize(
    ("data", "filename", "told"),
    [
        (b"", "daftar.csv", "kosong"),
        (b"\n\n  \r\n", "daftar.csv", "kosong"),
        (b"\xff\xfe", "daftar.csv", "kosong"),
        (csv_file([LIST[0]]), "daftar.csv", "hanya berisi judul kolom"),
        (xlsx_file([LIST[0]]), "daftar.xlsx", "hanya berisi judul kolom"),
        (xlsx_file([]), "daftar.xlsx", "kosong"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "kata sandi"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", r"Excel lama \(.xls\)"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.xlsx", "Word lama"),
        (b"PK\x03\x04 potong", "a.xlsx", "rusak"),
        (xlsx_file(LIST)[:900], "a.xlsx", "rusak"),
        (packed({"word/document.xml": b"<a/>"}), "a.xlsx", "Word"),
        (packed({"content.xml": b"<a/>"}), "a.xlsx", "OpenDocument"),
        (packed({"foto.jpg": b"x"}), "a.xlsx", "arsip ZIP"),
        (b"%PDF-1.7 ...", "a.csv", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a.xlsx", "gambar PNG"),
        (b"\xff\xd8\xff\xe0....", "a.csv", "gambar JPEG"),
        (b"MZ\x90\x00....", "a.xlsx", "program"),
        (b"<html><table><tr><td>Nama", "a.xls", "halaman web"),
        (csv_file(LIST), "a.xlsx", "isinya CSV"),
        (xlsx_file(LIST), "a.csv", "isinya XLSX"),
        (xlsx_file(LIST), "a.xls", "isinya XLSX"),
        (csv_file(LIST), "a.pdf", "XLSX atau CSV"),
        (bytes(range(1, 32)) * 300, "a.csv", "bukan tabel"),
        (b"a" * 200_000, "a.csv", "Baris 1 memuat sel yang terlalu panjang"),
        (b"a,b\n" + b"a" * 200_000, "a.csv", "Baris 2 memuat sel yang terlalu panjang"),
        (b'a,b\n"' + b"a,b\n" * 50_000, "a.csv", "Tanda kutip"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(data, filename, told):
    with pytest.raises(ImportRefused, match=told):
        read_table(data, filename)


def test_a_file_above_the_limit_is_refused_before_it_is_looked_at():
    with pytest.raises(TooLarge, match="50 MB"):
        read_table(b"a" * (MAX_BYTES + 1), "a.csv")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(xlsx_file(LIST), xl__worksheets__sheet1=b"\0" * (40 * 2**20))

    assert len(bomb) < 2**20
    with pytest.raises(ImportRefused, match="mengembang"):
        read_table(bomb, "a.xlsx")


def test_a_bomb_of_many_parts_below_the_ratio_is_refused():
    piece = bytes(range(256)) * 4096
    parts = {f"xl/media/{at}.bin": piece for at in range(300)}
    parts |= {"xl/workbook.xml": b"", "[Content_Types].xml": b""}

    with pytest.raises(ImportRefused, match=r"mengembang|256 MB"):
        read_table(packed(parts), "a.xlsx")


def test_a_container_that_lies_about_its_sizes_is_refused():
    data = bytearray(repacked(xlsx_file(LIST), xl__worksheets__sheet1=b" " * 5000))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)

    with pytest.raises(ImportRefused, match="rusak"):
        read_table(bytes(data), "a.xlsx")


def with_shared_texts(rows) -> bytes:
    """An XLSX as office programs write it: its texts stand in a part of their own."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "part", ["xl__worksheets__sheet1", "xl__sharedStrings", "xl__workbook"]
)
def test_entities_in_the_xml_are_refused(part):
    with pytest.raises(ImportRefused, match="rusak"):
        read_table(repacked(with_shared_texts(LIST), **{part: LAUGHS}), "a.xlsx")


def test_a_row_number_out_of_all_bounds_does_not_hang():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nama Aplikasi</t></is>'
        b'</c></row><row r="%d"><c r="XFD%d" t="inlineStr"><is><t>x</t></is></c>'
        b"</row></sheetData></worksheet>"
    )
    for number, told in ((99_999_999_999, "nomor baris"), (1_048_576, "judul kolom")):
        data = repacked(
            xlsx_file(LIST), xl__worksheets__sheet1=sheet % (number, number)
        )
        with pytest.raises(ImportRefused, match=told):
            read_table(data, "a.xlsx")


def many_rows(rows: int) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Nama Aplikasi", "OPD"])
        for row in range(1, rows + 1):
            page.write_string(row, 0, f"Aplikasi {row}")
    return out.getvalue()


def many_lines(rows: int) -> bytes:
    return b"Nama Aplikasi,OPD\n" + b"SIMPEG,BKPSDM\n" * rows


@pytest.mark.parametrize(
    ("make", "filename"), [(many_lines, "a.csv"), (many_rows, "a.xlsx")]
)
def test_two_hundred_thousand_rows_are_refused_by_their_number(make, filename):
    with pytest.raises(TooLarge, match=r"200\.000 baris.*100\.000"):
        read_table(make(200_000), filename)


def test_as_many_rows_as_are_allowed_are_read():
    data = many_lines(MAX_ROWS)

    assert len(read_table(data, "a.csv").lines) == MAX_ROWS
    with pytest.raises(TooLarge, match=r"100\.001 baris"):
        read_table(data + b"SIMPEG,BKPSDM\n", "a.csv")


def test_a_quote_that_does_not_close_is_refused_instead_of_swallowing_rows():
    rows = b"".join(b"SIMPEG %d,BKPSDM\n" % at for at in range(400))

    with pytest.raises(ImportRefused, match="Tanda kutip"):
        read_table(b'Nama Aplikasi,OPD\n"SIMPEG,BKPSDM\n' + rows, "a.csv")


def test_a_cell_longer_than_any_spreadsheet_allows_is_a_problem_of_its_row():
    data = csv_file([LIST[0], ["SIMPEG", "x" * 40_000], ["SIPD", "BKPSDM"]])
    table = read_table(data, "a.csv")

    rows = read_rows(table, map_columns(table.headers))

    assert "40.000 huruf" in rows[0].problems[0]
    assert rows[1].problems == ()


def test_the_names_of_wrong_files_are_told_apart_from_empty_ones():
    with pytest.raises(NoTable):
        read_table(b"", "a.csv")
    with pytest.raises(WrongFile):
        read_table(b"%PDF", "a.csv")


def whole_way(data: bytes, filename: str) -> None:
    try:
        table = read_table(data, filename)
        rows = read_rows(table, map_columns(table.headers))
    except ImportRefused:
        return
    done = plan(rows, known("Dinas Kesehatan", create_organisations=True))
    assert [action.row for action in done.actions] == [row.number for row in rows]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "a.csv", "a.xlsx", "a"]))
def test_any_bytes_are_read_or_refused(data, filename):
    whole_way(data, filename)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_xlsx_is_read_or_refused(data):
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))

    whole_way(bytes(whole), "a.xlsx")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = ["Nama Aplikasi", "URL", "Tahun", "Biaya", "Status", "Jenis", "OPD", "Uraian"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=8, max_size=8), max_size=4))
def test_any_texts_in_the_cells_give_one_action_a_row(lines):
    whole_way(csv_file([NAMES, *lines]), "a.csv")


ODD = st.one_of(
    TEXTS,
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(["31/12/9999", "0001-01-01", "Rp 1.500.000,50", "1e15", "45000.5"]),
)
DATED = [
    "Nama Aplikasi",
    "Uraian",
    "Rencana Mulai",
    "Kontrak Berakhir",
    "Tahun",
    "Biaya",
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(ODD, min_size=6, max_size=6), min_size=1, max_size=4))
def test_what_a_preview_keeps_can_be_read_again_when_it_is_applied(lines):
    """Kept as JSON; what it could not read would tell of a change for ever."""
    table = read_table(csv_file([DATED, *lines, ["A", "u", "", "", "", ""]]), "a.csv")
    done = plan(vetted(read_rows(table, map_columns(table.headers)), {}), known())

    for action in done.actions:
        if action.kind is not Kind.REFUSED:
            values = json.loads(json.dumps(action.as_json()))["values"]
            values.pop("status", None)
            assert parsed(values)[1] == {}
