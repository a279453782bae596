"""ArchiMate as a choice: types, borders, icons, lines and marks; the legend of both."""

import re
from datetime import date
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring

from architecture.archimate.types import KINDS, TYPES, type_of
from architecture.layers import ALLOWED, Layer, Status, Verb
from architecture.maps import rendering
from architecture.maps.choices import Notation
from architecture.maps.content import (
    Arrow,
    Box,
    Heads,
    Item,
    Layout,
    Legend,
    Link,
    Map,
    Share,
)
from architecture.maps.files import making as files
from architecture.maps.files.making import Form, Leaf
from architecture.maps.looks.archimate import (
    LOOKS,
    Mark,
    look_of,
    stroke_of,
    strokes_on,
)
from architecture.maps.looks.fonts import installed
from architecture.maps.looks.legend import Pen, signs, words_of
from architecture.maps.looks.palette import PALETTES, PATTERNS, Theme
from architecture.maps.looks.strokes import ICON
from architecture.maps.markup import SVG
from architecture.maps.views.surroundings import surroundings
from tests.architecture.maps.files.test_files import nested
from tests.architecture.maps.test_rendering import (
    NASTY,
    around,
    boxes,
    harmless,
    named,
    root,
    spoken,
)

ARCHIMATE = Notation.ARCHIMATE
_APP, _SERVICE = Layer.APPLICATION, Layer.SERVICE


def box(layer: Layer, kind: str = "", **more) -> Box:
    return Box(key=layer.name + kind, label="X", layer=layer, kind=kind, **more)


def test_every_type_of_ours_has_a_look_of_its_own():
    types = {type_of(layer, None) for layer in TYPES} | {
        each for kinds in KINDS.values() for each in kinds.values()
    }
    assert set(LOOKS) == types
    assert len({look.icon for look in LOOKS.values()}) == len(types)
    assert len({look.name for look in LOOKS.values()}) == len(types)


def test_the_kind_of_an_element_decides_its_type():
    look = look_of(box(Layer.INFRASTRUCTURE, "DATABASE"))
    assert look is LOOKS["SystemSoftware"]
    assert look_of(box(Layer.STRATEGY, "MISSION")) is LOOKS["CourseOfAction"]
    assert look_of(box(Layer.INFRASTRUCTURE, "asing")) is LOOKS["Node"]
    assert look_of(box(Layer.APPLICATION, shares=(Share("LIVE", 2),))) is None


@pytest.mark.parametrize("verb", Verb)
def test_every_relation_of_ours_is_drawn_as_one_of_the_language(verb: Verb):
    for source, target in ALLOWED[verb]:
        ends = {"a": box(source), "b": box(target)}
        stroke = stroke_of(Arrow("a", "b", verb.value, verb.name), ends)
        assert stroke is not None
        assert "(" in stroke.name


@pytest.mark.parametrize(
    ("ends", "verb", "marks", "dashed"),
    [
        (
            (Layer.SERVICE, Layer.APPLICATION),
            Verb.SUPPORTED_BY,
            ("open", "none"),
            False,
        ),
        ((_APP, Layer.DATA), Verb.USES, ("open", "none"), True),
        ((_APP, Layer.DATA), Verb.PRODUCES, ("none", "open"), True),
        (
            (Layer.APPLICATION, Layer.APPLICATION),
            Verb.EXCHANGES,
            ("none", "solid"),
            True,
        ),
        ((Layer.BUSINESS, _SERVICE), Verb.REALISES, ("none", "hollow"), True),
        ((Layer.SECURITY, _APP), Verb.PROTECTS, ("none", "half"), False),
    ],
)
def test_lines_and_marks_are_those_of_the_language(ends, verb, marks, dashed):
    known = {"a": box(ends[0]), "b": box(ends[1])}
    stroke = stroke_of(Arrow("a", "b", "", verb.name), known)
    assert stroke is not None
    assert ((stroke.start, stroke.end), bool(stroke.dash)) == (marks, dashed)
    both = stroke_of(Arrow("a", "b", "", verb.name, heads=Heads.BOTH), known)
    assert both is not None
    assert both.start == both.end
    assert stroke_of(Arrow("a", "b", "", "IMPACT"), known) is None


