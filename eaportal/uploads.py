"""What people send as a file: judged by its content, never by its name alone."""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from werkzeug.datastructures import FileStorage

from architecture.errors import Invalid

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
"""What a DOCX or XLSX may hold; more is a bomb, not a document."""

MOST_PARTS = 5000
LARGEST_PICTURE = 60_000_000
"""Pixels; more is a bomb too."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XML = "application/xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file whose content is what its type says."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Type:
    """A type of file: how it is called, its endings, and how its content is known."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    recognise: Callable[[bytes], bool]


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]


def _holds(part: str) -> Callable[[bytes], bool]:
    def recognise(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(BytesIO(content)) as package:
                return part in package.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    return recognise


def _is_picture(kind: str, sign: bytes) -> Callable[[bytes], bool]:
    def recognise(content: bytes) -> bool:
        if not content.startswith(sign):
            return False
        from PIL import Image  # slow to load, and rarely needed

        try:
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                width, height = picture.size
                picture.verify()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return False
        return width * height <= LARGEST_PICTURE

    return recognise


def _is_text(content: bytes) -> bool:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    beginnings = (b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11")
    return bool(content.strip()) and not content.startswith(beginnings)


def _is_xml(content: bytes) -> bool:
    beginnings = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
    return content[:100].lstrip().startswith(beginnings)


PDF_TYPE = Type("PDF", "application/pdf", ("pdf",), _is_pdf)
DOCX_TYPE = Type("DOCX", DOCX, ("docx",), _holds("word/document.xml"))
XLSX_TYPE = Type("XLSX", XLSX, ("xlsx", "xlsm"), _holds("xl/workbook.xml"))
PNG_TYPE = Type("PNG", "image/png", ("png",), _is_picture("PNG", b"\x89PNG"))
JPEG_TYPE = Type(
    "JPEG", "image/jpeg", ("jpg", "jpeg"), _is_picture("JPEG", b"\xff\xd8\xff")
)
XML_TYPE = Type("XML", XML, ("xml", "archimate"), _is_xml)
CSV_TYPE = Type("CSV", "text/csv", ("csv", "txt", "tsv"), _is_text)

DOCUMENTS = (PDF_TYPE, DOCX_TYPE, XLSX_TYPE, PNG_TYPE, JPEG_TYPE)
"""What may be attached to a registration."""

TABLES = (XLSX_TYPE, CSV_TYPE)
"""What an inventory may be imported from."""

SIGNED = (PDF_TYPE,)
"""What a signed letter comes back as."""


def read(file: FileStorage, types: Iterable[Type] = DOCUMENTS) -> Upload:
    """Return a file whose content is of one of these types.

    Raises `Invalid` with a sentence that names the file and says what to do.
    """
    name = tidy_name(file.filename or "berkas")
    content = file.stream.read(LARGEST + 1)
    return judge(content, name, types)


def judge(content: bytes, name: str, types: Iterable[Type] = DOCUMENTS) -> Upload:
    """Return the upload that these bytes are; raise `Invalid` if they are none."""
    allowed = tuple(types)
    if not content:
        raise Invalid(f"Berkas “{name}” kosong.")
    if len(content) > LARGEST:
        raise Invalid(f"Berkas “{name}” lebih besar dari 20 MB.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid(
            f"Berkas “{name}” terkunci kata sandi atau berformat lama (.doc, .xls). "
            "Simpan sebagai DOCX atau XLSX tanpa kata sandi, lalu unggah lagi."
        )
    if content.startswith(b"PK\x03\x04"):
        _refuse_bombs(content, name)
    found = next((each for each in allowed if each.recognise(content)), None)
    wanted = ", ".join(each.name for each in allowed)
    if found is None:
        raise Invalid(
            f"Isi berkas “{name}” rusak atau bukan {wanted}. Periksa berkasnya, "
            "lalu unggah lagi."
        )
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in found.endings:
        raise Invalid(
            f"Isi berkas “{name}” adalah {found.name}, tetapi namanya berakhiran lain. "
            "Perbaiki namanya, lalu unggah lagi."
        )
    return Upload(name, found.media_type, content)


def type_of_name(name: str) -> str:
    """Return the type that a name's ending stands for, for files of our own making.

    >>> type_of_name("surat.pdf"), type_of_name("x")
    ('application/pdf', 'application/octet-stream')
    """
    ending = PurePath(name).suffix.lower().lstrip(".")
    for each in (*DOCUMENTS, CSV_TYPE, XML_TYPE):
        if ending in each.endings:
            return each.media_type
    return "application/octet-stream"


def tidy_name(name: str) -> str:
    r"""Return a file name that is safe to show and to save: no folders, no tricks.

    >>> tidy_name("..\\..\\KAK <b>.pdf"), tidy_name("a\u202efdp.exe")
    ('KAK b.pdf', 'afdp.exe')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(
        sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )
    bare = re.sub(r'[<>:"|?*`${}]', "", shown)
    bare = re.sub(r"\s+", " ", bare).strip(" .")
    if len(bare) > 120:
        path = PurePath(bare)
        bare = path.stem[: 120 - len(path.suffix)] + path.suffix
    return bare or "berkas"


def _refuse_bombs(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return  # judged as broken by its type
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_UNPACKED
    ):
        raise Invalid(
            f"Isi berkas “{name}” terlalu besar setelah dibuka. Bagi menjadi beberapa "
            "berkas yang lebih kecil."
        )
