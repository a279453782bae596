from datetime import date
from decimal import Decimal

import pytest

from tests.architecture.exchange.inventories.make import row, rows


def test_cells_become_the_values_of_an_application():
    read = row(
        **{
            "Nama Aplikasi": "SIMPEG",
            "OPD": "BKPSDM",
            "Deskripsi": "Mengelola kepegawaian",
            "Jenis": "Aplikasi",
            "Platform": "Web dan Android",
            "Status": "Masih digunakan",
            "Tahun": "TA 2019",
            "Biaya": "Rp 150.000.000,00",
            "Kontrak berakhir": "31 Desember 2026",
            "Lisensi": "Open Source",
            "Data pribadi": "Ada",
            "Cara pembangunan": "Pihak ketiga",
            "Kode referensi": "RAB.09.06; RAL.02.04",
        }
    )

    assert dict(read.values) == {
        "name": "SIMPEG",
        "type": "APPLICATION",
        "description": "Mengelola kepegawaian",
        "personal_data": "YES",
        "platforms": ["WEB", "MOBILE"],
        "build_method": "CONTRACT",
        "contract_ends_on": date(2026, 12, 31),
        "cost_build": Decimal("150000000.00"),
        "licence": "OPEN_SOURCE",
        "reference_codes": ["RAB.09.06", "RAL.02.04"],
        "year_started": 2019,
        "status": "LIVE",
    }
    assert read.organisation == "BKPSDM"
    assert read.warnings == read.problems == ()


def test_what_cannot_be_read_is_kept_as_a_note_and_pointed_out():
    read = row(
        **{
            "Nama Aplikasi": "SIMPEG",
            "Biaya": "sesuai DPA",
            "Tahun": "lama",
            "Warna": "x1",
        }
    )

    assert "cost_build" not in read.values
    assert str(read.values["notes"]).splitlines() == [
        "Tahun mulai: lama",
        "Biaya pembangunan: sesuai DPA",
        "Warna: x1",
    ] or "Biaya pembangunan: sesuai DPA" in str(read.values["notes"])
    assert len(read.warnings) == 2


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("192.168.10.5/simpeg", "192.168.10.5/simpeg (alamat IP)"),
        ("Aplikasi yang diinstal", "Aplikasi yang diinstal (aplikasi dipasang)"),
        ("https://tidakada.invalid", "(alamat tidak dapat dibuka)"),
        ("VPN", "VPN (hanya lewat VPN)"),
    ],
)
def test_an_unusable_address_is_kept_as_a_note_and_not_thrown_away(url, note):
    read = row(**{"Nama Aplikasi": "SIMPEG", "URL": url})

    assert read.url == ""
    assert note in str(read.values["notes"])
    assert any("catatan" in warning for warning in read.warnings)


@pytest.mark.parametrize("text", ["-", "n/a", "Tidak ada", "...", "xxx", "belum ada"])
def test_a_text_that_only_fills_the_cell_says_nothing(text):
    read = row(
        **{"Nama Aplikasi": "SIMPEG", "Deskripsi": text, "Tahun": text, "OPD": text}
    )

    assert set(read.values) == {"name", "type"}
    assert read.organisation == ""
    assert read.warnings == ()


def test_a_description_typed_at_random_is_a_note_and_no_description():
    read = row(
        **{"Nama Aplikasi": "Sidarling", "Uraian": "sdsbjdjabdja sdknakldnaslkndlkasnd"}
    )

    assert "description" not in read.values
    assert "sdsbjdjabdja" in str(read.values["notes"])


@pytest.mark.parametrize("name", ["", "-", "n/a"])
def test_a_row_without_a_name_is_a_problem(name):
    read = row(**{"Nama Aplikasi": name, "Uraian": "Mengelola pajak", "OPD": "Bapenda"})

    assert read.problems == ("Nama aplikasi kosong. Isi namanya.",)


def test_a_name_of_five_thousand_characters_is_a_problem_with_its_length():
    read = row(**{"Nama Aplikasi": "a" * 5000, "OPD": "Bapenda"})

    assert "5.000 huruf; paling banyak 200" in read.problems[0]


def test_a_name_that_is_a_domain_gives_the_address_and_asks_for_a_name():
    read = row(**{"Nama Aplikasi": "simpeg.magetan.go.id", "OPD": "BKD"})

    assert read.url == "https://simpeg.magetan.go.id"
    assert any("usulkan nama" in warning for warning in read.warnings)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            "Aplikasi Pusat : SIPD-RI, e-Billing Pajak, e-ASN Digital; Aplikasi "
            "Daerah : SIMPEG, E-Presensi",
            ("SIPD-RI", "e-Billing Pajak", "e-ASN Digital", "SIMPEG", "E-Presensi"),
        ),
        ("1. SIPD 2. SIMDA 3. SIRUP", ("SIPD", "SIMDA", "SIRUP")),
        ("SIMDA\nSIPD", ("SIMDA", "SIPD")),
        ("SIPD, SIMDA, SIRUP", ("SIPD", "SIMDA", "SIRUP")),
        ("SIPD & SIMDA", ("SIPD", "SIMDA")),
    ],
)
def test_several_applications_in_one_name_are_pointed_out(name, parts):
    read = row(**{"Nama Aplikasi": name, "OPD": "BKD"})

    assert read.parts == parts
    assert any("Pecah" in warning for warning in read.warnings)


