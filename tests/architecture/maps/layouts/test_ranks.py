"""Boxes in ranks: none on another, no arrow through a box, always the same places."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.layers import Layer
from architecture.maps import rendering
from architecture.maps.content import Arrow, Box, Group, Layout, Map
from architecture.maps.layouts.ranks import ranked


@st.composite
def flows(draw) -> Map:
    columns = draw(st.lists(st.integers(-2, 4), min_size=1, max_size=14))
    frames = draw(st.sampled_from(["none", "column", "mixed"]))
    boxes = tuple(
        Box(
            key=str(at),
            label=f"Kotak {at}",
            layer=Layer.APPLICATION,
            column=column,
            group={"none": "", "column": f"k{column}", "mixed": f"k{column}:{at % 2}"}[
                frames
            ],
        )
        for at, column in enumerate(columns)
    )
    ends = st.integers(0, len(boxes) - 1)
    pairs = draw(st.sets(st.tuples(ends, ends), max_size=30))
    return Map(
        title="Alur",
        subtitle="",
        layout=Layout.FLOW,
        ranked=True,
        boxes=boxes,
        arrows=tuple(
            Arrow(str(one), str(other), "memakai", "USES")
            for one, other in sorted(pairs)
        ),
        groups=tuple(
            Group(key, key) for key in sorted({box.group for box in boxes} - {""})
        ),
    )


@settings(max_examples=60, deadline=None)
@given(flows())
def test_no_box_stands_on_another_and_no_arrow_runs_through_one(content):
    ranks = ranked(content)
    spots = list(ranks.spots.values())

    for one, other in combinations(spots, 2):
        apart = abs(one.y - other.y) >= (one.size[1] + other.size[1]) / 2
        assert one.x != other.x or apart
    for arrow, route in zip(content.arrows, ranks.routes, strict=True):
        ends = ranks.spots[arrow.source], ranks.spots[arrow.target]
        for (x, y), (x2, y2) in pairwise(route.points):
            for spot in spots:
                if spot in ends:
                    continue
                beside = max(x, x2) <= spot.side(-1) or min(x, x2) >= spot.side(1)
                assert beside or abs(y - spot.y) > spot.size[1] / 2
                assert beside or y == y2
    assert all(spot.side(-1) >= 0 and spot.side(1) <= ranks.wide for spot in spots)
    assert ranked(content) == ranks


@settings(max_examples=40, deadline=None)
@given(flows())
def test_frames_hold_their_boxes_and_no_box_of_others(content):
    ranks = ranked(content)

    for box in content.boxes:
        spot = ranks.spots[box.key]
        for key, (left, top, wide, high) in ranks.frames.items():
            inside = left < spot.x < left + wide and top < spot.y < top + high
            assert inside == (key == box.group)


def test_arrows_with_a_common_end_pass_a_column_in_one_lane():
    boxes = tuple(
        Box(key=key, label=key, layer=Layer.DATA, column=column)
        for key, column in (("a", 0), ("b", 1), ("c", 2), ("d", 2))
    )
    arrows = (Arrow("a", "c", "", ""), Arrow("a", "d", "", ""))
    content = Map(
        title="",
        subtitle="",
        layout=Layout.FLOW,
        ranked=True,
        boxes=boxes,
        arrows=arrows,
    )

    one, other = ranked(content).routes

    assert one.points[:3] == other.points[:3]
    assert one.points[-1] != other.points[-1]


def test_the_engine_draws_loops_arrows_back_and_both_heads():
    boxes = tuple(
        Box(key=str(at), label="<b>&`${x}", layer=Layer.DATA, column=at // 2)
        for at in range(6)
    )
    pairs = ("01", "10", "04", "50", "22", "15")
    made = Map(
        title="Alur",
        subtitle="",
        layout=Layout.FLOW,
        ranked=True,
        boxes=boxes,
        arrows=tuple(Arrow(one, other, "x", "USES") for one, other in pairs),
    )

    drawn = rendering.svg(made)

    assert not drawn.warnings
    assert drawn.svg.count(b'class="arrow"') == len(pairs)
