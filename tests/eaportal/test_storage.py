"""Files that people send, and where they are kept."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word
from openpyxl import Workbook
from PIL import Image
from werkzeug.datastructures import FileStorage

from architecture.errors import Invalid, NotFound, Refused
from eaportal import storage, uploads
from eaportal.storage import Storage

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def docx() -> bytes:
    file = BytesIO()
    Word().save(file)
    return file.getvalue()


def xlsx() -> bytes:
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (3, 2)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("KAK.pdf", PDF, "application/pdf"),
        ("kak.DOCX", docx(), uploads.DOCX),
        ("rab.xlsx", xlsx(), uploads.XLSX),
        ("a.png", picture("PNG"), "image/png"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
    ],
)
def test_a_document_is_known_by_its_content(name, content, media_type):
    upload = uploads.read(FileStorage(BytesIO(content), name))

    assert (upload.filename, upload.media_type) == (name, media_type)
    assert upload.content == content


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/a.xml", b"0" * (uploads.LARGEST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "kosong"),
        ("a.pdf", b"MZ\x90", "rusak atau bukan"),
        ("a.docx", xlsx(), "adalah XLSX"),
        ("a.xlsx", xlsx()[:900], "rusak atau bukan"),
        ("a.png", picture("PNG")[:40], "rusak atau bukan"),
        ("a.exe", PDF, "adalah PDF"),
        ("a.html", b"<script>alert(1)</script>", "rusak atau bukan"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "rusak atau bukan"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "terkunci kata sandi"),
        ("a.pdf", PDF + b"\0" * uploads.LARGEST, "lebih besar dari 20 MB"),
        ("a.xlsx", bomb(), "terlalu besar setelah dibuka"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_with_a_sentence(
    name, content, sentence
):
    with pytest.raises(Invalid, match=sentence):
        uploads.read(FileStorage(BytesIO(content), name))


def test_a_table_may_be_a_text_but_not_a_program():
    upload = uploads.judge(b"Nama;OPD\nA;B\n", "aplikasi.csv", uploads.TABLES)

    assert upload.media_type == "text/csv"
    with pytest.raises(Invalid):
        uploads.judge(b"\x7fELF\x02\x01\x00\x00", "aplikasi.csv", uploads.TABLES)


def test_a_long_name_keeps_its_ending():
    name = uploads.tidy_name("a" * 5000 + ".pdf")

    assert name.endswith("a.pdf")
    assert len(name) == 120


def test_bytes_come_back_as_they_went_in(tmp_path):
    kept = Storage(str(tmp_path / "files"))

    key = kept.write(b"isi")

    assert kept.read(key) == b"isi"
    assert kept.write(b"isi") == key
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


def test_other_places_than_a_folder_work_the_same():
    kept = Storage("memory://files")

    key = kept.write(b"isi")

    assert kept.read(key) == b"isi"
    kept.remove(key)
    assert not kept.has(key)


def test_what_is_gone_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        Storage(str(tmp_path)).read("aa/bb/aabb")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_refuses_with_a_sentence_and_leaves_nothing(tmp_path, monkeypatch):
    import os

    true_open = os.open

    def open_full(path, flags, mode=0o777):
        """Send what would be written to the device that is always full."""
        if flags & os.O_WRONLY:
            os.close(true_open(path, flags, mode))
            return true_open("/dev/full", os.O_WRONLY)
        return true_open(path, flags, mode)

    monkeypatch.setattr("eaportal.storage.os.open", open_full)

    with pytest.raises(Refused, match="penuh"):
        Storage(str(tmp_path)).write(b"isi")

    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_a_file_is_only_ever_a_download(app):
    with app.test_request_context():
        kept = storage.keep(PDF, "../Ké “KAK”.pdf")
        response = storage.send_bytes(
            storage.current().read(kept.key), kept.filename, kept.media_type
        )

    assert response.data == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (kept.filename, kept.size) == ("Ké “KAK”.pdf", len(PDF))
