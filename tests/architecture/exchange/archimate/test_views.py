"""Views of ours stand in the file with the places that Graphviz gave."""

from itertools import combinations

import pytest
from lxml import etree

from architecture.layers import Layer
from tests import make
from tests.architecture.exchange.archimate.moving import (
    SPACE,
    XSI,
    bring_in,
    foreseen,
    model,
    node,
    take_out,
)


@pytest.fixture
def drawn(session, city):
    """Give the views of the small government, by their titles."""
    file = take_out(session, city.government, drawn=True)
    return {
        view.findtext(f"{{{SPACE}}}name"): view
        for view in etree.fromstring(file).iter(f"{{{SPACE}}}view")
    }


def rect(each):
    """Return the sides of a box: left, top, right, bottom."""
    x, y, wide, high = (int(each.get(name)) for name in "xywh")
    return x, y, x + wide, y + high


def boxes(view, kind="Element"):
    """Return the boxes of a kind."""
    found = view.iter(f"{{{SPACE}}}node")
    return [each for each in found if each.get(f"{{{XSI}}}type") == kind]


def test_a_file_with_our_views_is_valid_and_comes_back_unchanged(session, city, schema):
    file = take_out(session, city.government, drawn=True)
    schema.assertValid(etree.fromstring(file))
    plan = foreseen(session, city.government, file)
    assert {each.action.name for each in plan.lines} == {"UNCHANGED"}
    assert not plan.writes


def test_landscape_and_layers_are_drawn(drawn):
    assert set(drawn) == {"Lanskap aplikasi Kota Uji", "Enam lapisan Kota Uji"}
    landscape = drawn["Lanskap aplikasi Kota Uji"]
    assert len(boxes(landscape)) == 2
    layers = drawn["Enam lapisan Kota Uji"]
    assert len(boxes(layers)) == 8
    assert len(boxes(layers, "Container")) == len(Layer)
    assert len(list(layers.iter(f"{{{SPACE}}}connection"))) == 9


def test_boxes_stand_in_their_frames_and_beside_one_another(drawn):
    for view in drawn.values():
        for frame in boxes(view, "Container"):
            left, top, right, bottom = rect(frame)
            for each in boxes(frame):
                x, y, x2, y2 = rect(each)
                assert left <= x < x2 <= right
                assert top <= y < y2 <= bottom
        for one, other in combinations(map(rect, boxes(view)), 2):
            beside = one[2] <= other[0] or other[2] <= one[0]
            assert beside or one[3] <= other[1] or other[3] <= one[1]


def test_the_same_government_is_drawn_the_same(session, city):
    first = take_out(session, city.government, drawn=True)
    assert take_out(session, city.government, drawn=True) == first


def test_a_government_of_another_tool_gets_no_views_of_ours(session):
    town = make.government(session, "Kota Lain")
    bring_in(session, town, model(f"<elements>{node('a')}</elements>"))
    assert b"<view" not in take_out(session, town, drawn=True)
