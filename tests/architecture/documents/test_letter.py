import io
import json
from collections import Counter
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from architecture.documents.letter import (
    MEANINGS,
    Letter,
    Similar,
    of_content,
    qr_svg,
    worded,
)
from architecture.documents.letter_docx import docx
from architecture.documents.letter_pdf import pdf
from architecture.maps.words import clean
from architecture.model.registrations import Outcome
from tests.places import ROOT

LETTER = Letter(
    government="Pemerintah Kota Contoh",
    office="Dinas Komunikasi dan Informatika",
    letterhead=("PEMERINTAH KOTA CONTOH", "DINAS KOMINFO", "Jalan Merdeka Nomor 1"),
    number="500.12/007/KOMINFO/2026",
    place="Contoh",
    date="22 November 2026",
    subject="Rekomendasi atas usulan aplikasi “Antrean Puskesmas”",
    addressee="Dinas Kesehatan",
    registration_number="REG-2026-0042",
    registration_name="Antrean Puskesmas",
    registration_kind="Membangun aplikasi baru",
    outcome="APPROVED_WITH_CONDITIONS",
    outcome_label="Disetujui dengan syarat",
    reasons=("Belum ada aplikasi lain.", "Tercantum dalam peta rencana."),
    conditions=("Memakai data SIMPUS.", "Lulus uji keamanan."),
    findings=(Similar("SIMPUS", "Dinas Kesehatan", "Fungsi serupa"),),
    delegation="a.n. Wali Kota Contoh",
    signatory_title="Kepala Dinas Kominfo",
    signatory_name="Dr. Siti Rahmawati, M.T.",
    signatory_number="19750817 200003 2 001",
    copies=("Sekretaris Daerah", "Kepala Bappeda"),
    verification_url="https://arsitektur.contoh.go.id/surat/abc-DEF_123",
    history_head="9f2c" * 16,
    replaces_number="500.12/006/KOMINFO/2026",
    replaces_date="20 November 2026",
)
HOSTILE = [
    '#let x = 1; #read("/etc/passwd")',
    "$a^2$ _garis_ *tebal* @acuan <label> `kode`",
    "{{ 7 * 7 }} {% raw %} {kurawal}",
    "<w:t>xml</w:t> & &amp; ]]>",
    '"kutip" \\n \\u{41} // komentar /* x */',
    "= Judul\n- butir\n+ nomor\n\nalinea",
    "kata " * 120,
    "x" * 300,
    "https://contoh.go.id/a?b=c~d--e---f...g",
    "\x00\x0b nol \ufffe \ud800 akhir",
]


def spoken(letter: Letter) -> list[str]:
    """Return every text of a letter that a reader is to see."""
    words = worded(letter)
    return [
        *words.letterhead,
        *(part for fact in words.facts for part in fact),
        words.place_and_date,
        *words.addressee,
        words.replaces,
        words.opening,
        words.decision,
        words.meaning,
        *(part for one in words.sections for part in (one.heading, *one.points)),
        *(part for finding in words.findings for part in finding),
        words.closing,
        *words.signature,
        *words.signatory,
        *words.copies,
        words.verification,
        words.history,
        words.withdrawn,
    ]


def in_pdf(made: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def in_docx(made: bytes) -> str:
    document = Document(io.BytesIO(made))
    whole = [document.element.body, document.sections[0].footer._element]
    texts = (qn("w:t"), qn("w:br"), qn("w:tab"))
    return "".join(one.text or " " for part in whole for one in part.iter(*texts))


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("outcome", Outcome)
def test_pdf_and_docx_say_what_the_letter_says(outcome: Outcome):
    letter = replace(LETTER, outcome=outcome.name, outcome_label=outcome.value)
    as_pdf, as_docx = tight(in_pdf(pdf(letter))), tight(in_docx(docx(letter)))
    for text in spoken(letter):
        assert tight(text) in as_pdf, text
        assert tight(text) in as_docx, text


def test_neither_says_anything_that_the_other_does_not():
    footer = Counter("1/1")
    numbers = Counter("1.2." * 3)  # Word numbers its lists itself
    as_pdf = Counter(tight(in_pdf(pdf(LETTER)))) - footer - numbers
    assert as_pdf == Counter(tight(in_docx(docx(LETTER))))


def test_every_outcome_has_a_meaning():
    assert set(MEANINGS) == {outcome.name for outcome in Outcome}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_comes_out_as_it_went_in(text: str):
    letter = replace(
        LETTER,
        number=text,
        subject=text,
        addressee=text,
        registration_name=text,
        outcome_label=text,
        reasons=(text,),
        conditions=(text, text),
        findings=(Similar(text, text, text),),
        signatory_name=text,
        copies=(text,),
        letterhead=(text, text, text),
        withdrawn=text,
    )
    as_pdf, as_docx = tight(in_pdf(pdf(letter))), tight(in_docx(docx(letter)))
    expected = tight(clean(text))
    for made in (as_pdf, as_docx):
        assert made.count(expected) >= 10


@pytest.mark.parametrize("text", ["نظام معلومات الموظفين", "ꦱꦶꦱ꧀ꦠꦼꦩ꧀", "😀✅"])
def test_other_scripts_have_a_glyph_in_the_pdf(text: str):
    """A missing glyph has no code point; a PDF reader finds the letters otherwise."""
    made = pdf(replace(LETTER, outcome_label=text))
    letters = Counter(char for char in text if not char.isspace())
    assert not letters - Counter(in_pdf(made))
    assert tight(text) in tight(in_docx(docx(replace(LETTER, outcome_label=text))))


def test_line_breaks_of_a_reason_stay():
    words = worded(replace(LETTER, reasons=("satu\r\ndua\n\n tiga ",)))
    assert words.sections[0].points == ("satu\ndua\ntiga",)
    document = Document(io.BytesIO(docx(replace(LETTER, reasons=("satu\ndua",)))))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("satu"))
    assert paragraph.text == "satu\ndua"


