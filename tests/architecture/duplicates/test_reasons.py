import math

from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.duplicates import Index, Kind, Profile, compare
from tests.architecture.duplicates.examples import profile, profiles


@settings(max_examples=80, deadline=None)
@given(profiles(st.just(1)), profiles(st.just(2)))
def test_the_points_of_the_reasons_add_up_to_the_score_exactly(one, other):
    suspicion = compare(one, other)
    odds = sum(reason.points for reason in suspicion.reasons)

    assert suspicion.duplicate == 1 / (1 + math.exp(-odds))
    assert [r for r in suspicion.reasons if r.kind is Kind.BASE]
    assert all(reason.text.endswith(".") for reason in suspicion.reasons)


def texts(one, other):
    return {reason.kind: reason.text for reason in compare(one, other).reasons}


def test_a_shared_function_is_told_in_the_words_of_both():
    found = texts(
        profile("SIABON", "absensi pegawai online", data_used="data pegawai"),
        profile("Jempol", "presensi ASN tiap pagi", data_used="data pegawai"),
    )

    assert "kehadiran pegawai" in found[Kind.FUNCTION]
    assert "“absensi pegawai” dan “presensi asn”" in found[Kind.FUNCTION]
    assert found[Kind.DATA] == "Data yang sama: data pegawai."


def test_what_differs_is_told_too():
    found = texts(
        profile("Presensi", "kehadiran pegawai"), profile("Absen", "kehadiran siswa")
    )

    assert found[Kind.OBJECT] == "Objeknya berbeda: siswa, bukan pegawai."
    assert found[Kind.FUNCTION].startswith("Fungsinya berbeda: kehadiran siswa")


@settings(max_examples=80, deadline=None)
@given(profiles(st.just(1)), profiles(st.just(2)))
def test_no_sentence_says_the_same_where_the_points_speak_against(one, other):
    for reason in compare(one, other).reasons:
        if reason.points < 0:
            assert not reason.text.startswith(("Keduanya mengerjakan", "Objeknya sama"))
            assert not reason.text.startswith("Kegiatannya sama")
        if reason.kind is Kind.FUNCTION and reason.points > 0:
            assert not reason.text.startswith("Fungsinya berbeda")


def test_what_both_only_mention_is_told_as_said_in_passing():
    cash = profile("Karcis", "retribusi sampah, terintegrasi dengan bank sampah")
    bank = profile("Pundi", "menabung di bank sampah dan menimbang rongsok")

    told = texts(cash, bank)[Kind.FUNCTION]

    assert told.startswith("Fungsi utamanya berbeda; bank sampah hanya disebut")


def test_a_site_that_others_only_mention_is_no_site():
    shop = profile("Rumah Belanja", "promosi produk IKM lewat website kota Contoh")
    site = profile("Laman Kota", "website kota Contoh")

    found = compare(shop, site)

    assert found.duplicate < 0.5


def test_codes_that_differ_are_told_and_those_above_one_another_do_not_differ():
    road = profile("A", "peta jalan", codes=("RAB.03.01",))
    school = profile("B", "data jalan", codes=("RAB.06.01",))
    below = profile("C", "data jalan", codes=("rab.03.01.02",))

    assert texts(road, school)[Kind.CODE] == "Kode referensinya berbeda."
    assert texts(road, below).get(Kind.CODE) in {None, "Kode referensinya berdekatan."}


def test_a_shared_code_is_told_with_its_title_even_if_it_weighs_nothing():
    one, other = (
        Profile(key, name, codes=("RAB.09.06", "RAL.02.04"))
        for key, name in ((1, "Dafa"), (2, "Wuru"))
    )
    index = Index([one, other])

    compared = index.compare(one, other, titles=lambda: {"RAB.09.06": "Kepegawaian"})
    (code,) = [each for each in compared.reasons if each.kind is Kind.CODE]

    assert code.text == "Kode referensi yang sama: RAB.09.06 Kepegawaian, RAL.02.04."
    odds = sum(each.points for each in compared.reasons)
    assert compared.duplicate == 1 / (1 + math.exp(-odds))


def test_titles_are_not_asked_for_where_no_code_is_shared():
    def unwanted():
        raise AssertionError

    one, other = Profile(1, "Dafa", codes=("RAB.09.06",)), Profile(2, "Wuru")

    compared = Index([one, other]).compare(one, other, titles=unwanted)

    assert Kind.CODE not in {each.kind for each in compared.reasons}


def test_what_only_shows_is_said_where_it_speaks_against_and_not_else():
    shown = profile("PANTAU", "Dashboard menampilkan absensi pegawai, hanya melihat")
    work = profile("SIABON", "absensi pegawai online, rekap kehadiran pegawai")

    for each in compare(shown, work).reasons:
        if "hanya menampilkan" in each.text:
            assert each.points < 0
