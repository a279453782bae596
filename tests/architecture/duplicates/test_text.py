import pytest

from architecture.duplicates.names import abbreviates, read_name
from architecture.duplicates.shipping import shipped_matcher
from architecture.duplicates.text import compact, plausible


@pytest.mark.parametrize(
    "name", ["e-Presensi", "EPRESENSI", "E Presensi", "E.Presensi"]
)
def test_spellings_of_a_name_meet(name):
    assert compact(name) == "epresensi"
    assert read_name(name).keys == ("epresensi",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("absensi", "presensi"),
        ("kehadiran", "ePresensi"),
        ("ijin", "perizinan"),
        ("keluhan", "pengaduan"),
        ("barang milik daerah", "aset"),
        ("ASN", "pegawai negeri sipil"),
        ("penerimaan", "menerima"),
        ("antrean", "nomor antrian"),
    ],
)
def test_words_for_the_same_thing_become_one(one, other):
    matcher = shipped_matcher()

    assert matcher.tokens(one) == matcher.tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kepegawaian", "pegawai"),
        ("pengelolaan", "elok"),
        ("siswa", "pegawai"),
        ("rumah", "perumahan makam"),
    ],
)
def test_words_for_different_things_stay_apart(one, other):
    matcher = shipped_matcher()

    assert matcher.tokens(one) != matcher.tokens(other)


@pytest.mark.parametrize(
    ("name", "acronym", "long"),
    [
        (
            "SIMPEG (Sistem Informasi Kepegawaian)",
            "simpeg",
            "sistem informasi kepegawaian",
        ),
        (
            "Sistem Informasi Kepegawaian (SIMPEG)",
            "simpeg",
            "sistem informasi kepegawaian",
        ),
        (
            "SIPD - Sistem Informasi Pemerintahan Daerah",
            "sipd",
            "sistem informasi pemerintahan daerah",
        ),
    ],
)
def test_a_name_is_taken_apart_into_acronym_and_long_form(name, acronym, long):
    found = read_name(name)

    assert found.acronyms == (acronym,)
    assert found.long == long


def test_an_acronym_comes_from_its_long_form_by_its_letters():
    assert abbreviates("simpeg", "Sistem Informasi Manajemen Kepegawaian")
    assert not abbreviates("simpeg", "Pengelolaan Sampah Kota")


def test_random_typing_is_no_word():
    assert not plausible("sdsbjdjabdja")
    assert plausible("perizinan")


def test_texts_are_read_together_as_each_alone():
    matcher = shipped_matcher()
    texts = ["absensi pegawai", "", "dan", "surat perjalanan", "dinas", "a\nb\x00c|d"]

    assert list(matcher.tokens_of_each(texts)) == [matcher.tokens(t) for t in texts]
    assert list(matcher.tokens_of_each([])) == []