def health() -> Map:
    items = [
        Item(key="1", name="SIMPUS", layer=Layer.APPLICATION, url="/aplikasi/1"),
        Item(key="2", name="Layanan Ibu", layer=Layer.SERVICE),
        Item(key="3", name="Data Pasien", layer=Layer.DATA),
        Item(key="4", name="Server", layer=Layer.INFRASTRUCTURE, kind="SERVER"),
        Item(key="5", name="ISO", layer=Layer.SECURITY, kind="STANDARD"),
    ]
    links = [
        Link("2", Verb.SUPPORTED_BY, "1"),
        Link("1", Verb.USES, "3"),
        Link("1", Verb.RUNS_ON, "4"),
        Link("5", Verb.PROTECTS, "1"),
    ]
    return surroundings("1", items, links, scope="Kota", on=date(2026, 11, 28))


def test_a_box_has_one_border_one_icon_and_keeps_its_link_and_words():
    drawing = rendering.svg(health(), notation=ARCHIMATE)
    harmless(drawing)
    assert len(boxes(drawing)) == 5
    for part in boxes(drawing):
        paths = list(part.iter(f"{{{SVG}}}path"))
        assert len(paths) == 2
        assert paths[1].get("class") == "sign"
        assert list(part.iter(f"{{{SVG}}}polygon")) == []
        assert spoken(part)
    arrows = [g for g in root(drawing).iter() if g.get("class") == "arrow"]
    assert {g.get("data-kind") for g in arrows} == {
        "SUPPORTED_BY",
        "USES",
        "RUNS_ON",
        "PROTECTS",
    }
    (uses,) = (g for g in arrows if g.get("data-kind") == "USES")
    line = uses.find(f"{{{SVG}}}path")
    assert line is not None
    assert line.get("stroke-dasharray")
    assert uses.find(f"{{{SVG}}}polyline") is not None


def test_both_notations_say_the_same_words_and_have_pictures_of_their_own():
    own, other = rendering.svg(health()), rendering.svg(health(), notation=ARCHIMATE)
    assert own.svg != other.svg
    for one, two in zip(boxes(own), boxes(other), strict=True):
        assert spoken(one) == spoken(two)
    keys = {rendering.key(health(), "1", notation=each) for each in Notation}
    assert len(keys) == len(Notation)


@pytest.mark.parametrize("view", [named, around])
def test_no_name_breaks_archimate(view):
    drawing = rendering.svg(view("Biasa", *NASTY), notation=ARCHIMATE)
    assert drawing.warnings == ()
    assert len(boxes(drawing)) == len(NASTY) + 1
    harmless(drawing)


@pytest.mark.parametrize("view", [named, around])
def test_no_word_lies_under_an_icon(view):
    long = [f"Sistem Pengelolaan Barang Habis Pakai Nomor {n}" for n in range(9)]
    drawing = rendering.svg(view(*long), notation=ARCHIMATE)
    fonts = installed()
    for part in boxes(drawing):
        (sign,) = (each for each in part.iter() if each.get("class") == "sign")
        left, top = map(float, re.findall(r"[-\d.]+", sign.get("transform", ""))[:2])
        for text in part.iter(f"{{{SVG}}}text"):
            size, anchor = float(text.get("font-size", "9")), text.get("text-anchor")
            bold = text.get("font-weight") == "bold"
            wide = fonts.width(text.text or "", size, bold=bold)
            right = float(text.get("x", "0")) + wide / (2 if anchor == "middle" else 1)
            above = float(text.get("y", "0")) - size * 0.7
            assert right <= left + 0.5 or above >= top + ICON, text.text


def test_a_legend_explains_every_type_and_relation_on_the_map():
    said = [words_of(sign) for sign in signs(health(), ARCHIMATE)]
    for name in ("Application Component", "Business Service", "Data Object", "Device"):
        assert name in said
    assert {stroke.name for stroke in strokes_on(health())} <= set(said)
    assert "Aplikasi" not in said  # ArchiMate has its own words for a layer


