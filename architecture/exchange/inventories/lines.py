"""Tell the lines of a list that are no applications: headings, sums, signatures."""

import re
from collections.abc import Sequence

from architecture.exchange.inventories.columns import recognise
from architecture.exchange.inventories.office_names import FORMS, fold, is_small
from architecture.exchange.inventories.reading import Line

HEADING = "Judul kelompok, bukan aplikasi; perangkat daerah bagi baris di bawahnya."
"""Why a line is left out that names the office of those below it."""

_TOTAL = re.compile(r"^(?:jumlah|total|sub ?total|grand total)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:mengetahui|nip\b|kepala dinas|sekretaris daerah|catatan ?:|sumber ?:|"
    r"keterangan ?:|dibuat oleh)",
    re.IGNORECASE,
)


def no_application(name: str, line: Line) -> str:
    """Say why a line is no application, or "" if it is one.

    >>> no_application("Jumlah", Line(9, ("", "Jumlah", "37")))
    'Baris jumlah, bukan aplikasi.'
    """
    filled = [cell for cell in line.cells if cell]
    long = sum(len(cell) > 4 for cell in filled)
    rules = (
        (long == 1 and _is_office(name), HEADING),
        (_is_total(name, filled), "Baris jumlah, bukan aplikasi."),
        (
            not name and sum(len(cell) > 3 for cell in filled) <= 1,
            "Baris judul kelompok atau tanda tangan, bukan aplikasi.",
        ),
        (
            len(filled) <= 2 and bool(_SIGNED.search(" ".join(filled))),
            "Baris keterangan atau tanda tangan, bukan aplikasi.",
        ),
        (_is_header(name, filled), "Judul kolom yang berulang, bukan aplikasi."),
        (
            len(filled) > 1 and all(cell.strip("(). ").isdigit() for cell in filled),
            "Baris nomor kolom, bukan aplikasi.",
        ),
    )
    return next((why for applies, why in rules if applies), "")


def _is_office(name: str) -> bool:
    words = fold(name).split()
    return len(words) > 1 and (words[0] in FORMS or is_small(words[0]))


def _is_total(name: str, filled: Sequence[str]) -> bool:
    return bool(_TOTAL.match(name)) or (not name and any(map(_TOTAL.match, filled)))


def _is_header(name: str, filled: Sequence[str]) -> bool:
    if len(filled) < 2 or recognise(name) != "name":
        return False
    return sum(recognise(cell) is not None for cell in filled) * 2 > len(filled)
