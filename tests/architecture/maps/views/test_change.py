"""What changes between two days: lanes of offices, columns of what becomes of it."""

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.layers import Layer
from architecture.maps import rendering
from architecture.maps.content import Item, Layout, Office
from architecture.maps.layouts.turns import CARD, placed, way
from architecture.maps.looks.fonts import installed
from architecture.maps.views.change import TURNS, Frame, Turned, change

FRAME = Frame(
    scope="Kota", days=(date(2026, 11, 28), date(2029, 12, 31)), same={"a": 4, "z": 9}
)
OFFICES = [Office(key, f"Dinas {key}", url=f"/banding?opd={key}") for key in "abc"]


def turned(key, turn="ADDED", office=0, layer=Layer.APPLICATION, **more):
    item = Item(key=key, name=more.pop("name", f"Hal {key}"), layer=layer, code=key)
    day = date(2027, 1, 1) if turn != "CHANGED" else None
    return Turned(item=item, turn=turn, office=OFFICES[office], on=day, **more)


@st.composite
def changes(draw):
    kinds = st.tuples(st.sampled_from(list(TURNS)), st.integers(0, 2))
    several = draw(st.lists(kinds, min_size=1, max_size=25))
    told = [turned(str(n), turn, office) for n, (turn, office) in enumerate(several)]
    keys = st.sampled_from([each.item.key for each in told])
    pairs = draw(st.lists(st.tuples(keys, keys), max_size=6))
    return told, [pair for pair in pairs if pair[0] != pair[1]]


@settings(max_examples=40, deadline=None)
@given(changes(), st.randoms(use_true_random=False))
def test_cards_lie_in_their_lane_and_column_and_no_arrow_crosses_one(given_, mixed):
    told, pairs = given_
    content = change(told, replace(FRAME, replaced=pairs))
    places = placed(content, installed())

    for box in content.boxes:
        spot = places.cards[box.key]
        top, high = places.lanes[box.group]
        left, right = places.columns[box.column]
        assert top <= spot.y
        assert spot.y + CARD[1] <= top + high
        assert left <= spot.x
        assert spot.x + CARD[0] <= right + 0.01
    for one, other in combinations(places.cards.values(), 2):
        assert abs(one.x - other.x) >= CARD[0] or abs(one.y - other.y) >= CARD[1]
    for number, arrow in enumerate(content.arrows):
        ends = places.cards[arrow.source], places.cards[arrow.target]
        points = way(*ends, places, number)
        for (x0, y0), (x1, y1) in pairwise(points):
            for card in places.cards.values():
                beside = max(x0, x1) <= card.x or min(x0, x1) >= card.x + CARD[0]
                over = max(y0, y1) <= card.y or min(y0, y1) >= card.y + CARD[1]
                assert beside or over
    others = list(told)
    mixed.shuffle(others)
    assert change(others, replace(FRAME, replaced=pairs)) == content


def test_what_becomes_of_each_is_told_in_colour_pattern_and_words():
    said = ("Status: Aktif menjadi Akan dihentikan",)
    told = [turned("1"), turned("2", "RETIRED"), turned("3", "CHANGED", said=said)]
    map_ = change(told, FRAME)

    assert map_.layout is Layout.TURNS
    assert {box.key: (box.pattern, box.remark) for box in map_.boxes} == {
        "1": ("turn-ADDED", "Baru · 1 Januari 2027"),
        "2": ("turn-RETIRED", "Berhenti · 1 Januari 2027"),
        "3": ("turn-CHANGED", "Berubah: status"),
    }
    rows = {row.cells[1]: row.cells for row in map_.facts.rows}
    assert rows["Hal 3"][4:] == ("Berubah", *said)
    assert "1 berhenti, 1 baru, 1 berubah" in map_.subtitle
    [lane] = [group for group in map_.groups if group.key == "a"]
    assert (lane.remark, lane.url) == ("4 tidak berubah", "/banding?opd=a")
    assert "9 elemen di perangkat daerah lain" in map_.note


def test_an_arrow_leads_from_what_ends_to_what_replaces_it_if_both_are_there():
    told = [turned("1", "RETIRED"), turned("2", office=1)]
    map_ = change(told, replace(FRAME, replaced=[("1", "2"), ("1", "9")]))

    assert [(each.source, each.target) for each in map_.arrows] == [("1", "2")]
    assert "digantikan oleh" in {entry.label for entry in map_.legend}
    assert not rendering.svg(map_).grouped


def test_of_too_many_applications_alone_are_drawn_then_one_box_an_office():
    servers = [turned(f"s{n}", layer=Layer.INFRASTRUCTURE) for n in range(5)]
    map_ = change([*servers, turned("1")], FRAME, limit=3)
    assert [box.key for box in map_.boxes] == ["1"]
    assert "Hanya aplikasi" in map_.note
    assert len(map_.facts.rows) == 6

    many = [turned(str(n), office=n % 2) for n in range(5)]
    map_ = change([*many, *servers], FRAME, limit=3)
    assert map_.layout is Layout.GRID
    assert {box.key: box.remark for box in map_.boxes} == {
        "a": "8 baru",
        "b": "2 baru",
    }
    assert map_.grouped
    assert "Satu kotak" in map_.note
    assert not rendering.svg(change(servers, FRAME, limit=3)).warnings


def test_nothing_that_changes_is_said_and_hostile_names_are_drawn():
    assert "Tidak ada yang berubah" in change([], FRAME).note
    assert not rendering.svg(change([], FRAME)).grouped
    for name in ("<b>&amp;`${x}\\N\"'", "x" * 500, "سلام ꦗꦮ 🙂"):
        drawn = rendering.svg(change([turned("1", name=name)], FRAME))
        assert not drawn.grouped
        assert b"<b>" not in drawn.svg
