"""Read a CSV file of any usual encoding and delimiter."""

import csv
import re
from dataclasses import dataclass
from io import StringIO

from architecture.exchange.files.refusals import BrokenFile, TooLarge
from architecture.exchange.files.workbook import MAX_COLUMNS, MAX_ROWS

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200
_MAX_BREAKS = 200
_DIRECTIVE = re.compile(r"sep=(.)\n", re.IGNORECASE)
_PREFIXED = re.compile(r"'+\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True)
class Separated:
    """The lines of a CSV file with their numbers, and how they were read."""

    lines: list[tuple[int, list[str]]]
    encoding: str
    delimiter: str


def read_separated(data: bytes) -> Separated:
    """Read the lines that hold something; numbers count records from 1.

    Raises `BrokenFile` for quotes that do not close, `TooLarge` for too many rows.
    """
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    directive = _DIRECTIVE.match(text)
    if directive:
        text = text[directive.end() :]
    delimiter = directive[1] if directive else guess_delimiter(text)
    lines = _lines(text, delimiter, 1 + bool(directive))
    return Separated(lines, encoding, delimiter)


def _lines(text: str, delimiter: str, first: int) -> list[tuple[int, list[str]]]:
    """Keep what may be kept and count the rest, so that the refusal names a number."""
    lines: list[tuple[int, list[str]]] = []
    many = 0
    number = first
    try:
        for number, cells in enumerate(
            csv.reader(StringIO(text, newline=""), delimiter=delimiter), first
        ):
            if not any(cell.strip() for cell in cells):
                continue
            many += 1
            if many <= MAX_ROWS + _SAMPLE:
                _refuse_open_quote(cells, number, delimiter)
                lines.append((number, [plain(c) for c in cells[:MAX_COLUMNS]]))
    except csv.Error as error:
        refusal = _open_quote if '"' in text else _too_long
        raise refusal(number + bool(many)) from error
    if many > MAX_ROWS + _SAMPLE:
        raise too_many(many - 1)
    return lines


def too_many(rows: int) -> TooLarge:
    """Return the refusal of a table that is too long."""
    told = f"{rows:,}".replace(",", ".")
    most = f"{MAX_ROWS:,}".replace(",", ".")
    return TooLarge(
        f"Berkas ini berisi {told} baris, sedangkan sekali impor paling banyak "
        f"{most}. Bagi menjadi beberapa berkas, misalnya satu untuk tiap perangkat "
        "daerah."
    )


def plain(cell: str) -> str:
    """Take off the apostrophe that our own export puts before a formula.

    >>> plain("'=1+1"), plain("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _PREFIXED.match(cell) else cell


def _refuse_open_quote(cells: list[str], number: int, delimiter: str) -> None:
    longest = max(cells, key=len)
    breaks = longest.count("\n")
    if breaks > _MAX_BREAKS and longest.count(delimiter) >= breaks:
        raise _open_quote(number)


def _open_quote(number: int) -> BrokenFile:
    return BrokenFile(
        f'Tanda kutip (") di sekitar baris {number} tidak ditutup, sehingga baris '
        "sesudahnya menyatu. Perbaiki tanda kutipnya, atau simpan sebagai XLSX."
    )


def _too_long(number: int) -> BrokenFile:
    return BrokenFile(
        f"Baris {number} memuat sel yang terlalu panjang untuk daftar aplikasi. "
        "Periksa isinya, dan apakah pemisah kolomnya koma, titik koma, atau tab."
    )


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; never fails.

    >>> decode("Café".encode("cp1252"))
    ('Café', 'cp1252')
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    head = data[:4096]
    if head[1::2].count(0) * 3 > len(head):
        return data.decode("utf-16-le", errors="replace"), "utf-16-le"
    if head[::2].count(0) * 3 > len(head):
        return data.decode("utf-16-be", errors="replace"), "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def guess_delimiter(text: str) -> str:
    r"""Return the delimiter that cuts the first lines into most cells, most evenly.

    >>> guess_delimiter("nama;biaya\nSIMPEG;1,5\n")
    ';'
    """
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    counts: dict[int, int] = {}
    try:
        for cells in csv.reader(StringIO(sample, newline=""), delimiter=delimiter):
            if any(cells):
                counts[len(cells)] = counts.get(len(cells), 0) + 1
    except csv.Error:
        return 0
    total = sum(counts.values())
    return max(
        ((width - 1) * (many / total) ** 2 for width, many in counts.items()), default=0
    )
