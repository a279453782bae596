"""Whose a row of a list is: offices found, created, refused, or left to guess."""

from dataclasses import replace

import pytest

from architecture.exchange.inventories.actions import Action, Kind, NewOffice, Plan
from architecture.exchange.inventories.known import (
    Known,
    Office,
)
from architecture.exchange.inventories.preview import plan
from tests.architecture.exchange.inventories.make import (
    actions,
    kinds,
    known,
    rows,
)


def test_an_unknown_office_refuses_the_row_and_proposes_the_nearest():
    (done,) = actions(
        ["SIPADU", "Perpustakaan", "Dinas Perpustakaan dan Kearsipan Baru"],
        knowing=known("Dinas Perpustakaan"),
    )

    assert done.kind is Kind.REFUSED
    assert "Maksudnya Dinas Perpustakaan?" in done.reasons[0]


def test_an_unknown_office_is_created_once_when_that_is_allowed():
    done = plan(
        rows(
            ["SIPADU", "Perpustakaan", "Dinas Perpustakaan dan Kearsipan"],
            ["E-Arsip", "Arsip", "DINAS PERPUSTAKAAN & KEARSIPAN"],
            ["SIBADAI", "Bencana", "Badan Penanggulangan Bencana Daerah (BPBD)"],
            ["Perbup", "Produk hukum", "Bagian Hukum"],
        ),
        known("Sekretariat Daerah", create_organisations=True),
    )

    assert [(o.code, o.short_name, o.parent) for o in done.offices] == [
        ("KOTA-CONTOH-DISPUSIP", "", "KOTA-CONTOH"),
        ("KOTA-CONTOH-BPBD", "BPBD", "KOTA-CONTOH"),
        ("KOTA-CONTOH-BAGIAN-HUKUM", "", "O-0"),
    ]
    assert done.actions[0].organisation == done.actions[1].organisation


@pytest.mark.parametrize(
    "cell",
    [
        "Dinas Sosial / Dinas Kesehatan",
        "Dinas Sosial, Dinas Kesehatan dan Bagian Umum",
        "Dinas Sosial\nDinas Kesehatan",
    ],
)
def test_several_offices_in_one_cell_are_kept_and_the_first_is_the_owner(cell):
    (done,) = actions(["E-Bansos", "Bantuan", cell], knowing=known("Dinas Sosial"))

    assert done.organisation == "O-0"
    assert "di daftar asal: Dinas Sosial" in str(done.values["notes"])
    assert any("Beberapa perangkat daerah" in warning for warning in done.warnings)


def test_the_code_of_a_new_office_leaves_the_name_of_the_region_out():
    done = plan(
        rows(
            ["SIDAB", "Distribusi air", "PDAM Kota Contoh"],
            ["Smart Parkir", "Parkir", "PD Parkir Kota Contoh"],
            ["Info Pasar", "Harga pasar", "PD Pasar Kota Contoh"],
        ),
        known(create_organisations=True),
    )

    assert [office.code for office in done.offices] == [
        "KOTA-CONTOH-PDAM",
        "KOTA-CONTOH-PD-PARKIR",
        "KOTA-CONTOH-PD-PASAR",
    ]


def test_a_code_that_is_taken_elsewhere_is_not_given_again():
    taken = frozenset({"kota-contoh-dinsos"})
    done = plan(
        rows(["SLRT", "Bantuan", "Dinas Sosial"]),
        known(create_organisations=True, taken_codes=taken),
    )

    assert done.offices[0].code == "KOTA-CONTOH-DINSOS-2"


def test_no_code_that_is_given_is_longer_than_a_code_may_be():
    lines = [[f"Antrean {at}", "Bantuan", f"Puskesmas {at}"] for at in range(12)]
    home = Office(code="KABUPATEN-HULU-SUNGAI-TENGAH-DAN-TIMUR", name="Kabupaten X")

    done = plan(rows(*lines), Known(government=home, create_organisations=True))

    codes = [each.code for each in done.offices]
    assert len(set(codes)) == len(codes) == 12
    assert max(map(len, codes)) <= 40


def test_a_row_without_an_office_belongs_to_the_government():
    (done,) = actions(["SIPADU", "Perpustakaan", ""], knowing=known())

    assert done.kind is Kind.NEW
    assert done.organisation == "KOTA-CONTOH"


def test_rows_of_another_government_are_refused_but_one_wrong_name_is_not():
    headers = ["Nama Aplikasi", "Pemda"]
    mixed = actions(["A1", "Kota Contoh"], ["B1", "Kabupaten Contoh"], headers=headers)
    single = actions(["A1", "Kota Contoh Raya"], headers=headers)

    assert kinds(mixed) == [Kind.NEW, Kind.REFUSED]
    assert kinds(single) == [Kind.NEW]


def test_the_office_itself_may_be_known_by_its_former_name():
    office = Office(code="DKI", name="Dinas Kominfo Baru", former_names=("Dinas PDE",))
    knowing = replace(known(), offices=(office,))

    (done,) = actions(["E-Office", "Surat", "Dinas PDE"], knowing=knowing)

    assert done.organisation == "DKI"


def new_office(code, name, parent, row):
    return NewOffice(code=code, name=name, short_name="", parent=parent, row=row)


def test_what_can_be_read_brings_only_the_offices_that_it_needs():
    whole = Plan(
        actions=(
            Action(row=2, kind=Kind.NEW, name="SIABON", organisation="K-POLI"),
            Action(row=3, kind=Kind.REFUSED, name="SIPARKIR", organisation="K-LAIN"),
        ),
        offices=(
            new_office("K-RSUD", "RSUD", "K", 2),
            new_office("K-LAIN", "Dinas Lain", "K", 3),
            new_office("K-POLI", "Poli", "K-RSUD", 2),
        ),
    )

    assert [action.name for action in whole.readable.actions] == ["SIABON"]
    assert [office.code for office in whole.readable.offices] == ["K-RSUD", "K-POLI"]
    assert whole.readable.refused == ()
