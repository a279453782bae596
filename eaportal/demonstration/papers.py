"""Papers of the demonstration: small real files, so downloads open as they should."""

import io

import typst
from docx import Document as Paper
from openpyxl import Workbook

from architecture.registration.drafting import StoredFile
from eaportal import storage


def written(kind: str, name: str, about: str) -> StoredFile:
    """Write a paper of that name about a proposal into the storage."""
    ending = name.rsplit(".", 1)[-1].lower()
    makers = {"docx": _letter, "xlsx": _sheet}
    content = makers.get(ending, _page)(kind, name, about)
    return storage.keep(content, name)


def _letter(kind: str, name: str, about: str) -> bytes:
    paper = Paper()
    paper.add_heading(name.rsplit(".", 1)[0], level=1)
    paper.add_paragraph(f"Dokumen peragaan ({kind}) untuk usulan “{about}”.")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _sheet(kind: str, name: str, about: str) -> bytes:
    book = Workbook()
    sheet = book.active
    if sheet is not None:
        sheet.append([name.rsplit(".", 1)[0]])
        sheet.append([f"Dokumen peragaan ({kind})", about])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_MARKUP = b"""
#set document(title: sys.inputs.title)
#set page(paper: "a4", margin: 2.5cm)
= #sys.inputs.title
#sys.inputs.text
"""


def _page(kind: str, name: str, about: str) -> bytes:
    stated = {
        "title": name.rsplit(".", 1)[0],
        "text": f"Dokumen peragaan ({kind}) untuk usulan “{about}”.",
    }
    return bytes(typst.compile(_MARKUP, format="pdf", sys_inputs=stated) or b"")
