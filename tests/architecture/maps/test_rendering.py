import io
import os
import stat
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from architecture.layers import Layer, Status, Verb
from architecture.maps import child, engine, rendering
from architecture.maps.child import Failed, Limits
from architecture.maps.content import Item, Link, Map, Office
from architecture.maps.engine import Engine
from architecture.maps.looks.fonts import STACK
from architecture.maps.looks.palette import Theme
from architecture.maps.markup import SVG
from architecture.maps.svg import safe_url
from architecture.maps.views.landscape import landscape
from architecture.maps.views.surroundings import surroundings
from architecture.maps.words import clean

DAY = date(2026, 11, 22)
NASTY = [
    "\"kutip\" 'tunggal' `terbalik`",
    "{{ kurung }} {kurawal} [siku]",
    "${HOME} $(id) %s \\N \\G \\l \\",
    "<b>tebal</b> <script>alert(1)</script>",
    "A & B &amp; C &lt;d&gt; &#65;",
    "baris satu\nbaris dua\r\n\tbaris tiga",
    "x" * 500,
    "kata " * 100,
    "نظام معلومات الموظفين",
    "ꦱꦶꦱ꧀ꦠꦼꦩ꧀ꦏꦥꦼꦒꦮꦻꦪꦤ꧀",
    "Aplikasi 😀👩‍👩‍👧 🇮🇩 ✅",
    "]]> --> <!-- <?xml ?> <!DOCTYPE x>",
    "\x00\x01\x1b nol \ufffe\uffff \ud800",
    "\u202eterbalik\u202c",
    ';}]--" URL="javascript:alert(1)" label=<<b>x</b>>',
    "<",
    ">",
    "",
    " ",
    "|",
]


def named(*names: str) -> Map:
    items = [
        Item(
            key=f"k{n}",
            name=name,
            layer=Layer.APPLICATION,
            status=Status.PLANNED if n % 2 else Status.LIVE,
            office="o",
            url=f"/aplikasi/{n}",
            summary=name,
        )
        for n, name in enumerate(names)
    ]
    offices = [Office("r", names[0]), Office("o", names[-1], "r", "/organisasi/o")]
    return landscape(items, offices, scope=names[0], on=DAY, source=names[-1])


def around(*names: str) -> Map:
    layers = list(Layer)
    items = [
        Item(key=f"k{n}", name=name, layer=layers[n % 6], url=f"/e/{n}")
        for n, name in enumerate(names)
    ]
    links = [Link("k0", Verb.USES, one.key) for one in items[1:]]
    return surroundings("k0", items, links, scope=names[0], on=DAY)


def root(drawing: rendering.Drawing) -> ET.Element:
    return fromstring(drawing.svg)


def spoken(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{{{SVG}}}text"))


def boxes(drawing: rendering.Drawing) -> list[ET.Element]:
    return [
        part
        for part in root(drawing).iter(f"{{{SVG}}}g")
        if part.get("class", "").startswith("box")
    ]


@pytest.fixture(params=["graphviz-pure", "dot"])
def drawer(request) -> Engine:
    """Give each engine that a portal may be set to use."""
    try:
        return engine.find(request.param)
    except Failed:
        pytest.skip(f"{request.param} is not on this machine: it is there by choice")


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("view", [named, around])
def test_no_name_breaks_a_map(view, name: str, drawer: Engine):
    drawing = rendering.svg(view("Biasa", name, "Lain"), engine=drawer)
    assert drawing.warnings == ()
    assert not drawing.grouped
    assert len(boxes(drawing)) == 3
    titles = {title.text for title in root(drawing).iter(f"{{{SVG}}}title")}
    assert clean(name) == "" or any(clean(name) in (said or "") for said in titles)
    harmless(drawing)


@pytest.mark.parametrize("name", [name for name in NASTY if 0 < len(clean(name)) < 30])
@pytest.mark.parametrize("view", [named, around])
def test_a_short_name_is_written_on_its_box_as_it_is(view, name: str, drawer: Engine):
    drawn = boxes(rendering.svg(view(name, "Lain"), engine=drawer))
    assert any(
        clean(name).replace(" ", "") in spoken(box).replace(" ", "") for box in drawn
    )


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_any_names_at_all_make_a_whole_picture(names: list[str]):
    for view in (named, around):
        drawing = rendering.svg(view(*names))
        assert drawing.warnings == ()
        assert len(boxes(drawing)) == len(names)
        harmless(drawing)


def harmless(drawing: rendering.Drawing) -> None:
    assert drawing.svg.startswith(b"<svg ")  # it stands in pages as it is
    assert b"<!DOCTYPE" not in drawing.svg
    allowed = {"svg", "g", "a", "title", "desc", "text", "path", "polygon"}
    allowed |= {"polyline", "ellipse", "rect"}
    for element in root(drawing).iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in allowed
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert "url(" not in value
            if name.endswith("href"):
                assert value.startswith(("/", "https://"))
                assert not value.startswith("//")


def test_every_box_leads_to_its_thing_and_says_what_it_is():
    drawing = rendering.svg(named("Satu", "Dua"))
    links = {a.get("href") for a in root(drawing).iter(f"{{{SVG}}}a")}
    assert links == {"/aplikasi/0", "/aplikasi/1", "/organisasi/o"}
    assert root(drawing).get("viewBox")
    assert root(drawing).get("aria-labelledby") == "peta-title peta-desc"


def test_a_long_name_leaves_no_room_for_an_explanation():
    long = "Sistem Informasi Manajemen Kepegawaian"
    items = [
        Item(key=name, name=name, layer=Layer.APPLICATION, detail="Penjelasan")
        for name in ("SIMPEG", long)
    ]
    drawn = boxes(rendering.svg(landscape(items, [], scope="K", on=DAY)))
    assert {spoken(box).replace(" ", "") for box in drawn} == {
        long.replace(" ", "") + "Statusbelumdiketahui",
        "SIMPEGPenjelasanStatusbelumdiketahui",
    }


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//lain.id/x",
        "/\\lain.id",
        "http://lain.id",
        "https://a b",
        "/a\nb",
        " /a",
        "vbscript:x",
        "JAVASCRIPT:x",
        "",
    ],
)
def test_an_unsafe_address_becomes_no_link(url: str):
    assert safe_url(url) == ""
    item = Item(key="1", name="A", layer=Layer.APPLICATION, url=url)
    drawing = rendering.svg(landscape([item], [], scope="K", on=DAY))
    assert list(root(drawing).iter(f"{{{SVG}}}a")) == []