@pytest.mark.parametrize(
    "name",
    [
        "Redok/ E-file",
        "SIMDALEV | RFK ADBANG",
        "Dinas Perpustakaan, Kearsipan, dan Dokumentasi Daring",
        "SIMFONI PPA (Perlindungan Perempuan, Anak, dan Keluarga)",
        "Data Perijinan dan Rekomendasi Medis",
        "magetankab.sipd.kemendagri.go.id & penatausahaan",
    ],
)
def test_one_application_with_a_long_name_is_not_taken_apart(name):
    assert row(**{"Nama Aplikasi": name, "OPD": "BKD"}).parts == ()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["", "Jumlah", "37"], "jumlah"),
        (["", "DINAS KESEHATAN", ""], "judul kelompok"),
        (["Mengetahui, Kepala Dinas", "", ""], "tanda tangan"),
        (["Nama Aplikasi", "Uraian", "Perangkat Daerah"], "berulang"),
        (["(1)", "(2)", "(3)"], "nomor kolom"),
    ],
)
def test_rows_that_are_no_applications_are_told_so(cells, told):
    first, second = rows(["SIMPEG", "Kepegawaian", "BKPSDM"], cells)

    assert first.ignored == ""
    assert told in second.ignored


def test_an_office_as_a_heading_is_the_office_of_the_rows_below_it():
    read = rows(
        ["A", "DINAS KESEHATAN", "", ""],
        ["1", "E-Puskesmas", "Layanan pasien", ""],
        ["2", "SIMPUS", "Rekam medis", "RSUD Contoh"],
        ["B", "Kecamatan Timur", "", ""],
        ["1", "Antrian", "Antrian surat", ""],
        headers=["No", "Nama Aplikasi", "Uraian", "OPD"],
    )

    assert [row.organisation for row in read] == [
        "",
        "DINAS KESEHATAN",
        "RSUD Contoh",
        "",
        "Kecamatan Timur",
    ]
    assert [bool(row.ignored) for row in read] == [True, False, False, True, False]
    assert "baris 2" in read[1].warnings[-1]


def test_a_remark_that_is_nothing_but_a_status_is_the_status():
    read = row(**{"Nama Aplikasi": "SIMRS", "Keterangan": "Tidak aktif"})

    assert read.values["status"] == "RETIRED"
    assert "description" not in read.values


def test_names_and_numbers_of_persons_go_where_only_those_in_charge_read():
    read = row(
        **{
            "Nama Aplikasi": "SIMRS",
            "Nama PIC": "Budi",
            "No HP": "0812",
            "Warna": "biru",
        }
    )

    assert read.values["technical_manager"] == "Budi; No HP: 0812"
    assert read.values["notes"] == "Warna: biru"


def test_umum_is_read_as_the_audience_and_pusat_as_the_class():
    local = row(**{"Nama Aplikasi": "A1", "Jenis": "Umum", "Kategori": "Lokal"})
    central = row(**{"Nama Aplikasi": "A1", "Jenis": "Khusus", "Kategori": "Pusat"})

    assert local.owner.national is False
    assert local.owner.umum
    assert local.warnings == ()
    assert central.owner.national is True
    assert "Kelas di daftar asal: Pusat / Khusus" in str(central.values["notes"])


def test_a_row_that_is_pusat_and_daerah_at_once_is_a_contradiction():
    read = row(**{"Nama Aplikasi": "SIMPEG", "Kategori": "Pusat/Umum, Khusus/Daerah"})

    assert read.owner.contradiction
    assert any("bertentangan" in warning for warning in read.warnings)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"Nama Aplikasi": "dlh.kota.go.id", "Jenis": "WEB"}, "WEBSITE"),
        ({"Nama Aplikasi": "Website Dinas Sosial", "Uraian": "Informasi"}, "WEBSITE"),
        (
            {"Nama Aplikasi": "Web Antrian", "Uraian": "Pendaftaran antrian"},
            "APPLICATION",
        ),
        ({"Nama Aplikasi": "SIMDA (Desktop)"}, "DESKTOP"),
        ({"Nama Aplikasi": "SIM PBB", "Platform": "Desktop"}, "DESKTOP"),
        ({"Nama Aplikasi": "Rekap", "Jenis": "Google Sheet"}, "SHEET"),
        ({"Nama Aplikasi": "Call Center 112", "Jenis": "Kanal WhatsApp"}, "CHANNEL"),
        ({"Nama Aplikasi": "SIMPEG", "Jenis": "Aplikasi"}, "APPLICATION"),
    ],
)
def test_the_form_of_a_thing_follows_its_column_else_its_name(cells, kind):
    assert row(**cells).values["type"] == kind


def test_the_site_of_a_village_is_known_by_its_office_or_its_text():
    by_office = row(
        **{"Nama Aplikasi": "turi.kab.go.id", "Jenis": "WEB", "OPD": "Desa Turi"}
    )
    by_text = row(
        **{
            "Nama Aplikasi": "x.kab.go.id",
            "Jenis": "WEB",
            "Uraian": "Web OPD Desa Turi",
        }
    )
    office = row(
        **{
            "Nama Aplikasi": "dpmd.kab.go.id",
            "Jenis": "WEB",
            "Uraian": "Web OPD Dinas Pemberdayaan Masyarakat dan Desa",
        }
    )

    assert by_office.village
    assert by_text.village
    assert not office.village


def test_technical_details_in_one_cell_are_taken_apart():
    read = row(
        **{
            "Nama Aplikasi": "SIPENJAR",
            "detail_teknis": "bahasa=PHP; db=Mysql; versi=1.0; nilai=43000000",
        }
    )

    assert read.values["languages"] == "PHP"
    assert read.values["database_system"] == "Mysql"
    assert read.values["cost_build"] == Decimal(43000000)
    assert "versi: 1.0" in str(read.values["notes"])


def test_markup_and_formulas_are_texts_like_any_other():
    read = row(**{"Nama Aplikasi": "<script>alert(1)</script>`${x}", "OPD": "=1+1"})

    assert read.name == "<script>alert(1)</script>`${x}"
    assert read.problems == ()
