"""The defects that the survey of a regency had, planted here on purpose.

217 rows of 37 offices held 154 names: national applications once per office, several
applications in one name, three spellings of one name, classes that contradict each
other.
"""

from collections import Counter

import pytest

from architecture.exchange.inventories.actions import Kind
from architecture.exchange.inventories.preview import plan
from tests.architecture.exchange.inventories.make import applied, known, rows

HEADERS = ["No", "Nama OPD", "Nama Aplikasi", "Fungsi", "Pusat/Daerah", "Status", "URL"]
OFFICES = [f"Kecamatan Contoh {at}" for at in range(1, 16)] + [
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Badan Perencanaan Pembangunan Daerah",
    "Badan Pengelola Keuangan dan Aset Daerah",
    "Dinas Komunikasi dan Informatika",
    "Dinas Sosial",
    "Dinas Kesehatan",
]
SEVERAL = (
    "Aplikasi Pusat : SIPD-RI, e-Billing Pajak, e-ASN Digital; Aplikasi Daerah : "
    "SIMPEG, E-Presensi, e-SPPD"
)


def lines() -> list[list[str]]:
    found = [
        [
            "",
            opd,
            ("SRIKANDI", "Srikandi", "srikandi")[at % 3],
            "Surat dinas",
            "Pusat",
            "",
            "",
        ]
        for at, opd in enumerate(OFFICES[:11])
    ]
    found += [
        [
            "",
            opd,
            ("SIPD", "SIPD-RI", "Sipd RI")[at % 3],
            "Perencanaan",
            "Pusat/Umum",
            "",
            "",
        ]
        for at, opd in enumerate(OFFICES)
    ]
    found += [
        [
            "",
            opd,
            "SIMPEG" if at % 2 else "Simpeg",
            "Data kepegawaian ASN",
            "Pusat/Umum" if at % 2 else "Khusus/Daerah",
            "Aktif",
            "http://simpeg.contohkab.go.id",
        ]
        for at, opd in enumerate(OFFICES[:16])
    ]
    found += [["", opd, SEVERAL, "", "", "Aktif", ""] for opd in OFFICES[:8]]
    found += [
        ["", "Bapenda Kab. Contoh", name, "Pemeriksaan pajak", "Daerah", "Aktif", "VPN"]
        for name in ("E-P3", "EP3", "Ep3")
    ]
    found += [
        ["", "Dinas Sosial", "SIKS-NG", "Kesejahteraan sosial", "Pusat", "Aktif", "-"],
        ["", "Dinas Sosial", "SIKS_NG", "", "Pusat", "", "https://tidakada.invalid"],
        [
            "",
            "BKPSDM",
            "My SAPK",
            "Data ASN",
            "Pusat",
            "Aktif",
            "Aplikasi yang diinstal",
        ],
        ["", "BKPSDM", "My.SAPK", "Data ASN", "Pusat", "Aktif", "https://wa.me/62811"],
        ["", "BKPSDM", "E-Presensi", "Absensi pegawai", "Daerah", "Aktif", "10.1.2.3"],
        [
            "",
            "Diskominfo",
            "EPRESENSI",
            "Absensi pegawai",
            "Daerah",
            "Aktif",
            "Desktop",
        ],
        ["", "Dinas Kesehatan", "E Presensi", "", "Daerah", "Aktif", "a.go.id b.go.id"],
        ["", "", "Jumlah", "", "", "", ""],
    ]
    return [[str(at), *line[1:]] for at, line in enumerate(found, 1)]


@pytest.fixture(scope="module")
def survey():
    return rows(*lines(), headers=HEADERS)


@pytest.fixture(scope="module")
def before():
    return known(*OFFICES[:15], create_organisations=True)


@pytest.fixture(scope="module")
def done(survey, before):
    return plan(survey, before)


def named(done, *names):
    keys = {name.casefold() for name in names}
    return [action for action in done.actions if action.name.casefold() in keys]


def test_every_row_has_exactly_one_action(survey, done):
    assert [action.row for action in done.actions] == [row.number for row in survey]
    assert sum(done.counts.values()) == len(lines())


def test_eleven_offices_use_one_srikandi(done):
    found = named(done, "srikandi")

    assert Counter(action.kind for action in found) == {Kind.USE: 11}
    assert len({action.application_id for action in found}) == 1
    assert len({action.users for action in found}) == 11


def test_twenty_one_offices_use_one_sipd(done):
    found = named(done, "SIPD", "SIPD-RI", "SIPD RI")

    assert Counter(action.kind for action in found) == {Kind.USE: 21}
    assert len({action.application_id for action in found}) == 1


def test_sixteen_rows_of_simpeg_are_one_application_of_the_staff_office(done):
    found = named(done, "SIMPEG")
    owner = next(action for action in found if action.kind is Kind.NEW)

    assert Counter(action.kind for action in found) == {Kind.NEW: 1, Kind.MERGED: 15}
    assert owner.organisation == "KOTA-CONTOH-BKPSDM"
    assert not owner.candidate_national
    assert any("bertentangan" in warning for warning in owner.warnings)


def test_the_lists_in_one_name_are_pointed_out_with_their_parts(done):
    found = [action for action in done.actions if action.parts]

    assert len(found) == 8
    assert found[0].parts == (
        "SIPD-RI",
        "e-Billing Pajak",
        "e-ASN Digital",
        "SIMPEG",
        "E-Presensi",
        "e-SPPD",
    )


def test_three_spellings_are_one_application(done):
    for names in (("E-P3", "EP3"), ("E-Presensi", "EPRESENSI", "E Presensi")):
        found = Counter(action.kind for action in named(done, *names))
        assert found == {Kind.NEW: 1, Kind.MERGED: 2}


def test_my_sapk_is_told_to_be_superseded(done):
    found = named(done, "My SAPK", "My.SAPK")

    assert [action.kind for action in found] == [Kind.USE, Kind.MERGED]
    assert all("sudah digantikan" in " ".join(each.warnings) for each in found)


def test_the_abbreviated_office_is_the_one_written_out(done):
    codes = {action.organisation for action in named(done, "My SAPK")}
    codes |= {action.organisation for action in named(done, "SIMPEG") if action.values}

    assert codes == {"KOTA-CONTOH-BKPSDM"}


def test_no_unusable_address_is_lost(survey):
    told = "\n".join(str(row.values.get("notes", "")) for row in survey)

    for text in ("VPN", "tidakada.invalid", "diinstal", "wa.me", "10.1.2.3", "Desktop"):
        assert text in told
    assert "b.go.id (alamat kedua)" in told


def test_the_total_is_no_application(done):
    assert named(done, "Jumlah")[0].kind is Kind.IGNORED


def test_the_same_survey_again_changes_nothing(survey, before, done):
    again = plan(survey, applied(done, before))

    assert set(again.counts) == {"SAME", "IGNORED"}
