"""The tree of codes, finding one, and counting what stands there."""

import pytest

from architecture import classifying, elements, referencing, scope
from architecture.classifying import Node, Tree
from architecture.duplicates import shipped
from architecture.layers import Layer
from architecture.model import Application
from tests import make

THESAURUS = shipped()[0]


@pytest.fixture
def office(session):
    referencing.load(session)
    return make.office(session, "Dinas Pendidikan")


def found(session, text):
    hits = classifying.search(classifying.tree(session), THESAURUS, text)
    return {hit.node.code: hit.why for hit in hits}


def test_a_code_is_found_by_its_text_its_title_its_roots_and_words_for_the_same(
    session, office
):
    assert next(iter(found(session, "rab.09.0"))) == "RAB.09.01"
    assert "RAB.06.01" in found(session, "pendidik")
    assert "RAB.06.02" in found(session, "tenaga kerja")
    assert found(session, "absensi pegawai")["RAB.09.06"]
    assert "kehadiran pegawai" in found(session, "absensi")["RAB.09.06"]
    assert found(session, "   ") == {}
    assert found(session, "zzzz \x00 %_'\"") == {}


def test_the_tree_knows_paths_and_what_stands_below():
    tree = Tree(
        [
            Node("RAB.01.02", "RAB.01", 2, "Dua"),
            Node("RAB.01", "", 1, "Satu"),
            Node("RAB.01.01", "RAB.01", 2, "Awal"),
        ]
    )

    assert [each.name for each in tree.path("RAB.01.02")] == ["Satu", "Dua"]
    assert [each.code for each in tree.below("RAB")] == ["RAB.01"]
    assert [each.name for each in tree.below("RAB.01")] == ["Awal", "Dua"]
    assert tree.get(" rab.01 ").name == "Satu"
    assert tree.path("RAB.99") == ()


def test_elements_count_once_at_each_code_above_them_and_only_own_ones(session, office):
    other = make.office(session)
    viewer = scope.full(office.government_id)

    def add(of, *codes, layer=Layer.SERVICE):
        stated = {"name": "Layanan", "reference_codes": list(codes)}
        return elements.add(session, of, layer, stated)

    add(office, "RAB.06.01", "RAB.06.02")
    one = add(office, "RAB.06.01")
    add(office, "RAB.01")
    add(office)
    add(other, "RAB.06.01")
    merged = make.application(session, of=office, reference_codes=["RAB.06.01"])
    into = make.application(session, of=office)
    session.get(Application, merged.id).merged_into_id = into.id
    session.flush()

    told = classifying.tally(session, viewer, office.government_id)
    page = classifying.page_of(session, viewer, office.government_id, "RAB.06", 99)

    assert (told.here["RAB.06.01"], told.here["RAB.06"]) == (2, 0)
    assert (told.below["RAB.06"], told.below["RAB"]) == (2, 3)
    assert told.without == 2
    assert (page.total, page.number) == (2, 1)
    assert one in page.rows
