from dataclasses import replace

import pytest

from architecture.exchange.inventories.actions import Action, Kind, NewOffice, Plan
from architecture.exchange.inventories.known import (
    Existing,
    Known,
    Likely,
    National,
    Office,
)
from architecture.exchange.inventories.preview import plan
from tests.architecture.exchange.inventories.make import (
    HEADERS,
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


def test_one_national_application_listed_by_eleven_offices_gets_eleven_users():
    spellings = ["SRIKANDI", "Srikandi", "SRIKANDI (naskah dinas elektronik)"]
    lines = [[spellings[at % 3], "Naskah dinas", opd] for at, opd in enumerate(OPD)]

    done = actions(*lines, knowing=known(*OPD))

    assert kinds(done) == [Kind.USE] * 11
    assert len({action.application_id for action in done}) == 1
    assert {action.users for action in done} == {(f"O-{at}",) for at in range(11)}


def test_one_local_application_listed_by_several_offices_is_one_with_uses():
    done = actions(
        ["SIMPEG", "Sistem informasi manajemen kepegawaian", "Dinas Kesehatan"],
        ["Simpeg", "Pengelolaan data kepegawaian", "Badan Kepegawaian Daerah"],
        ["SIMPEG", "", "Dinas Sosial"],
    )

    assert kinds(done) == [Kind.MERGED, Kind.NEW, Kind.MERGED]
    assert done[1].organisation == "KOTA-CONTOH-BKD"
    assert any("paling dekat dengan fungsi" in reason for reason in done[1].reasons)
    assert [action.with_row for action in done] == [3, None, 3]
    assert done[0].users == ("KOTA-CONTOH-DINKES",)


def test_one_name_with_different_functions_stays_several_with_a_warning():
    done = actions(
        [
            "SMS Gateway",
            "Informasi pajak hotel dan restoran",
            "Badan Pendapatan Daerah",
        ],
        ["SMS Gateway", "Pendaftaran pasien", "Dinas Kesehatan"],
        ["SIMADE", "Pemantauan nelayan yang melaut", "Dinas Perikanan"],
        ["Simade", "Administrasi surat keterangan warga", "Kecamatan Timur"],
    )

    assert kinds(done) == [Kind.NEW] * 4
    assert all(any("Bentrok nama" in w for w in action.warnings) for action in done)


def test_the_spellings_of_one_name_are_one_application():
    lines = [[name, "Perencanaan pajak", "Bapenda"] for name in ("E-P3", "EP3", "Ep3")]

    assert kinds(actions(*lines)) == [Kind.NEW, Kind.MERGED, Kind.MERGED]


def test_a_row_that_completes_another_gives_it_what_is_missing():
    headers = ["Nama Aplikasi", "Uraian", "OPD", "Tahun"]
    done = actions(
        ["E-Presensi", "Absensi pegawai", "Dinas Sosial", ""],
        ["EPRESENSI", "", "Dinas Sosial", "2019"],
        headers=headers,
    )

    assert kinds(done) == [Kind.NEW, Kind.MERGED]
    assert done[0].values["year_started"] == 2019
    assert done[1].users == ()


def test_a_national_application_that_is_not_listed_becomes_a_candidate():
    headers = ["Nama Aplikasi", "Uraian", "OPD", "Kategori"]
    done = actions(
        ["SIHA", "Data HIV", "Dinas Kesehatan", "Pusat"],
        ["SIHA", "Pelaporan program AIDS", "RSUD Contoh", "Pusat"],
        headers=headers,
    )

    assert kinds(done) == [Kind.NEW, Kind.MERGED]
    assert done[0].candidate_national
    assert done[0].users == (done[0].organisation,)


def test_what_says_pusat_and_daerah_is_one_application_with_a_warning():
    headers = ["Nama Aplikasi", "Uraian", "OPD", "Kategori"]
    lines = [
        ["SIMPEG", "Kepegawaian", opd, "Pusat/Umum" if at % 2 else "Khusus/Daerah"]
        for at, opd in enumerate(OPD[:6])
    ]

    done = actions(*lines, headers=headers)

    assert sorted(kinds(done)) == sorted([Kind.NEW] + [Kind.MERGED] * 5)
    assert all(any("bertentangan" in w for w in action.warnings) for action in done)
    assert not any(action.candidate_national for action in done)


def test_a_local_application_with_a_national_name_is_only_a_suggestion():
    headers = ["Nama Aplikasi", "Uraian", "OPD", "Kategori", "URL"]
    line = [
        "e-Kinerja",
        "Kinerja pegawai",
        "BKPSDM",
        "Lokal",
        "ekinerja.contohkota.go.id",
    ]

    (done,) = actions(line, headers=headers)

    assert done.kind is Kind.SUGGESTION
    assert done.likely[0].code == "E-KINERJA"
    assert done.values["name"] == "e-Kinerja"


def test_a_former_name_points_to_what_replaced_it():
    headers = ["Nama Aplikasi", "OPD", "Kategori"]
    sure, unsure = actions(
        ["My.SAPK", "BKPSDM", "Pusat"], ["DTKS", "Dinas Sosial", ""], headers=headers
    )

    assert sure.kind is Kind.USE
    assert any("sudah digantikan" in warning for warning in sure.warnings)
    assert unsure.kind is Kind.SUGGESTION


def test_the_address_of_a_ministry_tells_a_national_application():
    headers = ["Nama Aplikasi", "OPD", "URL"]
    (done,) = actions(
        ["SIPD & penatausahaan", "Bappeda", "contohkota.sipd.kemendagri.go.id"],
        headers=headers,
    )

    assert done.kind is Kind.USE


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


def test_sites_are_websites_and_no_applications():
    headers = ["Nama Aplikasi", "Jenis", "OPD"]
    lines = [[f"desa{at}.kab.go.id", "WEB", f"Desa Contoh {at}"] for at in range(40)]

    done = plan(rows(*lines, headers=headers), known(create_organisations=True))

    assert done.counts == {"WEBSITE": 40}
    assert "40 di antaranya milik desa" in done.notes[0]


def test_several_applications_in_one_name_are_kept_and_pointed_out():
    (done,) = actions(
        ["Aplikasi Pusat : SIPD-RI, SIRUP; Aplikasi Daerah : SIMPEG", "", ""]
    )

    assert done.kind is Kind.NEW
    assert done.parts == ("SIPD-RI", "SIRUP", "SIMPEG")


def test_two_addresses_that_differ_by_a_doubled_letter_are_pointed_out():
    headers = ["Nama Aplikasi", "Jenis", "OPD"]
    done = actions(
        ["bappenda.prov.go.id", "Website", "Bapenda"],
        ["bapenda.prov.go.id", "Website", "Bapenda"],
        headers=headers,
    )

    assert any("salah ketik" in warning for warning in done[1].warnings)


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


def test_one_office_that_lists_a_national_application_twice_uses_it_once():
    done = actions(["SIPD-RI", "", "Bappeda"], ["SIPD", "", "Bappeda"])

    assert kinds(done) == [Kind.USE, Kind.MERGED]
    assert done[1].with_row == done[0].row


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


def test_equal_rows_and_knowledge_give_an_equal_fingerprint():
    knowing = known(create_organisations=True)

    assert (
        plan(rows(*LIST), knowing).fingerprint == plan(rows(*LIST), knowing).fingerprint
    )
    assert plan(rows(*LIST[1:]), knowing).fingerprint != (
        plan(rows(*LIST), knowing).fingerprint
    )


def test_actions_are_json_with_the_name_of_their_kind():
    headers = ["Nama Aplikasi", "Biaya", "Kontrak berakhir"]
    (done,) = actions(["SIPADU", "Rp 5 juta", "31/12/2026"], headers=headers)

    told = done.as_json()

    assert told["kind"] == "NEW"
    assert told["values"]["cost_build"] == "5000000"
    assert told["values"]["contract_ends_on"] == "2026-12-31"


def test_the_office_itself_may_be_known_by_its_former_name():
    office = Office(code="DKI", name="Dinas Kominfo Baru", former_names=("Dinas PDE",))
    knowing = replace(known(), offices=(office,))

    (done,) = actions(["E-Office", "Surat", "Dinas PDE"], knowing=knowing)

    assert done.organisation == "DKI"


def test_the_word_umum_is_explained_once_for_the_file_and_not_in_every_row():
    lines = [[f"Aplikasi {n}", f"Uraian {n}", "", "Umum"] for n in range(3)]
    found = plan(rows(*lines, headers=[*HEADERS, "Jenis"]), known())

    assert any("3 baris bertulisan “Umum”" in note for note in found.notes)
    assert not any("Umum" in " ".join(each.warnings) for each in found.actions)


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
