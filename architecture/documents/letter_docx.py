"""The decision letter as DOCX, for offices that edit it before it is signed."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime

import segno
from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from architecture.documents.letter import Letter, Wording, title, worded

FONT = "Arial"
"""On every office's machine; whoever edits the letter sees what is printed."""

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
RED = RGBColor(0xB4, 0x23, 0x18)
GREY = RGBColor(0x55, 0x55, 0x55)

ISI, KOP, KOP_ATAS, KEPUTUSAN, KECIL, JUDUL, BUTIR = (
    "Isi Surat",
    "Kop Surat",
    "Kop Surat Nama",
    "Keputusan",
    "Catatan Surat",
    "Judul Bagian",
    "Butir Surat",
)
"""The styles of a letter by the names that Word shows."""


def docx(letter: Letter) -> bytes:
    """Return the letter as DOCX on A4 with styles of its own."""
    words = worded(letter)
    document = Document()
    _page(document, words)
    _styles(document)
    _head(document, words)
    _body(document, words)
    _signed(document, letter, words)
    _about(document, letter)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _page(document: Doc, words: Wording) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.6), Cm(2)
    footer = section.footer.paragraphs[0]
    run = footer.add_run(words.history)
    run.font.size, run.font.color.rgb = Pt(7.5), GREY


def _styles(document: Doc) -> None:
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.name, normal.font.size = FONT, Pt(11)
        normal.paragraph_format.space_after = Pt(0)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "id-ID")
        normal.element.get_or_add_rPr().append(language)
    for name, size, bold, after in (
        (ISI, 11, False, 6),
        (KOP, 9, False, 0),
        (KOP_ATAS, 14, True, 0),
        (KEPUTUSAN, 13, True, 3),
        (KECIL, 8, False, 0),
        (JUDUL, 11, True, 3),
        (BUTIR, 11, False, 2),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(style, ParagraphStyle):
            style.base_style = normal
            style.font.size, style.font.bold = Pt(size), bold
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.keep_with_next = name in {JUDUL, KEPUTUSAN}
            if name == JUDUL:
                style.paragraph_format.space_before = Pt(6)
            if name == ISI:
                style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _head(document: Doc, words: Wording) -> None:
    for number, line in enumerate(words.letterhead):
        paragraph = document.add_paragraph(line, KOP_ATAS if number < 2 else KOP)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    rule = document.add_paragraph(style=KECIL)
    rule.paragraph_format.line_spacing = Pt(4)
    _border(rule, "bottom", "thickThinSmallGap", 24)
    rule.paragraph_format.space_after = Pt(8)
    if words.withdrawn:
        banner = document.add_paragraph(style=ISI)
        run = banner.add_run(words.withdrawn)
        run.bold, run.font.color.rgb = True, RED
        for side in ("top", "left", "bottom", "right"):
            _border(banner, side, "single", 12)
    day = document.add_paragraph(words.place_and_date, ISI)
    day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    facts = _plain_table(document, len(words.facts), (2.6, 0.5, 13.4))
    for row, (label, value) in zip(facts.rows, words.facts, strict=True):
        _write(row.cells[0], label)
        _write(row.cells[1], ":")
        _write(row.cells[2], value, bold=label == "Hal")
    document.add_paragraph(style=KECIL)
    for line in words.addressee:
        document.add_paragraph(line)
    document.add_paragraph(style=KECIL)


def _body(document: Doc, words: Wording) -> None:
    for text in filter(None, (words.replaces, words.opening)):
        document.add_paragraph(text, ISI)
    decision = document.add_paragraph(words.decision, KEPUTUSAN)
    meaning = [document.add_paragraph(words.meaning, ISI)] if words.meaning else []
    for paragraph in (decision, *meaning):
        _border(paragraph, "left", "single", 24)
        paragraph.paragraph_format.left_indent = Cm(0.3)
    for section in words.sections:
        document.add_paragraph(section.heading, JUDUL)
        _numbered(document, section.points)
    if words.findings:
        document.add_paragraph(words.findings_heading, JUDUL)
        table = document.add_table(rows=1, cols=3, style="Table Grid")
        _repeat_header(table)
        for cell, label in zip(
            table.rows[0].cells, words.findings_columns, strict=True
        ):
            _write(cell, label, bold=True)
        for finding in words.findings:
            for cell, text in zip(table.add_row().cells, finding, strict=True):
                _write(cell, text)
        _widths(table, (4.8, 4.2, 7.5))
        document.add_paragraph(style=KECIL)
    closing = document.add_paragraph(words.closing, ISI)
    closing.paragraph_format.keep_with_next = True  # a signature never stands alone


def _signed(document: Doc, letter: Letter, words: Wording) -> None:
    table = _plain_table(document, 1, (8.5, 8))
    left, right = table.rows[0].cells
    if letter.verification_url:
        _qr(left.paragraphs[0], letter.verification_url, words.verification)
        left.add_paragraph(words.verification, KECIL)
    lines = [*words.signature, "", "", ""]
    right.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        right.add_paragraph(line)
    for number, line in enumerate(words.signatory):
        right.add_paragraph().add_run(line).bold = number == 0
    for paragraph in right.paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    if words.copies:
        document.add_paragraph(f"{words.copies_heading}:", JUDUL)
        _numbered(document, words.copies)


def _about(document: Doc, letter: Letter) -> None:
    about = document.core_properties
    about.title = title(letter)[:255]
    about.author = (letter.office or letter.government)[:255]
    about.language = "id-ID"
    about.comments = ""
    about.created = about.modified = EPOCH


def _qr(paragraph: Paragraph, url: str, said: str) -> None:
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=8, border=1)
    picture.seek(0)
    shape = paragraph.add_run().add_picture(picture, width=Cm(2.6))
    shape._inline.docPr.set("descr", said)  # noqa: SLF001 - the library has no other way


def _numbered(document: Doc, points: Iterable[str]) -> None:
    """Add a numbered list that starts at 1, whatever lists stand before it."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    kept = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(kept).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for point in points:
        paragraph = document.add_paragraph(point, BUTIR)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no other way
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = number.numId
        paragraph.paragraph_format.left_indent = Cm(0.635)  # where the list tabs to
        paragraph.paragraph_format.first_line_indent = Cm(-0.635)


def _plain_table(document: Doc, rows: int, widths: tuple[float, ...]) -> Table:
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _widths(table, widths)
    return table


def _widths(table: Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _repeat_header(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no other way
    properties.append(OxmlElement("w:tblHeader"))


def _write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].add_run(text).bold = bold


def _border(paragraph: Paragraph, side: str, kind: str, size: int) -> None:
    """Draw a line beside a paragraph; `size` counts eighths of a point."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no other way
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(size)), ("space", "4")):
        line.set(qn(f"w:{name}"), value)
    line.set(qn("w:color"), "auto")
    borders.append(line)
