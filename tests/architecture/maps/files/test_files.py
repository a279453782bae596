"""What leaves as a file is whole: every name, every form, read back and compared."""

import io
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdf
import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from architecture.layers import Layer, Verb
from architecture.maps import engine
from architecture.maps.child import Failed
from architecture.maps.content import Arrow, Box, Group, Heads, Item, Layout, Link, Map
from architecture.maps.files import making as files
from architecture.maps.files.making import Form, Leaf
from architecture.maps.files.paper import MILLIMETRE, Paper
from architecture.maps.looks.notation import JOINER
from architecture.maps.views.surroundings import surroundings
from architecture.maps.words import clean
from tests.architecture.maps.test_rendering import NASTY, around, named

DAY = date(2026, 11, 28)


def made(content: Map, form: Form, **chosen) -> bytes:
    return files.made(content, Leaf(form=form, **chosen)).content


def nested() -> Map:
    """A map with frames in frames, arrows of several kinds, and links."""
    boxes = [
        Box(key=f"k{n}", label=f"Kotak {n}", layer=layer, group=f"g{n % 2 + 1}")
        for n, layer in enumerate(Layer)
    ]
    boxes[0] = replace(boxes[0], url="/aplikasi/1", summary="APP-1", focus=True)
    return Map(
        title="Judul & <sub>",
        subtitle="Kota X · Keadaan 28 November 2026",
        layout=Layout.FLOW,
        boxes=tuple(boxes),
        arrows=(
            Arrow("k0", "k3", "memakai", "USES"),
            Arrow("k3", "k4", "bertukar", "EXCHANGES", "dashed", Heads.BOTH),
            Arrow("k6", "k5", "", "PROTECTS", "bold", Heads.NONE),
        ),
        groups=(
            Group("g0", "Luar"),
            Group("g1", "Dalam", parent="g0", url="/peta/lanskap?opd=1"),
            Group("g2", "Lain"),
        ),
        note="Catatan.",
        source="Arsitektur SPBE Kota X",
    )


@pytest.mark.parametrize("view", [named, around])
def test_no_name_breaks_a_file(view):
    content = view("Biasa", *NASTY)
    for form in Form:
        assert files.made(content, Leaf(form=form)).content, form
    picture = made(content, Form.SVG)
    assert b"<script" not in picture.replace(b"&lt;script", b"")
    fromstring(picture)
    pixels = Image.open(io.BytesIO(made(content, Form.PNG)))
    assert pixels.width > 1000


@pytest.mark.parametrize("name", [name for name in NASTY if clean(name)])
def test_every_name_can_be_found_in_the_text_of_a_pdf(name: str):
    file = made(around("Biasa", name), Form.PDF)
    assert b"pdfuaid" in file  # readers for the blind accept it
    said = pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text()
    if name.isascii() and len(name) < 100:
        assert "".join(clean(name).split()) in "".join(said.split())
    assert "Sekitar Biasa" in said


def test_a_pdf_has_title_words_and_fonts_and_no_script():
    reader = pypdf.PdfReader(io.BytesIO(made(nested(), Form.PDF)))
    said = reader.pages[0].extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == "Judul & <sub>"
    assert reader.metadata.author == "Arsitektur SPBE Kota X"
    assert "Keadaan 28 November 2026" in said
    assert "Sumber: Arsitektur SPBE Kota X" in said
    assert all(f"Kotak {n}" in said for n in range(len(Layer)))
    assert made(nested(), Form.PDF) == made(nested(), Form.PDF)
    assert b"/JavaScript" not in made(nested(), Form.PDF)


@pytest.mark.parametrize(
    ("paper", "short", "long"),
    [
        (Paper.A4, 210, 297),
        (Paper.A3, 297, 420),
        (Paper.A2, 420, 594),
        (Paper.A1, 594, 841),
        (Paper.A0, 841, 1189),
    ],
)
def test_a_sheet_has_its_size_and_lies_as_the_picture_does(paper, short, long):
    wide = nested()
    tall = around("C", *(f"E{n}" for n in range(20)))
    for content, size in ((wide, (long, short)), (tall, (short, long))):
        reader = pypdf.PdfReader(io.BytesIO(made(content, Form.PDF, paper=paper)))
        (page,) = reader.pages
        sides = page.mediabox.width, page.mediabox.height
        assert [round(float(side) / MILLIMETRE) for side in sides] == list(size)


