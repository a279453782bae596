"""A government's own levels: hung, named, retired; known to nobody else."""

from datetime import date

import pytest

from architecture import classifying, elements, history, referencing, scope
from architecture.classifying import own
from architecture.errors import Changed, CodeTaken, Invalid, WrongState
from architecture.layers import Layer
from tests import make

TODAY = date(2026, 11, 28)


@pytest.fixture
def office(session):
    referencing.load(session)
    return make.office(session)


@pytest.fixture
def add(session, office):
    def hang(parent, name="Tingkat", **more):
        return own.add(session, office.government_id, parent, name, **more)

    return hang


def bearing(session, office, *codes):
    stated = {"name": "Layanan", "reference_codes": list(codes)}
    return elements.add(session, office, Layer.SERVICE, stated)


def test_a_code_takes_the_next_number_or_the_wanted_one(session, add):
    assert add("RAB.09.06", "Satu").code == "RAB.09.06.01"
    assert add("RAB.09.06", "Tujuh", number=7).code == "RAB.09.06.07"
    assert add("RAB.09.06", "Delapan").code == "RAB.09.06.08"
    with pytest.raises(CodeTaken):
        add("RAB.09.06", "Lagi", number=7)
    with pytest.raises(Invalid, match="sudah ada"):
        add("RAB.09.06", "satu")


@pytest.mark.parametrize("parent", ["RAB.09", "RAB", "RAB.09.99", "", "RAX.01.01"])
def test_own_codes_hang_below_a_national_code_of_level_two(add, parent):
    with pytest.raises(WrongState):
        add(parent)


def test_where_level_three_is_national_own_codes_hang_below_that(session, add):
    three = [
        node
        for node in classifying.tree(session)
        if node.level == 3 and node.domain == "RAI"
    ]
    for node in three[:1]:
        with pytest.raises(WrongState):
            add(node.parent)
        assert add(node.code).level == 4


def test_there_are_seven_levels_at_the_most(add):
    code = "RAB.09.06"
    for _ in range(5):
        code = add(code).code

    assert code.count(".") == 7
    with pytest.raises(WrongState, match="tingkat 7"):
        add(code)


def test_own_codes_are_known_everywhere_to_their_government_alone(session, office, add):
    deep = add(add("RAB.09.06").code, "Dalam").code
    other = make.office(session)

    assert bearing(session, office, deep).reference_codes == [deep]
    with pytest.raises(Invalid, match="ditandai"):
        bearing(session, other, deep)
    assert classifying.tree(session, other.government_id).get(deep) is None
    titles = referencing.titles(session, [deep], office.government_id)
    assert titles == {deep: "Dalam"}
    assert referencing.titles(session, [deep], other.government_id) == {}


def test_a_retired_code_hands_its_elements_over_and_takes_no_more(session, office, add):
    old, new = add("RAB.09.06", "Lama"), add("RAB.09.06", "Baru")
    bearer = bearing(session, office, "RAL.02.04", old.code)
    both = bearing(session, office, old.code, new.code)
    session.flush()

    with pytest.raises(Invalid, match="penggantinya"):
        own.retire(session, old, "", on=TODAY, version=old.version)
    with pytest.raises(Invalid, match="bukan kode"):
        own.retire(session, old, "RAB.77", on=TODAY, version=old.version)
    with pytest.raises(Invalid, match="pohon RAB"):
        own.retire(session, old, "RAL.01", on=TODAY, version=old.version)
    moved = own.retire(session, old, new.code.lower(), on=TODAY, version=old.version)
    history.seal(session, by="uji")
    session.commit()

    assert moved == 2
    assert bearer.reference_codes == ["RAL.02.04", new.code]
    assert both.reference_codes == [new.code]
    [note, *_] = history.of(session, bearer)
    assert note.deed == f"Kode {old.code} diganti {new.code}"
    with pytest.raises(Invalid):
        bearing(session, office, old.code)
    codes = classifying.tree(session, office.government_id)
    assert codes.get(old.code).replacement == new.code
    assert old.code not in {node.code for node in codes.below("RAB.09.06")}
    assert add("RAB.09.06", "Lama").code not in {old.code, new.code}


def test_a_code_with_others_below_it_is_not_retired(add, session):
    parent = add("RAB.09.06")
    add(parent.code)

    with pytest.raises(WrongState, match="turunannya"):
        own.retire(session, parent, "RAB.09.06", on=TODAY, version=parent.version)


def test_two_people_who_rename_a_code_are_told(session, add):
    made = add("RAB.09.06")
    own.revise(session, made, "Nama baru", version=made.version)
    session.flush()

    with pytest.raises(Changed):
        own.revise(session, made, "Nama lain", version=1)


def test_elements_are_counted_at_own_codes_and_above(session, office, add):
    deep = add(add("RAB.09.06").code, "Dalam").code
    bearing(session, office, deep)
    viewer = scope.full(office.government_id)
    told = classifying.tally(session, viewer, office.government_id)

    assert told.below["RAB.09.06"] == told.here[deep] == 1
