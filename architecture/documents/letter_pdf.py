"""The decision letter as PDF: tagged for readers (PDF/UA), its fonts within."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from architecture.documents.letter import Letter, qr_svg, title, worded
from architecture.maps.looks.fonts import Fonts, installed

TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"


def pdf(letter: Letter, *, fonts: Fonts | None = None) -> bytes:
    """Return the letter as PDF; the same letter gives the same bytes."""
    url = letter.verification_url
    data = asdict(worded(letter)) | {
        "title": title(letter),
        "author": letter.office or letter.government,
        "qr": qr_svg(url) if url else "",
    }
    folders = sorted({str(file.parent) for file in (fonts or installed()).files})
    made = typst.compile(
        str(TEMPLATE),
        format="pdf",
        root=str(TEMPLATE.parent),
        font_paths=folders,
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(data, ensure_ascii=True)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages instead of one file")
    return made