def test_tiles_say_which_they_are_and_together_hold_every_word():
    content = around("C", *(f"Elemen nomor {n}" for n in range(28)))
    file = made(content, Form.PDF, paper=Paper.A4, tiled=True)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    assert len(pages) > 1
    for number, said in enumerate(pages, 1):
        assert f"Lembar {number} dari {len(pages)}" in said
    whole = "".join(pages)
    assert all(f"Elemen nomor {n}" in whole for n in range(28))
    assert not all(f"Elemen nomor {n}" in pages[0] for n in range(28))


def test_links_lead_to_the_portal_from_outside_and_only_by_https():
    content = nested()
    for form in (Form.SVG, Form.DRAWIO, Form.DOT, Form.PDF):
        led = made(content, form, site="https://x.go.id")
        assert b"https://x.go.id/aplikasi/1" in led, form
        for site in ("", "http://127.0.0.1"):
            dead = made(content, form, site=site)
            assert b"/aplikasi/1" not in dead, form
            assert b"127.0.0.1" not in dead, form
    assert b'href="/aplikasi/1"' in made(content, Form.SVG)


# ---- draw.io ---------------------------------------------------------------


def cells(file: bytes) -> dict[str, ET.Element]:
    """Return the cells by id; those that lead somewhere are wrapped in an object."""
    root = fromstring(file).find("diagram/mxGraphModel/root")
    assert root is not None
    found = {}
    for element in root:
        inner = element.find("mxCell") if element.tag == "UserObject" else element
        assert inner is not None
        name = element.get("id", "")
        assert name not in found
        found[name] = ET.Element(
            "cell",
            {
                **inner.attrib,
                "said": element.get("label", inner.get("value", "")),
                "link": element.get("link", ""),
                "tooltip": element.get("tooltip", ""),
            },
        )
        found[name].extend(inner)
    return found


def spot(cell: ET.Element) -> dict[str, float]:
    geometry = cell.find("mxGeometry")
    assert geometry is not None
    return {
        side: float(geometry.get(side, "nan")) for side in ("x", "y", "width", "height")
    }


def test_a_drawio_file_has_the_structure_that_its_format_asks_for():
    file = fromstring(made(nested(), Form.DRAWIO))
    assert file.tag == "mxfile"
    found = cells(made(nested(), Form.DRAWIO))
    assert list(found)[:2] == ["0", "1"]
    assert found["1"].get("parent") == "0"
    for name, cell in list(found.items())[2:]:
        assert cell.get("parent") in found, name
        assert (cell.get("vertex") == "1") != (cell.get("edge") == "1")
        assert cell.get("style", "").endswith(";")
        geometry = cell.find("mxGeometry")
        assert geometry is not None
        assert geometry.get("as") == "geometry"
        if cell.get("edge"):
            assert geometry.get("relative") == "1"
            assert {cell.get("source"), cell.get("target")} <= set(found)


def test_a_drawio_file_tells_what_the_map_tells():
    content = nested()
    found = cells(made(content, Form.DRAWIO))
    for number, box in enumerate(content.boxes):
        cell = found[f"b{number}"]
        assert box.label in unescape(cell.get("said", ""))
        group = next(n for n, g in enumerate(content.groups) if g.key == box.group)
        assert cell.get("parent") == f"g{group}"
    assert found["g1"].get("parent") == "g0"
    assert found["g0"].get("parent") == "1"
    places = {box.key: f"b{number}" for number, box in enumerate(content.boxes)}
    for number, arrow in enumerate(content.arrows):
        cell = found[f"e{number}"]
        assert cell.get("source") == places[arrow.source]
        assert cell.get("target") == places[arrow.target]
        assert cell.get("said") == arrow.label
        assert ("dashed=1" in cell.get("style", "")) == (arrow.line == "dashed")
    assert found["b0"].get("link") == "/aplikasi/1"
    assert "APP-1" in found["b0"].get("tooltip", "")
    said = {unescape(cell.get("said", "")) for cell in found.values()}
    assert {content.title, content.subtitle, content.note} <= said
    assert "Sumber: Arsitektur SPBE Kota X" in said


