"""The map of twins says what the last sweep found, as far as the viewer may see."""

from architecture.mapping.duplicates import duplicates
from architecture.model import PairVerdict
from architecture.suspecting.lines import clusters_of
from tests import make
from tests.architecture.mapping.asked import ask
from tests.architecture.suspecting.test_sweeping import (
    HALF_ALIKE,
    OTHER,
    THIRD,
    add,
    commit,
    judge,
    read,
    swept,
)
from tests.architecture.test_judging import PRESENCE, WISH
from tests.browser import Statements


def shown(kota, **by):
    return ask(duplicates, kota.session, kota.dinas, **by)


def test_a_cluster_of_the_sweep_is_a_frame_with_its_pairs(kota):
    several = add(kota, PRESENCE, WISH, THIRD, OTHER)
    assert "Belum pernah" in shown(kota).note
    found = swept(kota)

    map_ = shown(kota)

    [cluster] = clusters_of(found.pairs)
    assert {box.key for box in map_.boxes} == {str(key) for key in cluster.members}
    assert {box.key for box in map_.boxes} == {str(each.id) for each in several[:3]}
    [group] = map_.groups
    assert group.url == f"/kemiripan/kelompok/{cluster.key}"
    assert len(map_.arrows) == len(cluster.pairs)
    assert "Menurut pembandingan" in map_.note


def test_what_people_called_different_or_half_the_same_is_no_twin(kota):
    one, other = add(kota, PRESENCE, WISH)
    swept(kota)
    [group] = shown(kota).groups
    assert group.url == f"/kemiripan/{one.id}/{other.id}"

    for verdict in (PairVerdict.DIFFERENT, PairVerdict.OVERLAP):
        judge(kota, (one.id, other.id), verdict)
        assert shown(kota).groups == ()
    judge(kota, (one.id, other.id), PairVerdict.SAME)
    assert len(shown(kota).groups) == 1


def test_an_office_sees_what_one_of_its_own_is_in_and_no_cost_of_others(kota):
    add(kota, PRESENCE)
    [other] = add(kota, WISH, of=kota.kominfo)
    other.cost_yearly = 5_000_000
    third = make.office(kota.session, of=kota.government)
    fourth = make.office(kota.session, of=kota.government)
    hidden = add(kota, {**HALF_ALIKE[0]}, of=third)
    hidden += add(kota, {**HALF_ALIKE[0], "name": "TIMBANGKU"}, of=fourth)
    swept(kota)

    assert "Rp5 jt" in shown(kota).subtitle
    map_ = shown(kota, viewer=kota.viewer("operator"))
    assert "Rp" not in repr(map_)
    assert len(map_.groups) == 1
    assert not {str(each.id) for each in hidden} & {box.key for box in map_.boxes}
    assert "TIMBANG" not in repr(map_)
    assert "1 kelompok · 2 aplikasi" in map_.subtitle


def test_it_is_narrowed_to_an_office(kota):
    add(kota, PRESENCE, WISH)
    swept(kota)

    assert shown(kota, offices=frozenset({kota.dinas.id})).groups
    assert not shown(kota, offices=frozenset({kota.kominfo.id})).groups


def test_more_clusters_take_no_more_statements(kota):
    def counted():
        kota.session.expire_all()
        with Statements(kota.session.get_bind()) as made:
            shown(kota)
        return len(made)

    add(kota, PRESENCE, WISH)
    swept(kota)
    few = counted()
    for name in "ABCDEF":
        add(kota, {**THIRD, "name": f"ABSEN {name}"})
    swept(kota)
    commit(kota)
    assert len(read(kota).pairs) > 5
    assert counted() == few
