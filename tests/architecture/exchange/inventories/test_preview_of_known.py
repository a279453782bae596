"""What a list says of applications that the inventory has."""

from dataclasses import replace

import pytest

from architecture.exchange.inventories.actions import Kind
from architecture.exchange.inventories.known import (
    Existing,
    Likely,
    National,
)
from architecture.exchange.inventories.preview import plan
from tests.architecture.exchange.inventories.make import (
    actions,
    applied,
    kinds,
    known,
    rows,
)

OPD = [f"Dinas Nomor {word}" for word in ("Satu", "Dua", "Tiga", "Empat", "Lima")]
OPD += [f"Badan Nomor {word}" for word in ("Satu", "Dua", "Tiga", "Empat", "Lima")]
OPD += ["Inspektorat"]


def likely(application_id=7, **others):
    told = {"code": "DAA-0007", "name": "E-Presensi", "score": 0.8}
    reasons = ("fungsi sama: absensi pegawai",)
    return Likely(application_id=application_id, reasons=reasons, **told, **others)


def simpeg(**others):
    values = {"name": "SIMPEG", "type": "APPLICATION", "description": "Kepegawaian"}
    told = {"id": 1, "code": "DAA-0001", "name": "SIMPEG", "organisation": "O-0"}
    return Existing(**{**told, "values": values, **others})


def test_an_application_that_exists_is_updated_where_the_file_says_more():
    headers = ["Nama Aplikasi", "Uraian", "OPD", "Tahun", "URL"]
    (done,) = actions(
        ["Simpeg", "Kepegawaian daerah", "BKPSDM", "2019", ""],
        headers=headers,
        knowing=known("BKPSDM", applications=(simpeg(),)),
    )

    assert done.kind is Kind.UPDATE
    assert done.application_id == 1
    assert done.values == {"description": "Kepegawaian daerah", "year_started": 2019}
    assert done.before == {"description": "Kepegawaian", "year_started": ""}


def test_an_empty_cell_erases_nothing():
    (done,) = actions(
        ["SIMPEG", "", "BKPSDM"], knowing=known("BKPSDM", applications=(simpeg(),))
    )

    assert done.kind is Kind.SAME


def test_an_application_of_another_office_is_used_and_not_changed():
    (done,) = actions(
        ["SIMPEG", "Kepegawaian", "Dinas Sosial"],
        knowing=known("BKPSDM", "Dinas Sosial", applications=(simpeg(),)),
    )

    assert done.kind is Kind.USE
    assert done.users == ("O-1",)
    assert done.values == {}


def test_a_known_name_with_another_function_is_new_with_a_warning():
    (done,) = actions(
        ["SIMPEG", "Simulasi pengelolaan gedung parkir", "Dinas Sosial"],
        knowing=known("BKPSDM", "Dinas Sosial", applications=(simpeg(),)),
    )

    assert done.kind is Kind.NEW
    assert any("DAA-0001" in warning for warning in done.warnings)


def test_a_code_of_ours_names_the_application_even_under_a_new_name():
    headers = ["Kode aplikasi", "Nama Aplikasi", "OPD"]
    done = actions(
        ["DAA-0001", "SIMPEG Terpadu", "BKPSDM"],
        ["DAA-0099", "Lain", "BKPSDM"],
        headers=headers,
        knowing=known("BKPSDM", applications=(simpeg(),)),
    )

    assert kinds(done) == [Kind.UPDATE, Kind.NEW]
    assert done[0].values == {"name": "SIMPEG Terpadu"}
    assert "Kode di daftar asal: DAA-0099" in str(done[1].values["notes"])


MUCH = ["Nama Aplikasi", "OPD", "Catatan", "Warna"]


