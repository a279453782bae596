"""The time line of a plan: bars lie where their days are, and none on another."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.maps import rendering
from architecture.maps.content import Layout
from architecture.maps.layouts.lanes import TITLE, placed
from architecture.maps.looks.fonts import installed
from architecture.maps.views.roadmap import Frame, Initiative, Mark, roadmap

FRAME = Frame(
    title="Peta rencana",
    scope="Kota",
    lanes=[("APPLICATION", "Aplikasi SPBE"), ("AUDIT", "Audit TIK")],
    years=(2025, 2029),
    on=date(2026, 11, 28),
    year_url="/peta-rencana/1?tahun={}",
)
DAY = st.dates(date(2024, 1, 1), date(2031, 12, 31))


def initiative(key="1", **fields):
    stated = {
        "code": f"PR-{key}",
        "name": f"Inisiatif {key}",
        "lane": "APPLICATION",
        "state": "RUNNING",
        "said": "Berjalan",
        "days": (date(2026, 1, 1), date(2027, 6, 30)),
    }
    return Initiative(key=key, **(stated | fields))


@st.composite
def plans(draw):
    many = draw(st.integers(0, 14))
    made = []
    for number in range(many):
        first, length = draw(DAY), draw(st.integers(0, 1200))
        days = (first, first + timedelta(length))
        made.append(
            initiative(
                str(number),
                name=draw(st.text(max_size=60)),
                lane=draw(st.sampled_from(["APPLICATION", "AUDIT"])),
                days=days if draw(st.booleans()) else (first, first),
                budgets=draw(st.dictionaries(st.integers(2025, 2029), st.just(10**8))),
                needs=tuple(
                    str(other) for other in range(number) if draw(st.booleans())
                ),
                marks=tuple(
                    Mark(name=name, on=draw(DAY), reached=draw(st.booleans()))
                    for name in draw(st.lists(st.text(max_size=30), max_size=3))
                ),
            )
        )
    return made


@settings(max_examples=40, deadline=None)
@given(plan=plans(), turned=st.randoms(use_true_random=False))
def test_bars_lie_within_the_axis_and_none_on_another_in_any_order(plan, turned):
    content = roadmap(plan, FRAME)
    places = placed(content, installed())
    lanes = {box.key: box.group for box in content.boxes if box.key in places.bars}

    assert set(lanes) == {each.key for each in plan}
    end = max(right for _, right in places.years.values())
    for bar in places.bars.values():
        assert TITLE <= bar.left < bar.right <= end
        assert bar.reach[1] <= places.width
    for one, other in combinations(places.bars, 2):
        assert _apart(places.bars[one], places.bars[other]), (one, other)
    for key, lane in lanes.items():
        top, high = places.lanes[lane].top, places.lanes[lane].high
        assert top <= places.bars[key].top
        assert places.bars[key].top + places.bars[key].high <= top + high
    for mark in content.boxes:
        if mark.key in places.spots:
            assert content.axis.first <= mark.days.first <= content.axis.last
    others = list(plan)
    turned.shuffle(others)
    assert roadmap(others, FRAME) == content


def _apart(one, other):
    aside = one.reach[1] <= other.reach[0] or other.reach[1] <= one.reach[0]
    return aside or one.top + one.high <= other.top or other.top + other.high <= one.top


def test_a_state_is_told_in_words_and_a_budget_in_its_year():
    map_ = roadmap([initiative(office="Dinkes", budgets={2026: 45_000_000})], FRAME)

    [bar] = map_.boxes
    assert map_.layout is Layout.TIMELINE
    assert bar.remark == "Berjalan · Dinkes"
    assert bar.days.by_year == ((2026, "Rp45 jt"),)
    assert "pagu Rp45 jt" in map_.subtitle
    assert {group.key: group.remark for group in map_.groups}["year-2026"] == "Rp45 jt"
    assert "2026: Rp45 jt" in map_.facts.rows[0].cells


def test_who_reads_no_budget_finds_no_column_of_them():
    map_ = roadmap([initiative()], FRAME)

    assert "Pagu" not in map_.facts.columns
    assert "pagu" not in map_.subtitle


def test_what_waits_has_an_arrow_and_what_begins_too_early_another():
    first, second = initiative("1"), initiative("2", needs=("1",))
    third = initiative("3", needs=("1", "9"), late=frozenset({"1"}))
    map_ = roadmap([third, second, first], FRAME)

    told = {(each.source, each.target): each.line for each in map_.arrows}
    assert told == {("1", "2"): "", ("1", "3"): "dashed"}
    assert map_.facts.rows[1].cells[-2] == "PR-1"


def test_milestones_are_told_apart_from_days_that_are_known():
    marks = (
        Mark(name="Uji coba", on=date(2026, 3, 1), reached=True),
        Mark(name="Kontrak berakhir: A", on=date(2026, 9, 1), known=True),
        Mark(name="Jauh", on=date(2040, 1, 1)),
    )
    map_ = roadmap([initiative(marks=marks)], FRAME)

    _, stated, known = map_.boxes
    assert stated.remark == "tercapai"
    assert known.remark == "tercatat pada elemennya"
    assert "Jauh (1 Januari 2040)" in map_.facts.rows[0].cells[-1]


def test_above_the_limit_one_bar_stands_for_a_muatan_and_a_year():
    many = [initiative(str(n), state="DONE", said="Selesai") for n in range(5)]
    map_ = roadmap([*many, initiative("9", lane="AUDIT")], FRAME, limit=4)

    told = {(box.group, box.days.first.year): box for box in map_.boxes}
    assert set(told) == {
        (lane, year) for lane in ("APPLICATION", "AUDIT") for year in (2026, 2027)
    }
    bar = told["APPLICATION", 2027]
    assert (bar.label, bar.remark) == ("5 inisiatif", "5 selesai")
    assert bar.url == "/peta-rencana/1?tahun=2027"
    assert len(map_.facts.rows) == 6
    assert "daftar" in map_.note


def test_what_has_no_year_is_left_to_the_list():
    map_ = roadmap([initiative(days=None), initiative("2")], FRAME)

    assert len(map_.boxes) == 1
    assert "tanpa tahun" in map_.note
    assert map_.facts.rows[0].cells[4] == "Belum ditentukan"


@pytest.mark.parametrize("name", ["<b>&amp;`${x}\\N\"'", "x" * 500, "سلام ꦗꦮ 🙂", ""])
def test_no_name_breaks_the_drawing_and_the_same_plan_gives_the_same(name):
    mark = Mark(name=name, on=date(2026, 5, 1))
    short = (date(2027, 1, 1), date(2027, 2, 1))
    plan = [
        initiative("1", name=name, marks=(mark,)),
        initiative("2", name=name, days=short, needs=("1",), office=name),
    ]
    map_ = roadmap(plan, replace(FRAME, title=name))

    drawn = rendering.svg(map_)
    assert not drawn.grouped
    assert (
        drawn.svg == rendering.svg(roadmap(plan[::-1], replace(FRAME, title=name))).svg
    )
    assert b"<script" not in drawn.svg


def test_a_plan_without_lines_and_none_at_all_are_drawn_too():
    map_ = roadmap([], FRAME)

    assert "Belum ada inisiatif" in map_.note
    assert not rendering.svg(map_).grouped
