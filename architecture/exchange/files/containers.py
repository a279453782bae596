"""What a file is, judged by its content, and whether it is safe to open.

A name proves nothing and a general detector takes an XLSX for other office files,
so the ZIP container is looked into here, before anything is unpacked.
"""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePath

from architecture.exchange.files.refusals import (
    BrokenFile,
    ImportRefused,
    NoTable,
    TooLarge,
    WrongFile,
)

MAX_BYTES = 50 * 2**20
"""The largest file that is taken, in bytes."""

MAX_UNPACKED = 256 * 2**20
"""The most that an XLSX may hold once unpacked, in bytes."""

MAX_STRINGS = 96 * 2**20
"""The most that its list of shared texts may hold, in bytes: it stays in memory."""

MAX_RATIO = 200
"""How many times larger a part may get by unpacking; real tables reach about 60."""

MAX_PARTS = 5_000
_SMALL = 2**20
_SAVE_AS = "Simpan ulang sebagai XLSX atau CSV, lalu unggah lagi."


class Content(StrEnum):
    """What can be read."""

    XLSX = "XLSX"
    CSV = "CSV"


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "dokumen PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"{\\rtf", "dokumen RTF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip GZIP"),
    (b"MZ", "program Windows"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "basis data SQLite"),
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "buku kerja biner (XLSB)"),
    ("word/document.xml", "dokumen Word (DOCX)"),
    ("ppt/presentation.xml", "salindia PowerPoint (PPTX)"),
    ("content.xml", "dokumen OpenDocument (ODS atau ODT)"),
    ("AndroidManifest.xml", "aplikasi Android"),
)
_NAMES = {
    ".xlsx": Content.XLSX,
    ".xlsm": Content.XLSX,
    ".csv": Content.CSV,
    ".tsv": Content.CSV,
    ".txt": Content.CSV,
}
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta)", re.IGNORECASE
)
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def identify(data: bytes, filename: str, *, only: Content | None = None) -> Content:
    """Return what the content is; refuse what is not what its name says.

    `only` is what is asked for, where nothing else is taken.
    Raises `TooLarge`, `NoTable` (empty), `WrongFile` or `BrokenFile`.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"Berkas ini {len(data) // 2**20} MB, batasnya {MAX_BYTES // 2**20} MB. "
            "Bagi menjadi beberapa berkas."
        )
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise NoTable("Berkas ini kosong. Periksa isinya, lalu unggah lagi.")
    content = _content(data)
    if only is not None and content is not only:
        raise WrongFile(
            f"Isi berkas ini {content}, bukan {only}. Unduh buku kerjanya dari portal, "
            f"sunting, simpan sebagai {only}, lalu unggah."
        )
    suffix = PurePath(filename.strip().lower()).suffix
    if suffix and _NAMES.get(suffix) is not content:
        raise WrongFile(_mismatch(suffix, content))
    return content


def _mismatch(suffix: str, content: Content) -> str:
    right = f".{content.value.lower()}"
    if suffix == ".xls" and content is Content.CSV:
        return f"Nama berkas ini berakhiran .xls, tetapi isinya teks. {_SAVE_AS}"
    if suffix == ".xls" or suffix in _NAMES:
        return (
            f"Nama berkas ini berakhiran {suffix}, tetapi isinya {content}. "
            f"Ganti akhiran namanya menjadi {right}, lalu unggah lagi."
        )
    return (
        f"Berkas berakhiran {suffix} tidak dapat diimpor. "
        "Unggah daftar aplikasi sebagai XLSX atau CSV."
    )


def _content(data: bytes) -> Content:
    if data.startswith(b"PK"):
        _refuse_other_zip(data)
        return Content.XLSX
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise WrongFile(_old_office(data))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise WrongFile(f"Isi berkas ini {what}, bukan tabel. {_SAVE_AS}")
    if _MARKUP.match(data):
        raise WrongFile(
            "Isi berkas ini halaman web atau XML, bukan tabel. Buka dengan Excel atau "
            "LibreOffice, simpan sebagai XLSX, lalu unggah lagi."
        )
    odd = len(_BINARY.findall(data[:65_536]))
    if not _is_wide(data) and odd > max(16, len(data) // 100):
        raise WrongFile(f"Isi berkas ini bukan tabel. {_SAVE_AS}")
    return Content.CSV


def _is_wide(data: bytes) -> bool:
    """Tell whether the text may be UTF-16, whose bytes look binary."""
    head = data[:4096]
    return head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head.count(0) * 3 > len(head)


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "Berkas ini dilindungi kata sandi. Buka dengan Excel, hapus kata sandinya "
            "(Berkas › Info › Lindungi Buku Kerja), simpan, lalu unggah lagi."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return f"Isi berkas ini dokumen Word lama, bukan tabel. {_SAVE_AS}"
    return (
        "Berkas Excel lama (.xls) tidak dapat dibaca. Buka dengan Excel atau "
        "LibreOffice, simpan sebagai XLSX, lalu unggah lagi."
    )


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open the container; raise `BrokenFile` if it is none."""
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BrokenFile(
            "Berkas XLSX ini rusak atau tidak lengkap terunggah. Buka dengan Excel, "
            "simpan ulang, lalu unggah lagi."
        ) from error


def has_macros(data: bytes) -> bool:
    """Tell whether a workbook brings programs of its own."""
    with open_zip(data) as archive:
        return any(name.endswith("vbaProject.bin") for name in archive.namelist())


def _refuse_other_zip(data: bytes) -> None:
    with open_zip(data) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise BrokenFile(
            "Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah "
            "lagi."
        )
    _refuse_bomb(parts, len(data))
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return
    for name, what in _PARTS:
        if name in names:
            raise WrongFile(f"Isi berkas ini {what}, bukan XLSX. {_SAVE_AS}")
    raise WrongFile(
        "Isi berkas ini arsip ZIP, bukan XLSX. Keluarkan berkas XLSX atau CSV dari "
        "arsip itu, lalu unggah."
    )


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Judge by what the container declares; it cannot be unpacked beyond that."""
    refusal = BrokenFile(
        "Berkas ini tidak dibuka: isinya mengembang secara tidak wajar bila dibuka. "
        "Salin tabelnya ke buku kerja baru, lalu unggah yang baru."
    )
    if len(parts) > MAX_PARTS or sum(part.compress_size for part in parts) > size:
        raise refusal
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > _SMALL and ratio > MAX_RATIO:
            raise refusal
        if part.filename == "xl/sharedStrings.xml" and part.file_size > MAX_STRINGS:
            raise _too_much()
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_much()


def _too_much() -> TooLarge:
    return TooLarge(
        f"Isi berkas ini lebih dari {MAX_UNPACKED // 2**20} MB bila dibuka. Hapus "
        "lembar yang bukan daftar aplikasi, atau bagi menjadi beberapa berkas."
    )


def file_bytes(path: Path) -> bytes:
    """Return what a file holds; raise `ImportRefused` if it cannot be opened."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLarge(
                f"Berkas ini lebih dari {MAX_BYTES // 2**20} MB. Bagi menjadi beberapa "
                "berkas."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ImportRefused(f"Berkas {path.name} tidak ditemukan.") from error
    except OSError as error:
        raise ImportRefused(
            f"Berkas {path.name} tidak dapat dibuka. Periksa hak bacanya, dan apakah "
            "itu sebuah berkas."
        ) from error
