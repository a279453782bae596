"""Frames inside of frames: nothing overlaps, nothing sticks out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.maps.layouts.packing import Frame, Place, packed

UNITS = st.lists(st.integers(1, 9), max_size=8)
OFFICES = st.lists(st.tuples(st.integers(0, 20), UNITS), min_size=1, max_size=12)


def frame(cards: int, units: list[int]) -> Frame:
    inside = tuple(Frame(many, (30.0, 20.0)) for many in sorted(units)[::-1])
    return Frame(cards if inside else max(cards, 1), (40.0, 25.0), inside)


@given(OFFICES)
@settings(max_examples=60, deadline=None)
def test_frames_inside_of_a_frame_stay_within_it_and_beneath_its_cards(drawn):
    frames = [frame(*each) for each in drawn]
    sheet = packed(frames)
    for each, place in zip(frames, sheet.places, strict=True):
        assert len(place.inside) == len(each.inside)
        corners = [place.card(number) for number in range(each.cards)]
        lowest = max((y + place.high for _, y in corners), default=place.y)
        for inner, room in zip(each.inside, place.inside, strict=True):
            assert room.y >= lowest
            within(room, place)
            for number in range(inner.cards):
                x, y = room.card(number)
                within(Place(x, y, room.card_width, room.high, 1, 0), room)
            assert room.card_width > 80
        apart(place.inside)
    apart(sheet.places)


def within(inner: Place, outer: Place) -> None:
    assert outer.x <= inner.x + 0.01
    assert inner.x + inner.width <= outer.x + outer.width + 0.01
    assert outer.y <= inner.y + 0.01
    assert inner.y + inner.height <= outer.y + outer.height + 0.01


def apart(places: tuple[Place, ...]) -> None:
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert (
                one.x + one.width <= other.x + 0.01
                or other.x + other.width <= one.x + 0.01
                or one.y + one.height <= other.y + 0.01
                or other.y + other.height <= one.y + 0.01
            )