@pytest.mark.parametrize("url", ["/aplikasi/1?a=b&c=d#e", "https://contoh.go.id/x?y=1"])
def test_paths_and_https_pass(url: str):
    assert safe_url(url) == url


@pytest.mark.parametrize("theme", Theme)
def test_a_label_leaves_ink_on_the_png(theme: Theme):
    """Without fonts resvg draws boxes and no text: compare with the empty label."""
    with_label = pixels(rendering.svg(named("WWWWWWWWWWWW"), theme=theme))
    without = pixels(rendering.svg(named(" "), theme=theme))
    assert with_label != without
    assert (
        Image.open(io.BytesIO(rendering.png(rendering.svg(named("A")).svg))).width
        > 1000
    )


def ink(name: str) -> int:
    """Count the dark pixels of a box of that name, without heading and tooltip."""
    picture = rendering.svg(around(name, "Lain")).svg
    box = next(b for b in boxes(rendering.Drawing(picture)) if b.get("id") == "peta-b0")
    look = {"viewBox": "0 -200 500 400", "font-family": STACK}
    whole = ET.Element(f"{{{SVG}}}svg", look)
    whole.extend(box.iter(f"{{{SVG}}}text"))
    made = rendering.png(ET.tostring(whole), zoom=2)
    return sum(
        Image.open(io.BytesIO(made)).convert("RGBA").getchannel("A").histogram()[129:]
    )


def test_other_scripts_have_glyphs_and_not_the_box_of_a_missing_one():
    """Three characters that no font holds leave three times the same ink."""
    missing = ink("\U00010400" * 3)
    assert missing > 0
    for name in ("نظام", "ꦱꦶꦱ", "😀😀😀", "A😀 🇮🇩 ✅", "👩‍👩‍👧"):
        assert ink(name) > 0
    assert len({missing, ink("😀😀😀"), ink("✅✅✅"), ink("🇮🇩🇮🇩🇮🇩")}) == 4


@pytest.mark.parametrize("name", NASTY)
def test_every_picture_becomes_a_png(name: str):
    made = rendering.png(rendering.svg(around("Biasa", name)).svg, zoom=0.5)
    assert Image.open(io.BytesIO(made)).width > 100


def pixels(drawing: rendering.Drawing) -> bytes:
    return Image.open(io.BytesIO(rendering.png(drawing.svg, zoom=1))).tobytes()


def test_the_same_map_gives_the_same_picture_and_the_same_key():
    content = around("A", "B")
    assert rendering.svg(content) == rendering.svg(around("A", "B"))
    assert rendering.key(content, "1") == rendering.key(around("A", "B"), "1")


