import json

import pytest

from architecture.conflicts.schemas import REGISTRATION_EXAMPLE
from architecture.conflicts.validation import details, validate_registration


def said(document):
    return [str(each) for each in validate_registration(document)]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"name": "Presensi"}, []),
        (dict(REGISTRATION_EXAMPLE), []),
        ({}, ["name: Wajib diisi."]),
        ({"name": "  "}, ["name: Wajib diisi."]),
        ({"name": None}, ["name: Harus berupa teks, bukan kosong."]),
        ({"name": 7}, ["name: Harus berupa teks, bukan angka."]),
        (
            {"name": "x" * 5000},
            ["name: Terlalu panjang: 5.000 karakter, paling banyak 200."],
        ),
        (
            {"name": "A", "descripton": "x"},
            ["descripton: Isian ini tidak dikenal. Mungkin maksudnya description."],
        ),
        ({"name": "A", "zzzz": 1}, ["zzzz: Isian ini tidak dikenal."]),
        (
            {"name": "A", "type": "PROGRAM"},
            [
                "type: Pilihan “PROGRAM” tidak dikenal. Pilih APPLICATION, WEBSITE, "
                "DESKTOP, SHEET, CHANNEL."
            ],
        ),
        (
            {"name": "A", "kind": "USE"},
            [
                "kind: Pilihan “USE” tidak dikenal. Pilih BUILD, ENHANCE, BUY, "
                "TAKE_OVER, WEBSITE, EXISTING."
            ],
        ),
        (
            {"name": "A", "platforms": ["WEB", "TV"]},
            [
                "platforms[1]: Pilihan “TV” tidak dikenal. Pilih WEB, MOBILE, "
                "DESKTOP, OTHER."
            ],
        ),
        (
            {"name": "A", "platforms": "WEB"},
            ["platforms: Harus berupa daftar, bukan teks."],
        ),
        (
            {"name": "A", "platforms": ["WEB", "WEB"]},
            ["platforms: Ada pilihan yang disebut dua kali."],
        ),
        (
            {"name": "A", "planned_live": "besok"},
            ["planned_live: Bukan tanggal; tulis seperti 2027-01-31."],
        ),
        ({"name": "A", "cost_build": -5}, ["cost_build: Paling kecil 0."]),
        (
            {"name": "A", "cost_build": "Rp5 juta"},
            ["cost_build: “Rp5 juta” bukan jumlah rupiah; tulis seperti 150000000."],
        ),
        (
            {"name": "A", "cost_build": True},
            ["cost_build: Harus berupa angka atau teks, bukan ya/tidak."],
        ),
        (
            {"name": "A", "cost_build": float("nan")},
            ["cost_build: Angkanya tidak dapat dipakai."],
        ),
        ({"name": "A", "year_started": 12}, ["year_started: Paling kecil 1945."]),
        (
            {"name": "A", "reference_codes": ["kesehatan"]},
            ["reference_codes[0]: “kesehatan” bukan kode; tulis seperti RAB.09.06."],
        ),
        (
            {"name": "A", "documents": ["SURAT"]},
            None,
        ),
        ([], ['Isinya harus satu objek JSON, misalnya {"name": …}.']),
        ("teks", ['Isinya harus satu objek JSON, misalnya {"name": …}.']),
        (None, ['Isinya harus satu objek JSON, misalnya {"name": …}.']),
    ],
)
def test_what_is_wrong_is_said_with_its_place(document, expected):
    if expected is None:
        assert said(document)[0].startswith("documents[0]: Pilihan “SURAT” tidak")
    else:
        assert said(document) == expected


def test_every_mistake_is_said_at_once_in_the_order_of_the_fields():
    wrong = {"zzz": 1, "licence": "GRATIS", "type": "PROGRAM"}
    assert [each.path for each in validate_registration(wrong)] == [
        "name",
        "type",
        "licence",
        "zzz",
    ]


def test_what_is_unknown_may_be_left_empty():
    empty = {"name": "A", "type": None, "licence": "", "cost_build": None, "url": ""}
    assert said(empty) == []
    assert details(empty) == {"name": "A"}


def test_the_names_of_inventory_files_are_understood():
    document = {
        "name": "Presensi",
        "opd": "Dinas Kesehatan",
        "service": ["Kehadiran", "Cuti"],
        "data_entities": "pegawai; jadwal",
        "reference_codes": "rab.09.06; RAL.02.04",
    }
    assert said(document) == []
    assert details(document) == {
        "name": "Presensi",
        "services": "Kehadiran; Cuti",
        "data_used": "pegawai; jadwal",
        "reference_codes": ["RAB.09.06", "RAL.02.04"],
    }


def test_our_own_names_win_over_the_other_ones():
    both = {"name": "A", "services": "Izin", "service": "Cuti"}
    assert details(both)["services"] == "Izin"


def test_a_very_long_unknown_name_is_shortened_in_the_answer():
    document = json.loads(json.dumps({"name": "A", "x" * 10_000: 1}))
    assert len(said(document)[0]) < 100
