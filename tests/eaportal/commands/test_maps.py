"""`flask maps`: every map to a file, and a sentence for what does not go together."""

import io
import json

import pypdf
import pytest

from architecture import elements, history
from architecture.layers import Verb
from architecture.mapping.catalogue import VIEWS
from architecture.maps.views import surroundings
from tests import make


@pytest.fixture
def simpus(session):
    government = make.government(session, code="KOTA-X")
    office = make.office(session, code="X-DINKES", of=government)
    return make.application(session, "SIMPUS", of=office, code="DAA-0001")


@pytest.fixture
def render(run, tmp_path):
    """Render to a file and return what it holds, or what was said about it."""

    def rendered(*words, ending="svg", status=0):
        out = tmp_path / f"peta.{ending}"
        whole = ["maps", "render", "--organisation", "KOTA-X", *words]
        said = run(*whole, "--format", ending, "--out", str(out), status=status)
        if status:
            assert not out.exists()
            return said.stderr
        return out.read_bytes()

    return rendered


def test_every_map_is_listed_with_its_question(run):
    said = run("maps", "list").stdout
    told = json.loads(run("maps", "list", "--json").stdout)

    for view in VIEWS.values():
        assert view.name in said
        assert view.question in said
    assert [each["name"] for each in told] == list(VIEWS)


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("svg", b"<svg "),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
        ("drawio", b"<?xml"),
        ("dot", b"// Lanskap"),
    ],
)
def test_a_map_is_written_in_every_form(render, simpus, ending, begins):
    assert render("--view", "landscape", ending=ending).startswith(begins)


def test_the_surroundings_of_a_code_are_written(render, session, simpus):
    other = make.application(session, "SIMRS", of=simpus.organisation)
    elements.relate(session, simpus, Verb.USES, other)
    history.seal(session, by="uji")
    session.commit()

    where = ("--view", "surroundings", "--focus", "DAA-0001", "--hops", "2")
    assert "SIMRS" in render(*where).decode()


def test_a_map_of_one_office_a_theme_and_a_paper(run, render, simpus, tmp_path):
    out = tmp_path / "a.pdf"
    run(
        *("maps", "render", "--view", "landscape", "--organisation", "X-DINKES"),
        *("--format", "pdf", "--paper", "a3", "--tiled", "--out", str(out)),
    )
    (page,) = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages

    sides = sorted(round(float(side)) for side in page.mediabox[2:])
    assert sides == [842, 1191]
    english = render("--view", "landscape", "--theme", "dark")
    assert english == render("--view", "landscape", "--theme", "gelap")
    assert english != render("--view", "landscape")


@pytest.mark.parametrize(
    ("words", "ending", "sentence"),
    [
        (("--view", "peta"), "svg", "Tidak ada peta bernama “peta”"),
        (("--view", "surroundings"), "svg", "memerlukan --focus"),
        (("--view", "surroundings", "--focus", "X-1"), "svg", "berkode “X-1”"),
        (("--view", "landscape", "--focus", "X-1"), "svg", "tidak mengenal --focus"),
        (("--view", "landscape", "--hops", "2"), "svg", "tidak mengenal --hops"),
        (("--view", "landscape", "--paper", "A3"), "svg", "hanya untuk --format pdf"),
        (("--view", "landscape", "--tiled"), "png", "hanya untuk --format pdf"),
        (("--view", "landscape", "--theme", "biru"), "svg", "“biru” tidak dikenal"),
        (("--view", "landscape", "--date", "besok"), "svg", "YYYY-MM-DD"),
        (("--view", "surroundings", "--hops", "9"), "svg", "--hops"),
        (("--view", "landscape", "--paper", "B5"), "pdf", "--paper"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(
    render, simpus, words, ending, sentence
):
    said = render(*words, ending=ending, status=1)

    assert sentence in said
    assert len(said.strip().splitlines()) == 1


def test_a_map_that_was_grouped_says_so_and_ends_well(run, session, simpus, tmp_path):
    for _ in range(surroundings.LIMIT + 1):
        other = make.application(session, of=simpus.organisation)
        elements.relate(session, simpus, Verb.EXCHANGES, other)
    history.seal(session, by="uji")
    session.commit()
    out = tmp_path / "a.dot"
    said = run(
        *("maps", "render", "--view", "surroundings", "--organisation", "KOTA-X"),
        *("--focus", "DAA-0001", "--format", "dot", "--out", str(out)),
    )

    assert "dirangkum per lapisan" in said.stderr
    assert out.exists()