def test_a_letter_with_the_least_that_is_needed_is_whole_too():
    least = Letter(
        government="Kota",
        number="1",
        place="",
        date="",
        subject="Hal",
        addressee="Kecamatan Melati",
        registration_number="R",
        registration_name="N",
        registration_kind="K",
        outcome="",
        outcome_label="",
    )
    as_pdf, as_docx = tight(in_pdf(pdf(least))), tight(in_docx(docx(least)))
    for text in spoken(least):
        assert tight(text) in as_pdf
        assert tight(text) in as_docx
    assert "CamatMelati" in as_pdf


def test_a_withdrawn_letter_says_so_before_anything_else():
    letter = replace(LETTER, withdrawn="Sejak 1 Desember 2026: salah alamat.")
    for said in (in_pdf(pdf(letter)), in_docx(docx(letter))):
        assert "TELAH DICABUT. Sejak 1 Desember 2026" in said
        assert said.index("DICABUT") < said.index("Sifat")
    assert "DICABUT" not in in_pdf(pdf(LETTER))


def test_the_pdf_is_a4_tagged_and_carries_its_fonts():
    made = pdf(LETTER)
    reader = PdfReader(io.BytesIO(made))
    page = reader.pages[0]
    assert round(float(page.mediabox.width)) == 595
    assert round(float(page.mediabox.height)) == 842
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("id")
    assert LETTER.number in reader.metadata.title
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    for font in page["/Resources"]["/Font"].values():
        drawn = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in drawn["/FontDescriptor"].get_object()


def test_the_same_letter_gives_the_same_pdf():
    assert pdf(LETTER) == pdf(LETTER)


def test_a_long_letter_repeats_the_header_of_its_table():
    many = tuple(Similar(f"Aplikasi {n}", "Dinas", "Serupa") for n in range(80))
    made = pdf(replace(LETTER, findings=many))
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 1
    assert "Pemilik" in pages[1].extract_text()


@pytest.mark.parametrize("points", range(4, 16))
def test_a_signature_never_stands_alone_on_a_page(points):
    letter = replace(LETTER, reasons=tuple(f"Alasan {n}." for n in range(points)))
    pages = PdfReader(io.BytesIO(pdf(letter))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    [signed] = [text for text in texts if LETTER.signatory_name in text]
    assert "Demikian disampaikan." in signed
    [closing] = [
        paragraph
        for paragraph in Document(io.BytesIO(docx(letter))).paragraphs
        if paragraph.text.startswith("Demikian")
    ]
    assert closing.paragraph_format.keep_with_next


def test_the_docx_is_a4_indonesian_and_made_of_named_styles():
    document = Document(io.BytesIO(docx(LETTER)))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (
        21.0,
        29.7,
    )
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Kop Surat", "Isi Surat", "Keputusan", "Judul Bagian"} <= used
    assert b'w:val="id-ID"' in document.styles.element.xml.encode()
    assert document.core_properties.author == LETTER.office


def test_numbered_lists_of_the_docx_each_start_at_one():
    document = Document(io.BytesIO(docx(LETTER)))
    lists = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    ]
    assert len(lists) == 6
    assert len(set(lists)) == 3


def test_the_qr_stands_in_both_only_where_there_is_something_to_verify():
    bare = replace(LETTER, verification_url="")
    assert len(Document(io.BytesIO(docx(LETTER))).inline_shapes) == 1
    assert len(Document(io.BytesIO(docx(bare))).inline_shapes) == 0
    assert "Verifikasi" not in in_pdf(pdf(bare))
    assert qr_svg("https://a.id/1") != qr_svg("https://a.id/2")


def test_content_that_was_kept_as_json_becomes_the_same_letter():
    kept = json.loads(
        json.dumps(
            {
                "government": "Kota",
                "number": "1",
                "place": "Contoh",
                "date": "1 Mei 2026",
                "subject": "Hal",
                "addressee": "Dinas",
                "registration_number": "R",
                "registration_name": "N",
                "registration_kind": "K",
                "outcome": "REFUSED",
                "outcome_label": "Ditolak",
                "letterhead": ["A", "B"],
                "reasons": ["x"],
                "conditions": [],
                "findings": [{"name": "A", "owner": "B", "reason": "C", "lagi": 1}],
                "copies": [],
                "verification_path": "/surat/t",
                "kunci_dari_masa_depan": 1,
            }
        )
    )
    letter = of_content(kept, site="https://portal.id/", withdrawn="Salah.")
    assert letter.verification_url == "https://portal.id/surat/t"
    assert letter.letterhead == ("A", "B")
    assert letter.findings == (Similar("A", "B", "C"),)
    assert letter.withdrawn == "Salah."
    assert hash(letter)


def test_the_template_reads_nothing_but_its_data():
    text = ROOT / "architecture/documents/templates/letter.typ"
    assert "eval(" not in text.read_text()
    assert "@preview" not in text.read_text()
