"""What is wrong with a workbook is told by sheet and cell, with what to do."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from sqlalchemy import select

from architecture import elements, inventory
from architecture.errors import WrongState
from architecture.exchange.book.applying import apply
from architecture.exchange.book.extent import extent_of
from architecture.exchange.book.mending import rows_to_mend
from architecture.exchange.book.plan import Action
from architecture.exchange.files.refusals import BrokenFile, NoTable, WrongFile
from architecture.layers import Verb
from architecture.model import Element
from architecture.scope import full
from tests import make
from tests.architecture.exchange.book.make import (
    append,
    edited,
    exported,
    foreseen,
    put,
    rows,
)


def reasons(session, city, *edits):
    """Return the reasons of the refused rows of the edited workbook."""
    file = edited(exported(session, city.government), *edits)
    plan = foreseen(session, city.government, file)
    return [" ".join(each.reasons) for each in plan.refused]


CELLS = [
    ("Tipe lisensi", "Gratisan", "pilih salah satu dari Sumber terbuka"),
    ("Biaya per tahun", "dua belas juta", "harus berupa angka rupiah"),
    ("Biaya per tahun", -5, "tidak boleh kurang dari nol"),
    ("Tahun mulai", "kemarin", "harus berupa tahun"),
    ("Kontrak berakhir", "akhir tahun depan", "bukan tanggal"),
    ("Kontrak berakhir", 2026, "tidak masuk akal"),
    ("Kode arsitektur referensi", "ABC.01", "bukan kode arsitektur referensi"),
    ("Kode arsitektur referensi", "RAB.99.99", "Kode tidak dikenal"),
    ("Singkatan", "S" * 61, "paling panjang 60 karakter"),
    ("Nama", None, "wajib diisi"),
    ("Status", None, "tidak boleh kosong"),
    ("Perangkat daerah", "Dinas Entah", "tidak dikenal"),
    ("Perangkat daerah", None, "wajib diisi"),
    ("Uraian", "=A1&B1", "berisi rumus"),
    ("Uraian", "#REF!", "galat (#REF!)"),
    ("Alamat (URL)", "bukan alamat", "satu alamat saja"),
]


@pytest.mark.parametrize(("heading", "value", "told"), CELLS)
def test_a_cell_that_cannot_be_read_is_named(session, city, heading, value, told):
    [reason] = reasons(session, city, put("Aplikasi", "DAA-0001", **{heading: value}))
    assert told in reason
    assert reason.startswith("Sel ")
    assert f"2 ({heading})" in reason


WRITTEN = [
    ("Biaya per tahun", "Rp 12.500.000,00"),
    ("Tahun mulai", "2019"),
    ("Kontrak berakhir", "31 Desember 2026"),
    ("Kontrak berakhir", "31/12/2026"),
    ("Kontrak berakhir", 46387),
    ("Basis aplikasi", "mobile;web"),
    ("Status", " AKTIF "),
    ("Perangkat daerah", "d1"),
    ("Nama", " SIMPEG "),
]


@pytest.mark.parametrize(("heading", "value"), WRITTEN)
def test_the_same_said_in_other_words_is_no_change(session, city, heading, value):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", **{heading: value}),
    )
    assert foreseen(session, city.government, file).outcomes == ()


def test_a_code_of_nobody_or_of_another_sheet_is_told(session, city):
    other = make.government(session, "Kabupaten Lain")
    for number in range(3):
        inventory.add(session, other, {"name": f"Tetangga {number}"})
    one, two = reasons(
        session,
        city,
        append("Aplikasi", Kode="DAA-0003", Nama="Tetangga 2"),
        append("Aplikasi", Kode="DAI-0001", Nama="Server satu"),
    )
    assert "tidak ada di instansi ini" in one
    assert "ada di lembar Infrastruktur" in two


def test_a_code_that_stands_twice_is_refused(session, city):
    [reason] = reasons(
        session,
        city,
        put("Aplikasi", "DAA-0001", Uraian="Satu"),
        append("Aplikasi", Kode="daa-0001", Nama="SIMPEG", Uraian="Dua"),
    )
    assert "sudah ada di baris 2" in reason


def test_a_new_row_that_is_there_already_is_refused(session, city):
    [reason] = reasons(
        session, city, append("Aplikasi", Nama="simpeg", Perangkat_daerah="D1")
    )
    assert "DAA-0001 bernama sama" in reason


def test_merged_cells_are_refused_and_other_rows_are_not(session, city):
    def merge(book):
        page = book["Aplikasi"]
        page.append(["", "", "Satu"])
        page.append(["", "", "Dua"])
        page.merge_cells("C3:C4")

    found = reasons(session, city, merge)
    assert [each.split(":")[0] for each in found] == ["Sel C3 (Nama)", "Sel C4 (Nama)"]
    assert all("digabung" in each for each in found)


RELATIONS = [
    ({"Kode_asal": "DAD-0001", "Kode_tujuan": "DAA-0001"}, "tukar asal dan tujuannya"),
    ({"Kode_asal": "DAA-0001", "Kode_tujuan": "DAD-9999"}, "tidak dikenal"),
    ({"Kode_asal": "DAA-0001", "Kode_tujuan": "BARU-7"}, "Tidak ada baris baru"),
    ({"Kode_asal": "DAA-0001"}, "Kode tujuan wajib diisi"),
    ({"Kode_asal": "DAA-0001", "Nama_tujuan": "Entah"}, "Tidak ada elemen bernama"),
    ({"Kode_asal": "DAA-0001", "Kode_tujuan": "DAD-0001"}, "sudah tercatat"),
    (
        {"Kode_asal": "DAA-0001", "Kode_tujuan": "DAD-0001", "Arah": "Dua arah"},
        "tidak berlaku untuk “memakai”",
    ),
    (
        {"Kode_asal": "DAA-0001", "Kode_tujuan": "DAD-0001", "Hapus": "hapus"},
        "tanpa nomor tidak dapat dihapus",
    ),
]


@pytest.mark.parametrize(("values", "told"), RELATIONS)
def test_a_relation_that_cannot_be_is_told(session, city, values, told):
    row = append("Relasi", Hubungan="memakai", **values)
    [reason] = reasons(session, city, row)
    assert told in reason


def test_the_ends_of_a_relation_do_not_move(session, city):
    [reason] = reasons(
        session, city, put("Relasi", city.uses.id, Kode_tujuan="DAI-0001")
    )
    assert "tulis “hapus” di baris ini" in reason


def test_a_relation_of_another_government_is_not_found(session, city):
    other = make.government(session, "Kabupaten Lain")
    one = inventory.add(session, other, {"name": "Satu"})
    two = inventory.add(session, other, {"name": "Dua"})
    theirs = elements.relate(session, one, Verb.USES, two)
    [reason] = reasons(
        session, city, append("Relasi", Nomor_relasi=theirs.id, Hapus="hapus")
    )
    assert "tidak ada di instansi ini" in reason


def test_a_field_of_another_object_is_refused(session, city):
    [reason] = reasons(
        session, city, put("Infrastruktur", "DAI-0001", **{"Tipe media": "Serat optik"})
    )
    assert "hanya untuk objek Jaringan intra" in reason


def test_what_needs_a_refused_row_waits_for_it(session, city):
    found = reasons(
        session,
        city,
        append("Aplikasi", Kode="BARU-1", Nama="E-ARSIP", Tahun_mulai="kapan"),
        append(
            "Relasi", Kode_asal="BARU-1", Hubungan="memakai", Kode_tujuan="DAD-0001"
        ),
    )
    assert "harus berupa tahun" in found[0]
    assert found[1] == "Menunggu baris 3 lembar Aplikasi diperbaiki."


def test_a_kind_is_known_by_its_short_form_and_an_unknown_one_is_told_alone(
    session, city
):
    short = append("Strategi", Nama="Akta", Objek="IKU", Satuan="%", Status="Aktif")
    other = append("Strategi", Nama="Akta", Objek="KPI", Satuan="%", Status="Aktif")

    assert reasons(session, city, short) == []
    [told] = reasons(session, city, other)
    assert "(Objek): pilih salah satu dari Visi" in told


def test_a_sheet_without_codes_or_with_a_heading_twice_is_refused(session, city):
    def edit(book):
        book["Aplikasi"].delete_cols(1)
        book["Layanan"]["Z1"] = "Nama"

    one, two = reasons(session, city, edit)
    assert "“Nama” ada dua kali" in one
    assert "Kolom “Kode” tidak ada" in two


def test_nothing_is_written_while_a_row_is_refused(session, city):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Tahun_mulai="kapan"),
        put("Infrastruktur", "DAI-0001", Memori="128 GB"),
    )
    plan = foreseen(session, city.government, file)
    with pytest.raises(WrongState, match="1 baris ditolak"):
        apply(session, city.government.id, plan, deed="Impor")
    assert city.server.memory == "64 GB"
    done = apply(session, city.government.id, plan, deed="Impor", good_only=True)
    assert (done.updated, done.refused) == (1, 1)
    assert city.server.memory == "128 GB"


def test_the_refused_rows_come_back_as_a_workbook_that_can_be_mended(session, city):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Tahun_mulai="kapan", Uraian="=A1"),
        append("Layanan", Nama="Layanan baru", Status="Entah"),
    )
    plan = foreseen(session, city.government, file)
    extent = extent_of(session, full(city.government.id), city.government)
    mend = rows_to_mend(session, extent, plan)
    [row] = rows(mend, "Aplikasi")
    assert "harus berupa tahun" in row["Yang perlu diperbaiki"]
    assert row["Uraian"] == "=A1"
    assert load_workbook(BytesIO(mend)).sheetnames == [
        "Petunjuk",
        "Layanan",
        "Aplikasi",
        "Pilihan",
    ]
    again = edited(
        mend,
        lambda book: mended(book, "Aplikasi", "Tahun mulai", 2021),
        lambda book: mended(book, "Aplikasi", "Uraian", "Mencatat pegawai"),
        lambda book: mended(book, "Layanan", "Status", "Aktif"),
    )
    done = foreseen(session, city.government, again)
    assert [each.action for each in done.outcomes] == [Action.NEW, Action.CHANGED]


def test_what_was_written_without_a_refused_row_is_called_by_its_code_to_mend(
    session, city
):
    file = edited(
        exported(session, city.government),
        append("Aplikasi", Kode="BARU-1", Nama="E-Arsip", Status="Aktif"),
        append("Relasi", Kode_asal="baru-1", Hubungan="entah", Kode_tujuan="DAD-0001"),
    )
    plan = foreseen(session, city.government, file)
    apply(session, city.government.id, plan, deed="Impor", good_only=True)
    extent = extent_of(session, full(city.government.id), city.government)
    code = session.scalars(select(Element.code).filter_by(name="E-Arsip")).one()

    mend = rows_to_mend(session, extent, plan)

    assert rows(mend, "Relasi")[0]["Kode asal"] == code
    again = edited(mend, lambda book: mended(book, "Relasi", "Hubungan", "memakai"))
    done = foreseen(session, city.government, again)
    assert [each.action for each in done.outcomes] == [Action.NEW]


def mended(book, sheet, heading, value):
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    page.cell(2, heads.index(heading) + 1).value = value


def test_a_file_that_is_no_workbook_of_ours_is_refused(session, city):
    book = Workbook()
    book.active.append(["Nama", "Uraian"])
    out = BytesIO()
    book.save(out)
    with pytest.raises(NoTable, match="Tidak ada lembar buku kerja arsitektur"):
        foreseen(session, city.government, out.getvalue())
    with pytest.raises(WrongFile, match="Isi berkas ini CSV, bukan XLSX"):
        foreseen(session, city.government, b"Kode,Nama\n1,2\n")
    whole = exported(session, city.government)
    with pytest.raises(BrokenFile):
        foreseen(session, city.government, whole[: len(whole) // 2])


def test_what_people_do_to_a_sheet_changes_nothing(session, city):
    inventory.add(session, city.dinas, {"name": "SIABON"})

    def sort_hide_and_format(book):
        page = book["Aplikasi"]
        several = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(several), 2):
            for place, value in enumerate(row, 1):
                page.cell(number, place).value = value
        page["A2"].value = f" {str(page['A2'].value).lower()}\u00a0"
        page.sheet_state = "hidden"
        page.insert_rows(1, 2)
        page["A1"].value = "DAFTAR APLIKASI KOTA"
        page.merge_cells("A1:F1")
        for number in range(102, 30_003, 100):  # far below the last row
            page.cell(number, 1).fill = PatternFill("solid", fgColor="FFFFCC")

    file = edited(exported(session, city.government), sort_hide_and_format)
    plan = foreseen(session, city.government, file)
    assert (plan.outcomes, plan.notes) == ((), ())
    assert plan.same["Aplikasi"] == 2


def test_a_sheet_that_was_renamed_is_told_with_its_right_name(session, city):
    def rename(book):
        book["Aplikasi"].title = "Aplikasi (2)"

    file = edited(exported(session, city.government), rename)
    [note] = foreseen(session, city.government, file).notes
    assert note.startswith("Lembar yang tidak dibaca: “Aplikasi (2)”.")
    assert note.endswith("kembalikan namanya: “Aplikasi”.")


def test_macros_are_told_and_never_run(session, city):
    out = BytesIO(exported(session, city.government))
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    [note] = foreseen(session, city.government, out.getvalue()).notes
    assert "Makro di berkas ini tidak dijalankan" in note


def test_control_characters_and_very_long_texts_are_no_defect(session, city):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian="a\tb\u200b\u202ec", Catatan="x" * 32_000),
    )
    [outcome] = foreseen(session, city.government, file).outcomes
    assert "paling panjang 4000 karakter" in outcome.reasons[0]
