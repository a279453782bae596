"""What looks alike and is not, and what looks different and is the same."""

from dataclasses import replace

import pytest

from architecture.duplicates import Index, Profile, compare, shipped
from tests.architecture.duplicates.examples import profile


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("SIABON", "absensi pegawai online"),
            ("Presensi Digital Nakes", "presensi tenaga kesehatan puskesmas"),
        ),
        (
            ("e-Office", "surat masuk, surat keluar, disposisi"),
            ("TNDE", "tata naskah dinas elektronik dan disposisi pimpinan"),
        ),
        (
            ("Sambat", "keluhan warga kepada wali kota"),
            ("Halo Bupati", "pengaduan masyarakat lewat ponsel"),
        ),
        (
            ("ATLAS", "inventarisasi aset daerah"),
            ("e-BMD", "pencatatan barang milik daerah"),
        ),
        (
            ("Loket Izin", "pendaftaran dan penerbitan izin"),
            ("SiPerijinan", "pelayanan perijinan satu pintu"),
        ),
        (
            ("Si Cuti", "pengajuan cuti PNS"),
            ("Liburku", "permohonan cuti tahunan aparatur"),
        ),
        (
            ("SIGAJAH", "penghitungan gaji ASN"),
            ("Payroll Daerah", "daftar gaji pegawai"),
        ),
    ],
)
def test_the_same_work_under_other_names_is_found(one, other):
    assert compare(profile(*one), profile(*other)).duplicate >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Absensi", "absensi siswa"), ("Absensi", "absensi pegawai")),
        (("Izin", "permohonan izin cuti pegawai"), ("Izin", "permohonan izin usaha")),
        (("Stok", "stok obat gudang farmasi"), ("Stok", "stok alat tulis kantor")),
        (
            ("Mutasi", "mutasi siswa antar sekolah"),
            ("Mutasi", "mutasi pegawai antar OPD"),
        ),
        (
            ("Uji", "uji berkala kendaraan bermotor"),
            ("Kendaraan", "peminjaman kendaraan dinas"),
        ),
        (("Gizi", "pengobatan ternak sakit"), ("Klinik", "rekam medis pasien klinik")),
        (
            ("e-Kinerja", "sasaran kinerja pegawai"),
            ("e-Sakip", "akuntabilitas kinerja perangkat daerah"),
        ),
        (
            ("Sistem Informasi Terpadu", "layanan publik online"),
            ("Aplikasi Layanan", "pelayanan publik terpadu berbasis web"),
        ),
    ],
)
def test_generic_or_salient_words_alone_make_no_duplicate(one, other):
    assert compare(profile(*one), profile(*other)).duplicate < 0.5


def test_the_same_acronym_for_other_work_is_a_conflict_of_names():
    court = profile("SIPP", "penelusuran perkara pengadilan", acronym="SIPP")
    office = profile("Sipp", "standar pelayanan publik tiap unit")
    found = compare(court, office)

    assert found.name_conflict
    assert found.duplicate < 0.5


def test_the_same_application_in_two_lists_is_no_conflict_of_names():
    found = compare(profile("SRIKANDI"), profile("Srikandi", "naskah dinas elektronik"))

    assert found.duplicate >= 0.5
    assert not found.name_conflict


def test_the_sites_of_two_villages_are_a_family_and_no_duplicate():
    found = compare(
        profile("setren.kab.go.id", "Web OPD Desa Setren", type="WEBSITE"),
        profile("turi.kab.go.id", "Web OPD Desa Turi", type="WEBSITE"),
    )

    assert found.duplicate < 0.05
    assert not found.name_conflict


def test_presence_of_nurses_names_the_recorder_that_the_government_runs():
    siabon = Profile(
        1, "SIABON", description="absensi pegawai online", government=1, owner=1
    )
    others = [
        Profile(2, "SIMPEG", description="data pegawai", government=1, owner=1),
        Profile(3, "e-Rapor", description="nilai siswa", government=1, owner=2),
        Profile(4, "Kawal Bumil", description="pemantauan ibu hamil", government=1),
    ]
    first = Index([siabon, *others]).similar(
        profile("Presensi digital tenaga kesehatan", government=1)
    )[0]

    assert first.key == 1
    assert first.duplicate >= 0.5


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("tata naskah dinas elektronik", "SRIKANDI"),
        ("pengaduan masyarakat atas pelayanan", "SP4N-LAPOR"),
        ("tender pengadaan barang dan jasa", "SPSE"),
        ("keuangan desa dan APBDes", "SISKEUDES"),
        ("penerbitan PBG dan SLF", "SIMBG"),
        ("data pokok sekolah", "DAPODIK"),
        ("produk hukum daerah yang dapat diunduh", "JDIHN"),
        ("tanda tangan elektronik dokumen", "BSRE"),
    ],
)
def test_national_applications_are_found_for_their_function(description, code):
    named = [
        Profile(number, concept.acronyms[0], description=concept.label)
        for number, concept in enumerate(shipped()[0].concepts, start=1)
        if concept.national and concept.acronyms
    ]
    wanted = {
        number
        for number, concept in enumerate(shipped()[0].concepts, start=1)
        if concept.national == code
    }

    assert Index(named).similar(profile("Usulan", description))[0].key in wanted


def test_a_hidden_field_changes_nothing():
    shown = [replace(profile("SIABON", "absensi pegawai"), key=1)]
    index = Index(shown)
    before = index.similar(profile("Presensi", "presensi ASN"))
    index.apply(shown)

    assert index.similar(profile("Presensi", "presensi ASN")) == before


def test_the_site_of_a_government_is_no_twin_of_the_sites_of_its_offices():
    found = compare(
        Profile(0, "bantenprov.go.id", description="Situs Resmi Pemerintahan Provinsi"),
        Profile(
            1, "dinsos.bantenprov.go.id", description="Situs Resmi - Dinas Sosial Prov."
        ),
    )

    assert found.duplicate < 0.1
