from datetime import date

import pytest

from architecture.errors import NotFound
from architecture.layers import Layer, Status, Verb
from architecture.maps.choices import Way
from architecture.maps.content import HIDDEN, Item, Link, Map
from architecture.maps.views.surroundings import ARROW_LIMIT, surroundings

DAY = date(2026, 11, 22)


def item(key: str, layer: Layer = Layer.APPLICATION, **also) -> Item:
    return Item(
        **({"key": key, "name": key.upper(), "layer": layer, "url": f"/e/{key}"} | also)
    )


SIMPEG = item("simpeg")
SERVICE = item("cuti", Layer.SERVICE)
PEOPLE = item("pegawai", Layer.DATA)
SERVER = item("server", Layer.INFRASTRUCTURE)
RACK = item("rak", Layer.INFRASTRUCTURE)
ITEMS = [SIMPEG, SERVICE, PEOPLE, SERVER, RACK]
LINKS = [
    Link("cuti", Verb.SUPPORTED_BY, "simpeg"),
    Link("simpeg", Verb.USES, "pegawai"),
    Link("simpeg", Verb.PRODUCES, "pegawai"),
    Link("simpeg", Verb.RUNS_ON, "server"),
    Link("server", Verb.PART_OF, "rak"),
]


def view(centre="simpeg", items=ITEMS, links=LINKS, **also) -> Map:
    return surroundings(centre, items, links, scope="Kota Contoh", on=DAY, **also)


def test_the_neighbours_are_shown_and_no_further_ones():
    assert {box.key for box in view().boxes} == {"simpeg", "cuti", "pegawai", "server"}
    assert [box.key for box in view().boxes if box.focus] == ["simpeg"]


def test_two_hops_reach_the_neighbours_of_neighbours():
    boxes = {box.key: box.column for box in view(hops=2).boxes}
    assert boxes == {"simpeg": 0, "cuti": -1, "pegawai": 1, "server": 1, "rak": 2}


def test_what_the_centre_serves_stands_left_and_what_carries_it_right():
    columns = {box.key: box.column for box in view("server").boxes}
    assert columns["simpeg"] == -1
    others = [item("a"), item("b")]
    links = [Link("a", Verb.USES, "simpeg"), Link("simpeg", Verb.USES, "b")]
    columns = {
        box.key: box.column for box in view(items=[SIMPEG, *others], links=links).boxes
    }
    assert columns == {"a": -1, "simpeg": 0, "b": 1}


def test_several_verbs_between_a_pair_are_one_arrow():
    arrow = next(arrow for arrow in view().arrows if arrow.target == "pegawai")
    assert arrow.label == "menghasilkan, memakai"
    assert arrow.kind == "PRODUCES USES"


def test_the_order_of_rows_does_not_change_the_map():
    assert view() == view(items=ITEMS[::-1], links=LINKS[::-1])


def test_a_link_to_something_out_of_sight_is_not_drawn():
    assert {box.key for box in view(items=[SIMPEG, PEOPLE]).boxes} == {
        "simpeg",
        "pegawai",
    }


def test_a_hidden_neighbour_keeps_its_arrow_and_loses_its_name():
    secret = item("rahasia", name="Rahasia", hidden=True, status=Status.PLANNED)
    shown = view(items=[SIMPEG, secret], links=[Link("simpeg", Verb.USES, "rahasia")])
    assert "rahasia" not in repr(shown).lower()
    assert len(shown.arrows) == 1
    assert HIDDEN in shown.facts.rows[0].cells
    assert shown.boxes[1].pattern == ""


def test_an_element_without_relations_stands_alone_and_the_note_says_so():
    shown = view("simpeg", links=[])
    assert len(shown.boxes) == 1
    assert "belum dihubungkan" in shown.note


def test_an_unknown_centre_is_refused_with_a_sentence():
    with pytest.raises(NotFound, match="tidak ditemukan"):
        view("hilang")


def test_a_crowd_is_summed_up_by_layer_and_the_table_keeps_everything():
    crowd = [item(f"a{n}") for n in range(50)] + [
        item(f"d{n}", Layer.DATA) for n in range(10)
    ]
    links = [Link("simpeg", Verb.USES, one.key) for one in crowd]
    shown = view(items=[SIMPEG, *crowd], links=links, limit=20)
    labels = [box.label for box in shown.boxes]
    assert shown.grouped
    assert "40 aplikasi lain" in labels
    assert sum(box.layer is Layer.DATA for box in shown.boxes) == 10
    assert len(shown.facts.rows) == 60
    assert "40 elemen" in shown.note


def test_a_dense_graph_is_thinned_to_what_can_be_followed():
    crowd = [item(f"a{n:02}") for n in range(25)]
    links = [
        Link(one.key, Verb.USES, other.key)
        for one in [SIMPEG, *crowd]
        for other in crowd
        if one != other
    ]
    shown = view(items=[SIMPEG, *crowd], links=links, hops=2)
    assert len(shown.arrows) <= ARROW_LIMIT
    assert "tidak digambar" in shown.note


@pytest.mark.parametrize(
    ("way", "left"),
    [
        (Way.UP, {"simpeg", "cuti"}),
        (Way.DOWN, {"simpeg", "pegawai", "server", "rak"}),
    ],
)
def test_one_looks_only_at_what_it_serves_or_at_what_carries_it(way, left):
    one_way = view(hops=2, way=way)

    assert {box.key for box in one_way.boxes} == left
    assert {arrow.source for arrow in one_way.arrows} <= left
    assert way.value in one_way.subtitle
    both = len(view(hops=2).facts.rows)
    assert 0 < len(one_way.facts.rows) < both