@pytest.mark.parametrize(("written", "kind"), [(3989, Kind.NEW), (3990, Kind.REFUSED)])
def test_notes_that_the_inventory_cannot_hold_are_refused_and_not_cut(written, kind):
    (done,) = actions(
        ["SIMPEG", "BKPSDM", "x" * written, "abu"],
        headers=MUCH,
        knowing=known("BKPSDM"),
    )

    assert done.kind is kind
    if kind is Kind.REFUSED:
        assert "paling banyak 4.000" in done.reasons[0]
    else:
        assert len(done.values["notes"]) == 4000


def test_notes_that_would_grow_beyond_what_fits_refuse_the_row():
    noted = replace(simpeg(), values={**simpeg().values, "notes": "y" * 3950})
    (done,) = actions(
        ["SIMPEG", "BKPSDM", "x" * 100, ""],
        headers=MUCH,
        knowing=known("BKPSDM", applications=(noted,)),
    )

    assert done.kind is Kind.REFUSED
    assert "sudah punya catatan" in done.reasons[0]


def test_a_code_that_is_kept_as_a_note_does_not_cut_the_notes():
    (done,) = actions(
        ["DAA-0099", "Lain", "BKPSDM", "x" * 3990],
        headers=["Kode aplikasi", *MUCH[:3]],
        knowing=known("BKPSDM"),
    )

    assert done.kind is Kind.REFUSED


def test_between_two_known_applications_nothing_is_guessed():
    twins = (simpeg(), simpeg(id=2, code="DAA-0002"))
    (done,) = actions(
        ["SIMPEG", "Kepegawaian", "BKPSDM"], knowing=known("BKPSDM", applications=twins)
    )

    assert done.kind is Kind.SUGGESTION
    assert {each.code for each in done.likely} == {"DAA-0001", "DAA-0002"}


def test_what_is_likely_the_same_stays_a_suggestion_unless_it_is_accepted():
    asked = []

    def similar(values, office):
        asked.append((values["name"], office))
        return [likely()]

    knowing = known("BKPSDM", similar=similar, applications=(simpeg(id=7),))
    line = ["Absen Online", "Absensi pegawai", "BKPSDM"]

    (kept,) = actions(line, knowing=replace(knowing, applications=()))
    (taken,) = actions(
        line,
        knowing=replace(
            knowing,
            accept_suggestions=True,
            applications=(simpeg(id=7, organisation="O-9"),),
        ),
    )

    assert asked == [("Absen Online", "O-0")] * 2
    assert kept.kind is Kind.SUGGESTION
    assert any("absensi pegawai" in reason for reason in kept.reasons)
    assert taken.kind is Kind.USE
    assert taken.application_id == 7


def test_a_use_that_is_recorded_is_the_same():
    national = National(
        id=5, code="SRIKANDI", name="SRIKANDI", users=frozenset({"O-0"})
    )
    (done,) = actions(
        ["Srikandi", "", "BKPSDM"], knowing=known("BKPSDM", national=(national,))
    )

    assert done.kind is Kind.SAME


LIST = [
    ["SRIKANDI", "Naskah dinas", "Dinas Sosial"],
    ["Srikandi", "Naskah dinas", "Dinas Kesehatan"],
    ["E-Presensi", "Absensi pegawai", "Dinas Sosial"],
    ["EPRESENSI", "Rekap absensi pegawai", "Dinas Kesehatan"],
    ["SIMPEG", "Kepegawaian", "BKPSDM"],
    ["Simpeg", "Data kepegawaian", "BKPSDM"],
    ["Website Dinas Sosial", "Informasi kegiatan", "Dinas Sosial"],
    ["SMS Gateway", "Info pajak", "Bapenda"],
    ["SMS Gateway", "Info pasien", "Dinas Kesehatan"],
    ["", "Tanpa nama dan fungsi", "Bapenda"],
]


@pytest.mark.parametrize("accept", [True, False])
def test_the_same_file_again_changes_nothing(accept):
    read = rows(*LIST)
    before = known(create_organisations=True, accept_suggestions=accept)
    first = plan(read, before)

    again = plan(read, applied(first, before))

    assert again.counts == {"SAME": 9, "REFUSED": 1}
    assert again.offices == ()