def test_a_legend_explains_the_shapes_where_colours_speak_of_something_else():
    content = Map(
        title="T",
        subtitle="",
        layout=Layout.FLOW,
        boxes=(box(Layer.APPLICATION, colour_key="LIVE"), box(Layer.DATA)),
        legend=(Legend("LIVE", "Aktif"),),
    )
    own = [words_of(sign) for sign in signs(content, Notation.OWN)]
    assert own == ["Aktif", Layer.APPLICATION.value, Layer.DATA.value]
    assert [words_of(sign) for sign in signs(health(), Notation.OWN)].count(
        Layer.DATA.value
    ) == 1


def drawn_signs(content: Map, theme: Theme) -> list[ET.Element]:
    pen = Pen(installed(), PALETTES[theme], strips=False, scale=1.0)
    holder, _ = pen.drawn(signs(content, Notation.OWN), 0, 900, 0)
    return [each for each in holder if each.tag != f"{{{SVG}}}text"]


def test_each_layer_has_its_shape_and_each_status_its_border_in_the_legend():
    layers = Map(
        title="T",
        subtitle="",
        layout=Layout.COLUMNS,
        boxes=(),
        legend=tuple(Legend(each.name, each.value) for each in Layer),
    )
    drawn = {
        each.get("d", "").lstrip("M0123456789.,")
        for each in drawn_signs(layers, Theme.LIGHT)
    }
    assert len(drawn) >= len(Layer)
    for status in Status:
        content = Map(
            title="T",
            subtitle="",
            layout=Layout.RING,
            boxes=(),
            legend=(Legend(status.name, status.value),),
        )
        (sign,) = drawn_signs(content, Theme.LIGHT)
        pattern = PATTERNS[status.name]
        assert bool(sign.get("stroke-dasharray")) == (pattern in {"dashed", "dotted"})


# ---- colours told apart ----------------------------------------------------

_TO_LINEAR = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What a colour-blind eye makes of linear red, green and blue (Machado and others)."""

BOUND = 10.0
"""CIE76: two colours beside one another that differ by so much are told apart."""


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """Return a colour in CIELAB as such an eye sees it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ]
    if eye in _TO_LINEAR:
        linear = [
            min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))))
            for row in _TO_LINEAR[eye]
        ]
    to_xyz = (
        (0.4124, 0.3576, 0.1805, 0.95047),
        (0.2126, 0.7152, 0.0722, 1.0),
        (0.0193, 0.1192, 0.9505, 1.08883),
    )
    parts = [
        sum(a * b for a, b in zip(row, linear, strict=True)) / white
        for *row, white in to_xyz
    ]
    fx, fy, fz = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in parts
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, eye: str) -> float:
    pairs = zip(seen(one, eye), seen(other, eye), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def told_apart(one: str, other: str) -> bool:
    """Tell whether something else than the colour differs: border, words or shape."""
    layers = Layer.__members__
    if one in layers and other in layers:
        return True  # each layer has its shape and its named frame
    return PATTERNS.get(one, "solid") != PATTERNS.get(other, "solid")


@pytest.mark.parametrize(
    ("theme", "eye"), [*product(Theme, ("everybody", *_TO_LINEAR))]
)
def test_states_are_told_apart_by_every_eye(theme: Theme, eye: str):
    paints = PALETTES[theme].paints
    states = [status.name for status in Status]
    for number, one in enumerate(states):
        for other in states[number + 1 :]:
            far = distance(paints[one].strong, paints[other].strong, eye)
            assert far >= BOUND or told_apart(one, other), (one, other, far)


def test_types_of_one_colour_differ_in_border_or_icon():
    for one, other in product(LOOKS.values(), repeat=2):
        assert one is other or one.icon != other.icon


def test_marks_are_all_used_or_left_for_a_relation_that_may_come():
    assert {Mark.OPEN, Mark.HOLLOW, Mark.SOLID, Mark.HALF, Mark.NONE} <= {
        mark
        for verb in Verb
        for source, target in ALLOWED[verb]
        if (
            stroke := stroke_of(
                Arrow("a", "b", "", verb.name), {"a": box(source), "b": box(target)}
            )
        )
        for mark in (stroke.start, stroke.end)
    }


def test_a_file_of_drawio_uses_its_stencils_of_archimate():
    made = files.made(nested(), Leaf(form=Form.DRAWIO), notation=ARCHIMATE).content
    assert made.count(b"shape=mxgraph.archimate3.application") >= len(Layer)
    fromstring(made)
