from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.layers import Layer, Status, Verb
from architecture.maps.content import Item, Link, Office
from architecture.maps.drawing import draw
from architecture.maps.layouts.packing import CARD, SHAPE, Frame, packed
from architecture.maps.looks.fonts import Fonts, installed
from architecture.maps.looks.palette import PALETTES, SHAPES, Theme
from architecture.maps.views.landscape import landscape
from architecture.maps.views.surroundings import surroundings

DAY = date(2026, 11, 22)
FONTS = installed()


def inventory(count: int) -> tuple[list[Item], list[Office]]:
    offices = [Office("k", "Kota")] + [
        Office(f"o{n}", f"Dinas Urusan Nomor {n}", "k")
        for n in range(max(1, count // 4))
    ]
    items = [
        Item(
            key=f"a{n}",
            name=f"Sistem Informasi Nomor {n}",
            layer=Layer.APPLICATION,
            status=list(Status)[n % 5],
            office=offices[1 + n * n % (len(offices) - 1)].key,
        )
        for n in range(count)
    ]
    return items, offices


def test_the_same_map_always_gives_the_same_text():
    items, offices = inventory(40)
    one = draw(landscape(items, offices, scope="K", on=DAY), FONTS).source
    two = draw(landscape(items[::-1], offices[::-1], scope="K", on=DAY), FONTS).source
    assert one == two


def test_every_theme_knows_every_layer_and_status():
    assert set(SHAPES) == set(Layer)
    for theme in Theme:
        paints = PALETTES[theme].paints
        assert {layer.name for layer in Layer} <= set(paints)
        assert {status.name for status in Status} <= set(paints)


@pytest.mark.parametrize("theme", Theme)
def test_text_on_every_box_can_be_read(theme: Theme):
    """WCAG 2 asks for a contrast of 4.5 between text and ground."""
    palette = PALETTES[theme]
    pairs = [(paint.ink, paint.soft) for paint in palette.paints.values()]
    pairs += [(palette.ink, palette.paper), (palette.muted, palette.frame)]
    pairs += [(palette.muted, paint.soft) for paint in palette.paints.values()]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("count", [1, 5, 30, 120, 300])
def test_a_landscape_has_the_shape_of_a_sheet_of_paper(count: int):
    frames = sorted((1 + n * n % 13 for n in range(count // 4 + 1)), reverse=True)
    sheet = packed([Frame(cards, (24.0,)) for cards in frames])
    if count >= 30:
        assert SHAPE / 1.5 < sheet.width / sheet.height < SHAPE * 1.5
    assert len(sheet.places) == len(frames)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_frames_never_overlap_and_cards_stay_within_theirs(cards: list[int]):
    sheet = packed([Frame(number, (40.0, 25.0)) for number in sorted(cards)[::-1]])
    for number, place in zip(sorted(cards)[::-1], sheet.places, strict=True):
        for card in range(number):
            x, y = place.card(card)
            assert place.x <= x
            assert x + place.card_width <= place.x + place.width + 0.01
            assert y + CARD[1] <= place.y + place.height + 0.01
    for one in sheet.places:
        for other in sheet.places:
            apart = (
                one is other
                or one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart


@given(st.text(max_size=500), st.integers(1, 4), st.floats(40, 200))
@settings(max_examples=150, deadline=None)
def test_wrapped_lines_fit_and_lose_nothing_without_saying_so(
    text: str, lines: int, width: float
):
    wrapped = FONTS.wrap(text, width, 9.5, lines=lines)
    assert len(wrapped) <= lines
    for line in wrapped:
        assert FONTS.width(line, 9.5) <= width or len(line) <= 3
    if wrapped and not wrapped[-1].endswith("…"):
        everything = "".join("".join(wrapped).split())
        assert len(everything) <= len("".join(text.split()))


def test_a_long_word_is_broken_after_a_sign():
    width = FONTS.width("layanan-terpadu-", 9.5)
    assert FONTS.wrap("layanan-terpadu-satu-pintu.go.id", width, 9.5, lines=3) == [
        "layanan-terpadu-",
        "satu-pintu.go.id",
    ]


def test_text_can_be_measured_where_there_is_no_font():
    none = Fonts((), {}, {}, "")
    assert none.wrap("satu dua tiga", 55, 10, lines=3) == ["satu dua", "tiga"]


def test_arrows_of_a_box_touch_it_in_the_order_of_their_other_ends():
    items = [Item(key="c", name="C", layer=Layer.APPLICATION)] + [
        Item(key=f"d{n}", name=f"D{n}", layer=Layer.DATA) for n in range(4)
    ]
    links = [Link("c", Verb.USES, f"d{n}") for n in range(4)]
    content = surroundings("c", items, links, scope="K", on=DAY)
    text = draw(content, FONTS).source
    starts = [
        float(part.split()[1].split(",")[1]) for part in text.split('pos="e,')[1:]
    ]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == 4


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
