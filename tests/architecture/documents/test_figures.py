"""A map in documents is the very picture that its own files show."""

import io
import zipfile

import pypdf
from docx import Document
from PIL import Image

from architecture.documents import figures
from architecture.documents.roadmap import xlsx
from architecture.maps import rendering
from architecture.maps.files import making as files
from architecture.maps.files.lifting import lifted
from architecture.maps.files.making import Form, Leaf
from architecture.maps.looks.fonts import installed
from architecture.maps.looks.palette import Theme
from tests.architecture.documents.test_roadmap import PLAN
from tests.architecture.maps.test_rendering import NASTY, around


def media(package: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return [parts.read(name) for name in parts.namelist() if "/media/" in name]


def written(figure: figures.Figure) -> bytes:
    document, kept = Document(), io.BytesIO()
    figures.into_docx(document, figure)
    document.save(kept)
    return kept.getvalue()


def test_word_excel_and_pdf_show_the_same_picture():
    content = around("Layanan Ibu", "SIMPUS", "Data Pasien")
    figure = figures.drawn(content)
    pdf = files.made(content, Leaf(form=Form.PDF), theme=Theme.PRINT).content
    words = {word.said for word in lifted(figure.svg, installed()).words}
    said = "".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())

    assert media(written(figure)) == [figure.png]
    assert media(xlsx(PLAN, figure)) == [figure.png]
    assert figure.png == rendering.png(figure.svg)
    assert {"SIMPUS", "Data Pasien"} <= words
    assert all("".join(word.split()) in said for word in words)


def test_a_figure_has_its_caption_its_source_and_words_for_the_blind():
    figure = figures.drawn(around("Layanan Ibu", "SIMPUS"))
    document = Document(io.BytesIO(written(figure)))
    (shape,) = document.inline_shapes

    assert shape._inline.docPr.get("descr") == figure.alt
    assert "Sekitar Layanan Ibu" in figure.alt
    assert "22 November 2026" in figure.caption
    assert [each.text for each in document.paragraphs[1:2]] == [figure.caption]
    with zipfile.ZipFile(io.BytesIO(xlsx(PLAN, figure))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert "Sekitar Layanan Ibu" in drawing


def test_no_name_breaks_a_figure():
    figure = figures.drawn(around("Biasa", *NASTY))

    assert Image.open(io.BytesIO(figure.png)).width > 1000
    assert media(written(figure)) == [figure.png]
    assert media(xlsx(PLAN, figure)) == [figure.png]


def test_a_plan_without_a_picture_has_none():
    assert media(xlsx(PLAN)) == []
