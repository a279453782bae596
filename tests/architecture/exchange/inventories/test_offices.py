import pytest

from architecture.exchange.inventories.known import Office
from architecture.exchange.inventories.offices import Offices

GOVERNMENT = Office(code="DENPASAR", name="Kota Denpasar")
NAMES = [
    "Sekretariat Daerah",
    "Bagian Hukum",
    "Bagian Kerjasama",
    "Dinas Perindustrian dan Perdagangan",
    "Dinas Komunikasi, Informatika dan Statistik",
    "Dinas Pendidikan, Pemuda dan Olahraga",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Dinas Pemberdayaan Masyarakat dan Desa",
    "Dinas Perumahan, Kawasan Permukiman dan Pertanahan",
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Badan Pengelola Keuangan dan Aset Daerah",
    "Badan Penanggulangan Bencana Daerah",
    "Inspektorat",
    "Satuan Polisi Pamong Praja",
    "Rumah Sakit Umum Daerah Wangaya",
    "Kecamatan Denpasar Timur",
    "Desa Sukowidi",
    "Puskesmas Taji",
]


def offices(*names, **others):
    listed = [Office(code=f"O{at}", name=name) for at, name in enumerate(names)]
    return Offices(GOVERNMENT, [*listed, *others.values()])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DINAS PERINDUSTRIAN & PERDAGANGAN", "Dinas Perindustrian dan Perdagangan"),
        ("Dinas Perdagangan dan Perindustrian", "Dinas Perindustrian dan Perdagangan"),
        ("Disperindag", "Dinas Perindustrian dan Perdagangan"),
        ("Dinas Perindustrian dan Perdaganngan", "Dinas Perindustrian dan Perdagangan"),
        ("Bagian Hukum Setda Kota Denpasar", "Bagian Hukum"),
        ("Bag. Kerjasama Sekretariat Daerah", "Bagian Kerjasama"),
        ("SETDA", "Sekretariat Daerah"),
        ("Setda Kota Denpasar", "Sekretariat Daerah"),
        ("Diskominfo", "Dinas Komunikasi, Informatika dan Statistik"),
        ("Dinas Kominfo", "Dinas Komunikasi, Informatika dan Statistik"),
        ("Diskominfotik Kota Denpasar", "Dinas Komunikasi, Informatika dan Statistik"),
        ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
        (
            "Dinas Kependudukan dan Catatan Sipil",
            "Dinas Kependudukan dan Pencatatan Sipil",
        ),
        ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
        ("DPKPP", "Dinas Perumahan, Kawasan Permukiman dan Pertanahan"),
        ("Dinas PMD", "Dinas Pemberdayaan Masyarakat dan Desa"),
        ("Dinas Pemberdayaan Masyarakat dan Desa Kota", NAMES[8]),
        ("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
        ("Badan Pengelolaan Keuangan dan Aset Daerah", NAMES[11]),
        ("Badan Penanggulangan Bencana Daerah (BPBD)", NAMES[12]),
        ("Inspektorat Daerah Kota Denpasar", "Inspektorat"),
        ("Satpol PP", "Satuan Polisi Pamong Praja"),
        ("RSUD Wangaya", "Rumah Sakit Umum Daerah Wangaya"),
        ("Kec. Denpasar Timur", "Kecamatan Denpasar Timur"),
        ("o3", "Dinas Perindustrian dan Perdagangan"),
        ("Pemerintah Kota Denpasar", "Kota Denpasar"),
        ("Pemkot Denpasar", "Kota Denpasar"),
        ("", "Kota Denpasar"),
        ("Seluruh OPD", "Kota Denpasar"),
    ],
)
def test_an_office_is_found_as_people_write_it(written, meant):
    found = offices(*NAMES).find(written)

    assert found.office is not None, found
    assert found.office.name == meant


@pytest.mark.parametrize(
    "written",
    [
        "Desa Sukowati",
        "Puskesmas Tajem",
        "Kecamatan Denpasar Barat",
        "Dinas Kesehatan",
        "Dinas Perikanan",
        "Kabupaten Denpasar",
        "Sukowidi",
        "()",
        "***",
    ],
)
def test_an_unknown_office_is_not_taken_for_one_that_resembles_it(written):
    assert offices(*NAMES).find(written).office is None


def test_between_two_offices_nothing_is_guessed():
    found = offices("Dinas Ketahanan Pangan", "Dinas Kelautan dan Perikanan").find(
        "DKP"
    )

    assert found.office is None
    assert {office.name for office in found.ambiguous} == {
        "Dinas Ketahanan Pangan",
        "Dinas Kelautan dan Perikanan",
    }


def test_a_name_left_short_is_not_guessed_between_two():
    two = offices("Dinas Pendidikan Dasar", "Dinas Pendidikan Menengah")

    assert two.find("Dinas Pendidikan").office is None


def test_short_and_former_names_are_names():
    named = Office(
        code="X",
        name="Dinas Sosial",
        short_names=("Dinsos P3A",),
        former_names=("Dinas Kesra",),
    )
    all_of_them = offices(x=named)

    assert all_of_them.find("dinsos p3a").office == named
    assert all_of_them.find("Dinas Kesra").office == named


def test_the_nearest_names_are_proposed_for_an_unknown_one():
    nearest = offices(*NAMES).nearest("Dinas Pendidikan dan Kebudayaan")

    assert nearest[0].name == "Dinas Pendidikan, Pemuda dan Olahraga"


def test_what_was_matched_by_resemblance_is_told():
    found = offices(*NAMES).find("Dinas Perindustrian dan Perdaganngan")

    assert "ejaannya berbeda" in found.warning
