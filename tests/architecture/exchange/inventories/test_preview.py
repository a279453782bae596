"""What the preview of a list says will happen to its rows."""

from architecture.exchange.inventories.actions import Kind
from architecture.exchange.inventories.preview import plan
from tests.architecture.exchange.inventories.make import (
    HEADERS,
    actions,
    kinds,
    known,
    rows,
)

OPD = [f"Dinas Nomor {word}" for word in ("Satu", "Dua", "Tiga", "Empat", "Lima")]
OPD += [f"Badan Nomor {word}" for word in ("Satu", "Dua", "Tiga", "Empat", "Lima")]
OPD += ["Inspektorat"]


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


def test_the_word_umum_is_explained_once_for_the_file_and_not_in_every_row():
    lines = [[f"Aplikasi {n}", f"Uraian {n}", "", "Umum"] for n in range(3)]
    found = plan(rows(*lines, headers=[*HEADERS, "Jenis"]), known())

    assert any("3 baris bertulisan “Umum”" in note for note in found.notes)
    assert not any("Umum" in " ".join(each.warnings) for each in found.actions)
