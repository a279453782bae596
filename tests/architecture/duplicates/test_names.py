"""Names that people would take for one another are told, others are not."""

import pytest

from architecture.duplicates import Index, Profile
from architecture.duplicates.names import read_name

COURT = "Mencatat penyewaan lapangan olahraga"
WAGES = "Menghitung gaji pegawai tiap bulan"


def clash(one: str, other: str) -> bool:
    """Tell whether two names of different work are in conflict."""
    rented = Profile(1, one, description=COURT)
    found = Index([rented]).compare(Profile(0, other, description=WAGES), rented)
    return found.name_conflict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SIMANTAP", "SI MANTAP"),
        ("SIMANTAP", "e-Simantap"),
        ("SIMANTAP", "Simantap Kota Rimbun"),
        ("SIMANTAP", "SIMANTAP Mobile"),
        ("SIMANTAP", "SIMANTAB"),
        ("SIMANTAP", "SIMANTAPP"),
        ("SIPANDU", "SIPADU"),
        ("SIPANDU", "SIPANDU DESA"),
        ("SIPANDU", "SIPANDU (Sistem Paduan Suara)"),
        ("PADUKA", "PADUKA V2"),
        ("SAPA WARGA", "SAPAWARGA"),
        ("Si Jempol", "JEMPOL"),
        ("SIKAP", "SIKAP ASN"),
        ("SUBUR Nusa", "SUBUR"),
        ("SiCantik", "SICANTIK Cloud"),
    ],
)
def test_a_name_with_another_prefix_version_place_or_letter_is_nearly_the_same(
    one: str, other: str
) -> None:
    """It is told from both sides."""
    assert clash(one, other)
    assert clash(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SIMPEG", "SIMPUS"),
        ("SIPD", "SIPP"),
        ("SIAP", "SIAGA"),
        ("SIMANIS", "SIMANTAP"),
        ("TPP Online", "TPI Online"),
        ("Data Warga", "Data Bansos"),
        ("E-Kinerja", "E-Kepegawaian"),
        ("Sapa Warga", "Lapor Warga"),
        ("Kota Cerdas", "Kota Sehat"),
        ("Sistem Informasi Pegawai", "Sistem Informasi Gaji"),
    ],
)
def test_names_that_share_only_everyday_words_or_a_beginning_differ(
    one: str, other: str
) -> None:
    """Nobody takes them for one another."""
    assert not clash(one, other)


def test_a_long_form_explains_an_acronym_and_a_second_name_does_not():
    assert read_name("SIPENA (Sistem Informasi Penatih)").explained
    assert not read_name("SIMPUS (Sistem Informasi)").explained
    assert not read_name("SIASN (MyASN)").explained
    assert not read_name("SIPENA").explained
