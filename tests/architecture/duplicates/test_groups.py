from hypothesis import given
from hypothesis import strategies as st

from architecture.duplicates import Profile, clusters, families


def test_pairs_that_all_meet_make_one_cluster():
    ties = [(1, 2, 0.9), (2, 3, 0.7), (1, 3, 0.5), (2, 9, 0.2), (5, 4, 0.8)]

    assert clusters(ties) == [(1, 2, 3), (4, 5)]


def test_a_chain_of_pairs_is_no_cluster():
    ties = [(1, 2, 0.95), (2, 3, 0.9), (3, 4, 0.94)]

    assert clusters(ties) == [(1, 2), (3, 4)]


def test_three_that_are_all_alike_come_before_a_surer_pair_that_stands_alone():
    ties = [(1, 2, 0.85), (1, 3, 0.82), (2, 3, 0.78), (3, 4, 0.99), (1, 5, 0.81)]

    assert clusters(ties) == [(1, 2, 3)]


def test_no_pair_below_what_is_sure_makes_a_cluster():
    assert clusters([(1, 2, 0.69), (2, 3, 0.69), (1, 3, 0.69)]) == []


def test_what_a_person_said_is_the_same_stays_together():
    assert clusters([(1, 2, 0.9)], certain=[(2, 3), (3, 4)]) == [(2, 3, 4)]
    assert clusters([(1, 2, 0.9), (1, 3, 0.6)], certain=[(2, 3)]) == [(1, 2, 3)]


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.floats(0, 1)), max_size=40
    ),
    st.randoms(use_true_random=False),
)
def test_clusters_do_not_overlap_nor_depend_on_the_order_of_pairs(ties, chance):
    ties = list({frozenset(tie[:2]): tie for tie in ties}.values())
    found = clusters(ties)
    again = ties.copy()
    chance.shuffle(again)

    members = [key for group in found for key in group]
    assert len(members) == len(set(members))
    assert clusters([(b, a, p) for a, b, p in again]) == found


def test_sites_of_one_pattern_are_one_family_a_government():
    villages = [
        Profile(
            key,
            f"desa{key}.kab.go.id",
            description=f"Web OPD Desa Maju{key}",
            government=1 + key // 10,
            type="WEBSITE",
        )
        for key in range(1, 15)
    ]
    application = Profile(99, "SIABON", description="absensi pegawai", government=1)

    found = families([*villages, application])

    assert [(f.government, len(f.members)) for f in found] == [(1, 9), (2, 5)]
    assert found[0].label == "Situs desa kab.go.id"
