"""The twins of a government: each cluster in a frame, none on another."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.layers import Layer, Status
from architecture.maps import rendering
from architecture.maps.content import Item, Layout
from architecture.maps.layouts.rings import Ring, shelved
from architecture.maps.views.cluster import Tie
from architecture.maps.views.duplicates import MOST_MEMBERS, Twins, duplicates

DAY = date(2026, 11, 28)
WIDE, HIGH = st.floats(150, 900), st.floats(50, 600)
HOSTILE = "<b>`${x}` \"'{{ 7 }} \\N & </b>"


def twins(*keys, percent=90, cost=0, apart=(), name="Aplikasi"):
    items = tuple(
        Item(
            key=key,
            name=f"{name} {key}",
            layer=Layer.APPLICATION,
            status=Status.LIVE,
            office=key,
            detail="Dinas",
            url=f"/aplikasi/{key}",
        )
        for key in keys
    )
    ties = tuple(
        Tie(one=one, other=other, percent=percent, apart=(one, other) in apart)
        for one, other in combinations(keys, 2)
    )
    costs = {keys[0]: cost} if cost else {}
    return Twins(items=items, ties=ties, url=f"/kelompok/{keys[0]}", costs=costs)


def made(*several, **more):
    return duplicates(several, scope="Kota", on=DAY, **more)


def frames(map_):
    return [
        {box.key for box in map_.boxes if box.group == group.key}
        for group in map_.groups
    ]


def test_each_cluster_has_a_frame_that_leads_to_its_page_the_surest_first():
    map_ = made(twins("1", "2", percent=71), twins("3", "4"), twins("5", "6", "7"))

    assert map_.layout is Layout.RINGS
    assert frames(map_) == [{"5", "6", "7"}, {"3", "4"}, {"1", "2"}]
    assert map_.groups[0].url == "/kelompok/5"
    assert map_.groups[0].label == "1. 3 aplikasi, 3 OPD, 90 %"
    assert len(map_.arrows) == 5
    assert "3 kelompok · 7 aplikasi" in map_.subtitle


def test_of_equals_the_costliest_comes_first_and_no_cost_is_counted_twice():
    map_ = made(
        twins("1", "2", percent=99),
        twins("3", "4", percent=95, cost=2_000_000),
        twins("3", "5", percent=91, cost=2_000_000),
    )

    assert frames(map_)[0] == {"3", "4"}
    assert map_.groups[0].remark == "Rp2 jt setahun"
    assert "Rp2 jt setahun yang diketahui" in map_.subtitle


def test_who_stands_in_two_frames_is_two_boxes_that_lead_to_one_page():
    map_ = made(twins("1", "2"), twins("1", "3"))

    keys = [box.key for box in map_.boxes]
    assert len(set(keys)) == len(keys) == 4
    assert sorted(box.url for box in map_.boxes).count("/aplikasi/1") == 2
    groups = {box.key: box.group for box in map_.boxes}
    assert all(groups[each.source] == groups[each.target] for each in map_.arrows)
    assert "3 aplikasi" in map_.subtitle


def test_what_was_judged_different_is_dotted():
    map_ = made(twins("1", "2", "3", apart={("1", "2")}))

    told = {(each.source, each.target): each.kind for each in map_.arrows}
    assert told["1", "2"] == "apart"
    assert "dinilai berbeda" in {entry.label for entry in map_.legend}


def test_above_the_limit_the_largest_are_drawn_and_all_are_listed():
    many = [twins(f"{n}a", f"{n}b") for n in range(5)]
    map_ = made(*many, twins("1", "2", "3", percent=40), limit=2)

    assert len(map_.groups) == 2
    assert {"1", "2", "3"} in frames(map_)
    assert map_.grouped
    assert "4 kelompok" in map_.note
    assert len(map_.facts.rows) == 5 + 3


def test_a_large_cluster_shows_its_most_alike_and_counts_the_rest():
    map_ = made(twins(*[str(n) for n in range(15)]))

    assert len(map_.boxes) == MOST_MEMBERS
    assert "5 lagi pada daftar" in map_.groups[0].remark


def test_nothing_suspected_is_said_and_hostile_names_are_drawn():
    assert "Tidak ada aplikasi" in made().note
    assert not rendering.svg(made()).grouped
    drawn = rendering.svg(made(twins("1", "2", "3", name=HOSTILE)))
    assert not drawn.grouped
    assert b"<b>" not in drawn.svg


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(150, 900), st.floats(50, 600)), min_size=1, max_size=30
    )
)
def test_no_frame_lies_on_another_and_each_holds_its_ring(sizes):
    rings = [Ring((), wide, high) for wide, high in sizes]
    frames, (wide, high) = shelved(rings)

    for ring, frame in zip(rings, frames, strict=True):
        assert frame.wide >= ring.wide
        assert frame.high >= ring.high
        assert frame.x + frame.wide <= wide + 0.01
        assert frame.y + frame.high <= high + 0.01
    for one, other in combinations(frames, 2):
        assert (
            one.x + one.wide <= other.x + 0.01
            or other.x + other.wide <= one.x + 0.01
            or one.y + one.high <= other.y + 0.01
            or other.y + other.high <= one.y + 0.01
        )