def test_a_change_anywhere_gives_another_key():
    content = around("A", "B")
    version = engine.find().version
    keys = {
        rendering.key(content, version),
        rendering.key(around("A", "C"), version),
        rendering.key(content, "lain"),
        rendering.key(content, version, theme=Theme.DARK),
        rendering.key(replace(content, note="x"), version),
    }
    assert len(keys) == 5
    assert "graphviz" in version


def script(folder: Path, body: str) -> Engine:
    """Write an engine that behaves badly; a real process with real limits."""
    path = folder / "mesin"
    path.write_text(f"#!{sys.executable}\n{body}")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return Engine(path, "uji")


CROWD = named(*(f"Aplikasi {n}" for n in range(60)))


def test_an_engine_that_hangs_is_ended_with_its_children(tmp_path: Path):
    body = (
        "import os,time,subprocess\n"
        f"p=subprocess.Popen(['sleep','60']);open({str(tmp_path / 'pid')!r},'w')"
        ".write(str(p.pid))\ntime.sleep(60)"
    )
    slow = script(tmp_path, body)
    drawing = rendering.svg(named("A"), engine=slow, limits=Limits(seconds=0.7))
    assert drawing.grouped
    assert "detik" in drawing.warnings[0]
    assert "terlalu rumit" in spoken(root(drawing))
    assert not alive(int((tmp_path / "pid").read_text()))


def alive(process: int) -> bool:
    """Tell whether a process is left; one that was just killed takes a moment."""
    state = Path(f"/proc/{process}/stat")
    for _ in range(100):
        try:
            os.kill(process, 0)
            if state.read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (ProcessLookupError, FileNotFoundError):
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit(3)",
        "print('<svg')",
        "print('bukan xml </svg>')",
        "x = bytearray(1 << 31)",
        "import sys\nwhile True: sys.stdout.write('x' * 1000000)",
        "import os\nos.kill(os.getpid(), 9)",
    ],
)
def test_an_engine_that_breaks_gives_a_sentence_and_no_error(tmp_path: Path, body: str):
    broken = script(tmp_path, body)
    limits = Limits(seconds=5, memory=1 << 29, output=1 << 20)
    drawing = rendering.svg(CROWD, engine=broken, limits=limits)
    assert drawing.grouped
    assert drawing.warnings
    assert "Lanskap aplikasi" in spoken(root(drawing))
    harmless(drawing)


def test_a_map_that_is_too_much_for_the_engine_is_drawn_smaller(tmp_path: Path):
    real = engine.find().command
    picky = script(
        tmp_path,
        "import sys,subprocess\nsource=sys.stdin.buffer.read()\n"
        "if source.count(b'id=b') > 20: raise SystemExit(9)\n"
        f"sys.exit(subprocess.run([{str(real)!r},*sys.argv[1:]],input=source).returncode)",
    )
    drawing = rendering.svg(CROWD, engine=picky)
    assert drawing.grouped
    assert len(boxes(drawing)) == 1
    assert "60 aplikasi" in spoken(root(drawing))
    assert "dirangkum" in spoken(root(drawing))


def test_exit_status_1_with_a_whole_picture_is_a_warning(tmp_path: Path):
    real = engine.find().command
    grumbling = script(
        tmp_path,
        "import sys,subprocess\n"
        f"subprocess.run([{str(real)!r},*sys.argv[1:]])\n"
        "print('Error: lost b1 b2 edge', file=sys.stderr)\nraise SystemExit(1)",
    )
    drawing = rendering.svg(around("A", "B"), engine=grumbling)
    assert drawing.warnings == ("Error: lost b1 b2 edge",)
    assert not drawing.grouped
    assert len(boxes(drawing)) == 2


def test_without_an_engine_the_picture_is_a_sentence(tmp_path: Path):
    drawing = rendering.svg(named("A"), engine=Engine(tmp_path / "tiada", "0"))
    assert "terlalu rumit" in spoken(root(drawing))
    with pytest.raises(Failed, match="tidak terpasang"):
        engine.find("mesin-yang-tidak-ada")


def test_the_limits_hold_where_there_is_no_prlimit(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(child.shutil, "which", lambda _name: None)
    drawing = rendering.svg(around("A", "B"))
    assert drawing.warnings == ()
    greedy = script(tmp_path, "x = bytearray(1 << 31)")
    small = Limits(seconds=5, memory=1 << 29)
    assert rendering.svg(named("A"), engine=greedy, limits=small).warnings


def test_a_dense_surrounding_gets_smaller_until_nothing_is_left():
    crowd = around(*(f"Elemen {n}" for n in range(31)))
    steps = list(rendering.ladder(crowd))
    assert [len(step.boxes) for step in steps] == [31, 7]
    assert all(rendering.svg(step).warnings == () for step in steps)
