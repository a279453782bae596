from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.maps.files.paper import MARGIN, MOST, OVERLAP, Paper, fitted, tiled

SIDES = st.floats(50, 12_000)


@given(SIDES, SIDES, st.sampled_from(list(Paper)))
@settings(max_examples=100, deadline=None)
def test_tiles_cover_the_whole_picture_and_overlap(wide, high, paper):
    plan = tiled((wide, high), paper)
    assert 1 <= len(plan.tiles) <= MOST
    assert len(plan.tiles) == plan.rows * plan.columns
    for length, window, starts in (
        (wide * plan.scale, plan.wide, sorted({-tile.x for tile in plan.tiles})),
        (high * plan.scale, plan.high, sorted({-tile.y for tile in plan.tiles})),
    ):
        assert starts[0] == 0
        assert starts[-1] + window >= length - 0.01
        for one, other in pairwise(starts):
            assert one + window - other == pytest.approx(OVERLAP)


@given(SIDES, SIDES, st.sampled_from(list(Paper)))
@settings(max_examples=50, deadline=None)
def test_one_sheet_holds_all_of_a_picture_within_its_margins(wide, high, paper):
    plan = fitted((wide, high), paper)
    (tile,) = plan.tiles
    assert min(tile.x, tile.y) >= -0.01
    assert tile.x + wide * plan.scale <= plan.wide + 0.01
    assert tile.y + high * plan.scale <= plan.high + 0.01
    assert plan.wide == pytest.approx(plan.width - 2 * MARGIN)
    assert (plan.width > plan.height) == (wide > high)


def test_a_picture_that_fits_is_one_sheet_in_its_own_size():
    assert tiled((500, 400), Paper.A4).scale == 1
    assert len(tiled((500, 400), Paper.A4).tiles) == 1
    assert len(tiled((1000, 500), Paper.A4).tiles) == 2