def test_boxes_of_a_drawio_file_lie_within_their_frames_and_apart():
    found = cells(made(nested(), Form.DRAWIO))
    boxes = [cell for name, cell in found.items() if name.startswith("b")]
    for cell in boxes:
        place, frame = spot(cell), spot(found[cell.get("parent", "")])
        assert 0 <= place["x"] <= frame["width"] - place["width"]
        assert 0 <= place["y"] <= frame["height"] - place["height"]
    top = min(spot(found[name])["y"] for name in ("g0", "g2"))
    assert top > spot(found["subtitle"])["y"]
    columns = around("C", "A", "B")
    laid = cells(made(columns, Form.DRAWIO))
    order = [n for n, box in enumerate(columns.boxes) if box.column == 1]
    ys = [spot(laid[laid[f"b{n}"].get("parent", "")])["y"] for n in order]
    assert ys == sorted(ys)  # y grows downwards there


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_no_markup_in_a_drawio_file(name: str):
    found = cells(made(around("Biasa", name), Form.DRAWIO))
    said = found["b0"].get("said", "") + found["b1"].get("said", "")
    assert "<b>tebal" not in said
    assert "<script" not in said
    tooltips = [cell.get("tooltip", "") for cell in found.values()]
    assert not clean(name) or any(clean(name) in each for each in tooltips)


# ---- DOT -------------------------------------------------------------------


def redrawn(text: bytes, form: str = "svg") -> bytes:
    done = subprocess.run(
        [engine.find().command, "-Kdot", f"-T{form}"],
        input=text,
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("view", [named, around])
def test_dot_is_drawn_again_by_plain_dot_with_all_that_was_on_the_map(view):
    content = view("Biasa", *NASTY)
    drawn = fromstring(redrawn(made(content, Form.DOT)), forbid_dtd=False)
    svg = "{http://www.w3.org/2000/svg}"
    nodes = [g for g in drawn.iter(f"{svg}g") if g.get("class") == "node"]
    edges = [g for g in drawn.iter(f"{svg}g") if g.get("class") == "edge"]
    assert len(nodes) == len(content.boxes) + len(content.legend)
    assert len(edges) == len(content.arrows)
    tips = {
        value.replace(JOINER, "")
        for element in drawn.iter()
        for key, value in element.attrib.items()
        if key.endswith("title")
    }
    for box in content.boxes:
        assert any(clean(box.label) in tip for tip in tips)


def test_dot_says_title_day_legend_and_source_and_is_the_same_each_time():
    text = made(named("Satu", "Dua"), Form.DOT).decode()
    assert text == made(named("Satu", "Dua"), Form.DOT).decode()
    for said in (
        "Lanskap aplikasi Satu",
        "22 November 2026",
        "Aktif (1)",
        "Sumber: Dua",
    ):
        assert said in text
    assert "bb=" not in text  # people and other machines lay it out anew


# ---- what cannot be made ---------------------------------------------------


def test_a_map_that_is_too_much_leaves_as_a_smaller_one(tmp_path: Path):
    real = engine.find().command
    picky = tmp_path / "mesin"
    picky.write_text(
        "#!/bin/sh\nsource=$(cat)\n"
        'if [ "$(printf %s "$source" | grep -c "id=b")" -gt 20 ]; then exit 9; fi\n'
        f'printf %s "$source" | exec {real} "$@"\n'
    )
    picky.chmod(0o755)
    crowd = named(*(f"Aplikasi {n}" for n in range(60)))
    for form in (Form.DRAWIO, Form.PDF):
        got = files.made(crowd, Leaf(form=form), engine=engine.Engine(picky, "uji"))
        assert got.grouped
        assert "dirangkum" in got.shown.note
    broken = engine.Engine(tmp_path / "tiada", "0")
    with pytest.raises(Failed):
        files.made(crowd, Leaf(form=Form.DRAWIO), engine=broken)
    assert files.made(crowd, Leaf(form=Form.DOT), engine=broken).content


def test_relations_of_a_hidden_element_are_unnamed_in_every_file():
    items = [
        Item(key="1", name="Tampak", layer=Layer.APPLICATION, url="/aplikasi/1"),
        Item(key="2", name="", layer=Layer.APPLICATION, hidden=True, url="/aplikasi/2"),
    ]
    links = [Link("1", Verb.EXCHANGES, "2")]
    content = surroundings("1", items, links, scope="K", on=DAY)
    for form in (Form.SVG, Form.DRAWIO, Form.DOT):
        assert b"/aplikasi/2" not in made(content, form)
