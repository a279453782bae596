"""Profiles for the tests, with sensible defaults and in the words of offices."""

from hypothesis import strategies as st

from architecture.duplicates import Profile

WORKS = (
    "absensi pegawai online",
    "presensi ASN dengan lokasi",
    "kehadiran siswa tiap kelas",
    "surat masuk dan disposisi",
    "pengaduan masyarakat",
    "stok obat gudang farmasi",
    "stok ATK",
    "Website Desa Setren",
    "dashboard eksekutif bupati",
    "",
    "izin praktik dokter",
    "sistem informasi",
    "kwrmo tulis",
)
NAMES = (
    "SIABON",
    "SIMPEG (Sistem Informasi Manajemen Kepegawaian)",
    "SIMPEG",
    "e-Presensi",
    "EPRESENSI",
    "Lapor Warga",
    "SRIKANDI",
    "setren.kab.go.id",
    "SIKAP ASN",
    "SIKAP",
    "Aplikasi",
)
DATA = ("", "data pegawai", "data siswa; data kehadiran", "stok obat")
CODES = ((), ("RAB.09.06",), ("RAB.06.01", "RAL.01.31"), ("RAA.02.02",))


def profiles(key: st.SearchStrategy[int]) -> st.SearchStrategy[Profile]:
    """Return profiles of which many are alike in something."""
    return st.builds(
        Profile,
        key=key,
        name=st.sampled_from(NAMES),
        description=st.lists(st.sampled_from(WORKS), max_size=3).map(", ".join),
        function=st.sampled_from(WORKS),
        data_used=st.sampled_from(DATA),
        codes=st.sampled_from(CODES),
        owner=st.integers(0, 3),
        government=st.integers(0, 2),
        type=st.sampled_from(("APPLICATION", "WEBSITE")),
    )


def inventories(largest: int = 12) -> st.SearchStrategy[list[Profile]]:
    """Return lists of profiles with a key of their own each."""
    keys = st.integers(1, 40)
    return st.lists(profiles(keys), max_size=largest, unique_by=lambda p: p.key)


def profile(name: str = "", description: str = "", **fields: object) -> Profile:
    """Return a proposed profile."""
    return Profile(**{"key": 0, "name": name, "description": description, **fields})
