from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.duplicates import Index, Profile, compare
from tests.architecture.duplicates.examples import inventories, profile, profiles

FEW = settings(max_examples=40, deadline=None)


def answers(index: Index, questions: list[Profile]) -> list[object]:
    return [index.similar(question, limit=50) for question in questions]


@FEW
@given(profiles(st.just(1)), profiles(st.just(2)), inventories())
def test_two_profiles_are_as_alike_as_the_other_way_round(one, other, stored):
    for judge in (compare, Index(stored).compare):
        there, back = judge(one, other), judge(other, one)

        assert (there.key, back.key) == (2, 1)
        assert there.duplicate == back.duplicate
        assert there.overlap == back.overlap
        assert there.name_conflict == back.name_conflict
        assert {(r.kind, r.points) for r in there.reasons} == {
            (r.kind, r.points) for r in back.reasons
        }


@FEW
@given(inventories(), st.randoms(use_true_random=False))
def test_the_order_of_the_inventory_changes_nothing(stored, chance):
    mixed = list(stored)
    chance.shuffle(mixed)

    assert answers(Index(stored), stored) == answers(Index(mixed), stored)


@FEW
@given(inventories(), inventories(), st.sets(st.integers(1, 40), max_size=8))
def test_a_change_is_as_good_as_building_anew(stored, changed, removed):
    index = Index(stored)
    for item in changed:
        index.apply([item], [])
    index.apply([], removed)
    after = {p.key: p for p in [*stored, *changed] if p.key not in removed}
    rebuilt = Index(after.values())

    assert len(index) == len(rebuilt)
    assert answers(index, stored) == answers(rebuilt, stored)


@FEW
@given(inventories(), profiles(st.just(0)))
def test_an_answer_equals_the_comparison_of_the_pair(stored, question):
    index = Index(stored)
    by_key = {item.key: item for item in stored}

    for suspicion in index.similar(question):
        assert suspicion == index.compare(question, by_key[suspicion.key])


def test_a_profile_is_not_like_itself_and_excluded_ones_are_left_out():
    twins = [
        replace(profile("SIABON", "absensi pegawai online"), key=key)
        for key in (1, 2, 3)
    ]
    index = Index(twins)

    assert [s.key for s in index.similar(twins[0])] == [2, 3]
    assert [s.key for s in index.similar(twins[0], exclude={3})] == [2]


def test_what_was_removed_is_never_named():
    index = Index([replace(profile("SIABON", "absensi pegawai"), key=1)])
    index.apply([], [1])

    assert index.similar(profile("Presensi", "presensi pegawai")) == []
    assert 1 not in index


def test_many_changes_at_once_equal_a_new_index():
    first = [replace(profile(f"A{k}", "absensi pegawai"), key=k) for k in range(1, 900)]
    later = [replace(item, description=f"stok obat {item.key}") for item in first[:700]]
    index = Index(first)
    index.apply(later, [899])
    question = profile("Obat", "stok obat 5")

    assert index.similar(question) == Index([*later, *first[700:898]]).similar(question)


def test_an_acronym_learnt_from_the_inventory_helps_those_who_do_not_spell_it_out():
    bare = replace(profile("SIMSELIS", owner=1), key=1)
    question = profile("Peminjaman Sepeda Listrik", "sewa sepeda listrik wisatawan")
    index = Index([bare])
    before = index.compare(question, bare).duplicate
    spelt = profile("SIMSELIS (Sistem Informasi Manajemen Sepeda Listrik)", owner=2)
    index.apply([replace(spelt, key=2)])

    assert index.compare(question, bare).duplicate > before


@pytest.mark.parametrize("key", [0, -1])
def test_a_profile_without_a_key_cannot_be_stored(key):
    with pytest.raises(ValueError, match="Nomor"):
        Index([replace(profile("SIABON"), key=key)])
    with pytest.raises(ValueError, match="nomor"):
        Index().apply([replace(profile("SIABON"), key=key)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "(",
        "()",
        "x" * 100_000,
        "absensi " * 30_000,
        "ሰላም ዓለም",
        "\x00\x01\x1f",
        "ꦲꦏ꧀ꦱꦫ",
        "1234 5678",
        "😀" * 50,
    ],
)
def test_bad_text_gets_an_answer_and_no_error(text):
    index = Index([replace(profile("SIABON", "absensi pegawai online"), key=1)])
    index.apply([replace(profile(text, text, data_used=text, codes=(text,)), key=2)])

    assert len(index.similar(profile(text, text, acronym=text))) <= 2


def test_who_names_a_concept_is_known_through_every_change():
    absence = replace(profile("SIABON", "absensi pegawai online"), key=1)
    garden = replace(profile("KEBUN", "katalog bibit tanaman"), key=2)
    index = Index([absence, garden])
    assert index.naming("pegawai.presensi") == [1]
    assert index.naming("tidak.ada") == []

    index.apply([replace(absence, key=3)], [])
    assert index.naming("pegawai.presensi") == [1, 3]

    index.apply([replace(garden, key=1)], [3])
    assert index.naming("pegawai.presensi") == []
    assert Index([]).naming("pegawai.presensi") == []
