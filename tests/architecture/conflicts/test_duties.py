from dataclasses import replace

import pytest

from architecture.conflicts import Standing, Surroundings, find
from tests.architecture.conflicts.around import SRIKANDI, proposal, similar, told

CONNECT = [("duty_to_connect", "warning")]


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"description": "Pengaduan masyarakat tentang jalan rusak"}, CONNECT),
        ({"description": "Pengaduan warga, diteruskan ke SP4N-LAPOR!"}, []),
        ({"description": "Laporan keuangan bulanan"}, []),
        ({"description": "Keluhan pasien saat anamnesis"}, []),
        ({"data_used": "Data kependudukan dari Dukcapil"}, CONNECT),
        ({"data_used": "Data kependudukan dengan hak akses Dukcapil"}, []),
        ({"data_used": "Data kependudukan", "documents": ("AGREEMENT",)}, []),
        ({"function": "Membubuhkan tanda tangan elektronik pada surat"}, CONNECT),
        ({"function": "Tanda tangan elektronik lewat BSrE"}, []),
        (
            {"function": "Pegawai masuk dengan username dan password"},
            [("duty_to_connect", "info")],
        ),
        ({"function": "Pegawai masuk dengan username dan password lewat SSO"}, []),
        ({"processes": "Koneksi langsung ke database SIMPEG"}, CONNECT),
        ({"processes": "Data diambil lewat SPLP"}, []),
        ({"description": "Tidak menerima aduan warga"}, []),
        ({"description": "Tidak hanya menerima aduan warga"}, CONNECT),
        ({"description": "Tidak gratis, menerima aduan warga"}, CONNECT),
        ({"output": "Surat tanpa tanda tangan elektronik"}, []),
        ({"function": "Petugas tidak perlu membuat akun"}, []),
        ({"processes": "Bukan koneksi langsung ke database"}, []),
        (
            {"description": "Bukan menerima aduan, tetapi meneruskan aduan warga"},
            CONNECT,
        ),
    ],
)
def test_a_duty_to_connect_is_read_from_the_words(details, expected):
    found = [
        each
        for each in find(proposal(**details), Surroundings())
        if each.kind == "duty_to_connect"
    ]
    assert told(found) == expected


def test_the_words_that_were_read_and_the_place_to_connect_to_are_named():
    details = {"description": "Menampung pengaduan masyarakat"}
    found = find(proposal(**details), Surroundings())[0]
    assert found.key == "duty_to_connect:complaint"
    assert "pengaduan masyarakat" in found.reasons[1]
    assert "SP4N-LAPOR!" in found.advice


@pytest.mark.parametrize(("probability", "expected"), [(0.9, 0), (0.3, 1)])
def test_the_duty_is_not_said_twice_where_the_national_one_is_certain(
    probability, expected
):
    lapor = replace(SRIKANDI, code="SP4N-LAPOR", name="SP4N-LAPOR!", owner="PANRB")
    twin = similar(probability, key=900, code="SP4N-LAPOR", standing=Standing.NATIONAL)
    around = Surroundings(similar=(twin,), nationals=(lapor,))
    found = find(proposal(description="Menampung pengaduan masyarakat"), around)
    assert sum(each.kind == "duty_to_connect" for each in found) == expected
    assert sum(each.kind == "national_application" for each in found) == 1


@pytest.mark.parametrize(
    ("stated", "data", "kind", "expected"),
    [
        ("YES", "", "BUILD", [("personal_data", "warning")]),
        ("YES", "", "EXISTING", [("personal_data", "info")]),
        ("NO", "", "BUILD", []),
        ("UNKNOWN", "", "BUILD", []),
        ("NO", "NIK dan alamat pemohon", "BUILD", [("personal_data", "warning")]),
        ("NO", "NIK dan alamat pemohon", "EXISTING", [("personal_data", "info")]),
        ("UNKNOWN", "NIK pemohon", "BUILD", [("personal_data", "info")]),
        ("", "NIK pemohon", "BUILD", [("personal_data", "info")]),
        ("YES", "rekam medis pasien", "BUILD", [("personal_data", "warning")]),
        ("NO", "rekam medis pasien", "BUILD", [("personal_data", "warning")]),
        ("NO", "panjang jalan; teknik sipil", "BUILD", []),
    ],
)
def test_data_about_persons_is_found_also_where_the_tick_says_no(
    stated, data, kind, expected
):
    asked = proposal(kind, personal_data=stated, data_used=data)
    assert told(find(asked, Surroundings())) == expected


def test_the_words_that_contradict_the_tick_are_shown():
    asked = proposal(personal_data="NO", data_used="NIK dan nomor hp pemohon")
    found = find(asked, Surroundings())[0]
    assert found.reasons == (
        "OPD menjawab tidak ada data pribadi.",
        "Kata yang terbaca pada uraian dan data: NIK dan nomor HP.",
    )


GUARDED = {
    "privacy_basis": "Perda 3/2021",
    "retention": "5 tahun",
    "security_controls": "Hak akses per peran",
}


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        (GUARDED, []),
        (GUARDED | {"retention": ""}, [("personal_data", "warning")]),
        (GUARDED | {"data_used": "rekam medis"}, [("personal_data", "warning")]),
        (GUARDED | {"data_used": "rekam medis", "documents": ("DPIA",)}, []),
        (
            GUARDED | {"personal_data": "NO", "data_used": "NIK"},
            [("personal_data", "warning")],
        ),
    ],
)
def test_personal_data_need_a_basis_a_time_and_controls(details, expected):
    found = [
        each
        for each in find(
            proposal(**{"personal_data": "YES", **details}),
            Surroundings(required={}),
        )
        if each.kind == "personal_data"
    ]
    assert told(found) == expected


def test_what_is_missing_about_personal_data_is_named():
    asked = proposal(personal_data="YES", privacy_basis="Perda 3/2021")
    found = find(asked, Surroundings())[0]
    assert found.case == "lacking"
    assert "lama penyimpanan dan pengendalian keamanan" in " ".join(found.reasons)
