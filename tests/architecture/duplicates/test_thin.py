import pytest

from architecture.duplicates import too_thin
from tests.architecture.duplicates.examples import profile


@pytest.mark.parametrize(
    "thin",
    [
        profile(),
        profile("SINOMAN"),
        profile("Sistem Informasi Manajemen Terpadu Berbasis Web Online Terintegrasi"),
        profile("Aplikasi Layanan", "sistem informasi layanan publik berbasis web"),
        profile("sdsbjdjabdja", "asdfasdf qwrtpsdfg zxcvzxcv sdkjfhskdjfh"),
    ],
)
def test_too_little_is_not_judged_and_says_what_to_add(thin):
    wishes = too_thin(thin)

    assert wishes
    assert all(wish.split(":")[0] in {"Uraian", "Fungsi", "Data"} for wish in wishes)


@pytest.mark.parametrize(
    "enough",
    [
        profile("SRIKANDI"),
        profile("SINOMAN", "absensi pegawai"),
        profile("Presensi digital tenaga kesehatan"),
        profile("KOPI", "sewa sepeda listrik wisatawan keliling alun-alun"),
        profile("setren.kab.go.id", "Web OPD Desa Setren", type="WEBSITE"),
    ],
)
def test_what_names_its_work_can_be_judged(enough):
    assert too_thin(enough) == []
