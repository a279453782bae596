import pytest

from architecture.exchange.files.refusals import ImportRefused, NoTable
from architecture.exchange.inventories.columns import (
    LABELS,
    map_columns,
    plain,
    recognise,
)
from architecture.layers import APPLICATION_FIELDS


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NAMA APLIKASI", "name"),
        ("nama_aplikasi", "name"),
        ("  2. Nama Aplikasi / Sistem Informasi *)", "name"),
        ("Application Name", "name"),
        ("Nama Aplikasi/Website", "name"),
        ("Perangkat Daerah", "organisation"),
        ("OPD Pengampu", "organisation"),
        ("Unit Kerja", "organisation"),
        ("Instansi", "organisation"),
        ("Pemda", "government"),
        ("Alamat URL", "url"),
        ("Link/Tautan Aplikasi", "url"),
        ("Domain", "url"),
        ("Deskripsi Singkat", "description"),
        ("Keterangan", "description"),
        ("Fungsi", "function"),
        ("Luaran", "output"),
        ("Jenis", "type"),
        ("jenis_sumber", "type"),
        ("Kategori", "category"),
        ("Umum / Khusus", "category"),
        ("Jenis Aplikasi (Umum/Khusus)", "category"),
        ("Pengembangan Tahun", "year_started"),
        ("Basis Aplikasi", "platforms"),
        ("Platform", "platforms"),
        ("Status (Aktif/Tidak Aktif)", "status"),
        ("Tahun Pembuatan", "year_started"),
        ("Biaya (Rp)", "cost_build"),
        ("Biaya pemeliharaan per tahun", "cost_yearly"),
        ("Sumber Dana", "source_of_funds"),
        ("Pengembang", "built_by"),
        ("Bahasa Pemrograman", "languages"),
        ("Basis Data", "database_system"),
        ("Lokasi Server", "hosting"),
        ("Tipe Lisensi", "licence"),
        ("Memuat data pribadi", "personal_data"),
        ("Kode Aplikasi", "code"),
        ("No.", None),
        ("Luas lantai", None),
        ("", None),
    ],
)
def test_headers_of_real_lists_are_recognised(header, field):
    assert recognise(header) == field


def test_every_label_and_sia_name_of_our_own_is_recognised():
    for field in APPLICATION_FIELDS:
        assert recognise(field.label) == field.name
        assert recognise(field.name) == field.name
        assert not field.sia or recognise(field.sia) == field.name


def test_all_labels_side_by_side_map_every_field_once():
    assert set(map_columns(list(LABELS.values())).fields) == set(LABELS)


def test_an_exact_header_goes_before_a_likely_one_wherever_it_stands():
    columns = map_columns(["Nama Paket Aplikasi", "Nama Aplikasi", "Status lama"])

    assert columns.fields["name"] == 1
    assert columns.leftovers == (0,)


def test_columns_that_no_field_takes_are_left_over_but_not_the_numbering():
    columns = map_columns(["No", "Nama Aplikasi", "Warna", "OPD"])

    assert [columns.headers[at] for at in columns.leftovers] == ["Warna"]


def test_a_person_may_set_the_map_and_take_a_field_off():
    columns = map_columns(["App", "Nama Aplikasi", "OPD"])

    given = columns.given({"name": "App", "organisation": "", "url": "opd"})

    assert given.named == {"name": "App", "url": "OPD"}


def test_a_map_with_an_unknown_field_or_header_is_refused():
    columns = map_columns(["Nama Aplikasi"])

    with pytest.raises(ImportRefused, match="isian"):
        columns.given({"warna": "Nama Aplikasi"})
    with pytest.raises(ImportRefused, match="Kolom yang ada: “Nama Aplikasi”"):
        columns.given({"name": "Judul"})


def test_a_file_without_a_column_of_names_says_which_headers_were_read():
    with pytest.raises(NoTable, match="“Luas”") as refused:
        map_columns(["Luas", "Warna"]).checked()

    assert refused.value.field == "name"


def test_a_header_is_compared_without_case_marks_and_numbers_before_it():
    assert plain("  (3) PERANGKAT_daerah: ") == "perangkat daerah"
