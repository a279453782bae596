from dataclasses import replace

import pytest

from architecture.layers import Layer, Status, Verb
from architecture.maps.content import (
    Facts,
    Group,
    Item,
    Legend,
    Link,
    Map,
    Office,
    Row,
)
from architecture.maps.hiding import Kind, parts, without
from architecture.maps.views.landscape import landscape
from tests.architecture.maps.views.test_surroundings import DAY, item, view


def keys(content: Map) -> set[str]:
    return {box.key for box in content.boxes}


def several(count: int = 3) -> Map:
    states = list(Status)
    items = [
        Item(
            key=str(n),
            name=f"A{n}",
            layer=Layer.APPLICATION,
            status=states[n % 2],
            office="o" if n % 3 else "p",
            url=f"/aplikasi/{n}",
        )
        for n in range(count)
    ]
    offices = [
        Office("r", "Kota"),
        Office("o", "Dinas", "r"),
        Office("p", "Badan", "r"),
    ]
    return landscape(items, offices, scope="Kota", on=DAY, limit=10)


def test_layers_and_verbs_can_be_switched_off_with_their_numbers():
    offered = {part.key: part for part in parts(view())}

    assert offered["DATA"].kind is Kind.LAYER
    assert offered["USES"].label == "memakai"
    assert offered["INFRASTRUCTURE"].count == 1
    assert "APPLICATION" not in offered  # it is in the middle, and stays


def test_what_is_off_is_gone_from_boxes_arrows_frames_legend_and_table():
    left = without(view(), ["DATA"])

    assert keys(left) == keys(view()) - {"pegawai"}
    assert all("pegawai" not in (each.source, each.target) for each in left.arrows)
    assert "Data dan Informasi" not in {group.label for group in left.groups}
    assert "DATA" not in {each.colour_key for each in left.legend}
    assert all("PEGAWAI" not in row.cells for row in left.facts.rows)
    assert "Disembunyikan: Data dan Informasi." in left.note


def test_an_arrow_goes_when_all_its_verbs_are_off_and_a_row_with_its_own():
    one, both = (without(view(), off) for off in (["USES"], ["USES", "PRODUCES"]))

    assert len(one.arrows) == len(view().arrows)
    assert {row.cells[2] for row in one.facts.rows} >= {"menghasilkan"}
    assert "memakai" not in {row.cells[2] for row in one.facts.rows}
    assert len(both.arrows) == len(view().arrows) - 1


def test_the_middle_stays_whatever_is_off():
    everything = [part.key for part in parts(view())]

    assert "simpeg" in keys(without(view(), [*everything, "APPLICATION"]))


def test_states_of_a_landscape_are_switched_off_with_their_rows():
    left = without(several(), [list(Status)[1].name])

    assert keys(left) == {"0", "2"}
    assert len(left.facts.rows) == 2


def test_of_boxes_that_stand_for_many_nothing_is_taken():
    grouped = several(40)

    assert grouped.grouped
    assert parts(grouped) == ()
    assert without(grouped, ["LIVE", "PLANNED"]) is grouped


def test_a_row_without_marks_goes_with_the_box_that_leads_where_it_leads():
    rows = tuple(Row((box.label,), box.url) for box in several().boxes)
    plain = replace(several(), facts=Facts(("Aplikasi",), rows))

    assert len(without(plain, [next(iter(Status)).name]).facts.rows) == 1


def test_a_frame_around_frames_stays_as_long_as_one_box_does():
    content = several()
    outer = Group("outer", "Luar")
    inner = tuple(replace(group, parent="outer") for group in content.groups)
    nested = replace(content, groups=(outer, *inner))

    left = without(nested, [next(iter(Status)).name])
    assert {group.key for group in left.groups} == {"outer", "o"}


def test_a_colour_of_its_own_is_offered_by_its_words_without_their_count():
    boxes = tuple(
        replace(box, colour_key=f"age-{n % 2}") for n, box in enumerate(several().boxes)
    )
    legend = (Legend("age-0", "Baru (2)"), Legend("age-1", "Lama (1)"))
    offered = parts(replace(several(), boxes=boxes, legend=legend))

    assert [(part.label, part.count) for part in offered] == [("Baru", 2), ("Lama", 1)]


@pytest.mark.parametrize("nothing", [[], ["TIDAK-ADA"], ["APPLICATION"]])
def test_a_word_that_means_nothing_here_changes_nothing(nothing):
    assert without(view(), nothing) == view()


def test_only_what_the_viewer_may_open_is_an_element():
    hidden = replace(item("2"), hidden=True)
    links = view(links=[], items=[item("1")], centre="1")
    shown = [box.element for box in links.boxes]

    assert shown == ["1"]
    around = view("1", [item("1"), hidden], [Link("1", Verb.USES, "2")])
    assert {box.element for box in around.boxes} == {"1", ""}


@pytest.mark.parametrize(
    ("key", "url", "element"),
    [
        ("12", "/aplikasi/12", "12"),
        ("rack:12", "/aplikasi/12", "12"),
        ("12", "", ""),
        ("12:APPLICATION", "/aplikasi/", ""),
        ("rack:hidden-1", "", ""),
    ],
)
def test_a_box_is_an_element_by_its_key(key, url, element):
    box = replace(view().boxes[0], key=key, url=url)

    assert box.element == element
