"""Texts as cells hold them: what is dropped, and what was mangled."""

import re
import unicodedata

MAX_CELL = 32_767
"""The longest text that a cell of an XLSX file can hold, in characters."""

_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_MANGLED = re.compile(
    "[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0192\u2013-\u203a\u20ac\u2122]"
)


def clean(text: str) -> str:
    r"""Return the text without control characters and with single blanks.

    >>> clean("  Sistem\x00  Informasi\u200b ")
    'Sistem Informasi'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", mend(text)))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def has_dropped(text: str) -> bool:
    """Tell whether `clean` takes signs away that nobody can see."""
    return _DROPPED.search(text) is not None


def one_line(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())


def mend(text: str) -> str:
    """Put right a text in UTF-8 that somebody once read as Windows-1252.

    >>> mend("Denpasarâ€™s")
    'Denpasar’s'
    """
    if not _MANGLED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
