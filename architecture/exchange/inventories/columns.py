"""Which column holds what: headers recognised by the words that offices use.

A header counts in any case and with any blanks and marks.  Labels and SIA names come
from `layers`; the words of real lists stand in `data/headers.csv`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from architecture.exchange.files.cleaning import clean, one_line
from architecture.exchange.files.refusals import ImportRefused, NoTable
from architecture.exchange.inventories.lists import rows
from architecture.layers import APPLICATION_FIELDS

OTHERS: Mapping[str, str] = {
    "code": "Kode aplikasi",
    "organisation": "Perangkat daerah",
    "government": "Pemerintah",
    "category": "Kelas (pusat atau lokal, umum atau khusus)",
    "status": "Status",
    "details": "Rincian teknis",
}
"""What a list states besides the fields of an application, with its label."""

LABELS: Mapping[str, str] = {
    **{field.name: field.label for field in APPLICATION_FIELDS},
    **OTHERS,
}
"""Every field that a column can be mapped to, with the label that people see."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^(?:nama|judul) .*\b(?:aplikasi|sistem informasi|software)\b", "name"),
    (r"\b(?:perangkat daerah|opd|skpd)\b", "organisation"),
    (r"\b(?:data pribadi)\b", "personal_data"),
    (r"\b(?:pemeliharaan|per tahun|tahunan)\b.*|\bbiaya operasional\b", "cost_yearly"),
    (r"\b(?:biaya|nilai kontrak|anggaran|harga)\b", "cost_build"),
    (r"^(?:deskripsi|uraian|penjelasan)\b", "description"),
    (r"\b(?:url|link|tautan|domain|alamat (?:web|situs|akses))\b", "url"),
    (r"\b(?:umum|pusat)\b.*\b(?:khusus|daerah|lokal)\b", "category"),
    (r"^jenis\b", "type"),
    (r"^(?:tahun|thn)\b|\btahun$", "year_started"),
    (r"\b(?:bahasa pem\w+)\b", "languages"),
    (r"\b(?:basis data|database)\b", "database_system"),
    (r"\b(?:lokasi|letak|tempat) server\b", "hosting"),
    (r"^status\b", "status"),
    (r"^(?:platform|basis)\b", "platforms"),
    (r"^pengguna\b", "users"),
)
_COMPILED = tuple((re.compile(pattern), field) for pattern, field in _PATTERNS)
_NUMBERS = frozenset(
    {"no", "nomor", "no urut", "nomor urut", "nr", "num", "number"}
    | {"baris asal", "yang perlu diperbaiki"}  # what `rows_to_mend` puts before
)
_SIGNS = re.compile(r"[^a-z0-9]+")
_LEAD = re.compile(r"^(?:[0-9ivx]{1,3}|[a-z]) (?=\w{3})")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column holds which field; `leftovers` are kept as notes."""

    headers: tuple[str, ...]
    fields: Mapping[str, int]

    @property
    def leftovers(self) -> tuple[int, ...]:
        """Return the columns that no field takes, without those that only number."""
        taken = set(self.fields.values())
        return tuple(
            column
            for column, header in enumerate(self.headers)
            if column not in taken and plain(header) not in _NUMBERS
        )

    @property
    def named(self) -> dict[str, str]:
        """Return field → header, as it is kept and shown."""
        return {field: self.headers[column] for field, column in self.fields.items()}

    def given(self, named: Mapping[str, str]) -> "ColumnMap":
        """Return the map as a person set it: field → header; "" takes a field off.

        Raises `ImportRefused` for a field or a header that does not exist.
        """
        fields: dict[str, int] = {}
        for field, header in named.items():
            if field not in LABELS:
                raise ImportRefused(f"Tidak ada isian bernama “{field}”.", field=field)
            if header:
                fields[field] = find_column(self.headers, header)
        return replace(self, fields=fields)

    def checked(self) -> "ColumnMap":
        """Return the map itself; raises `NoTable` if no column holds the name."""
        if "name" in self.fields:
            return self
        seen = ", ".join(f"“{header}”" for header in self.headers[:12])
        raise NoTable(
            "Kolom nama aplikasi tidak dikenali. Tunjukkan kolomnya, atau beri judul "
            f"“Nama aplikasi” pada baris judul. Judul yang terbaca: {seen}.",
            field="name",
        )


def plain(header: str) -> str:
    """Return a header in small letters with single blanks and without marks.

    >>> plain(" 2. NAMA_APLIKASI *) ")
    'nama aplikasi'
    """
    words = _SIGNS.sub(" ", clean(header).casefold()).strip()
    return _LEAD.sub("", words) if " " in words else words


@cache
def _known() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows("headers"):
        for word in row["words"].split("; "):
            found.setdefault(plain(word), row["field"])
    for each in APPLICATION_FIELDS:
        for word in (each.name, each.label, each.sia):
            if word:
                found[plain(word)] = each.name
    for name, label in OTHERS.items():
        found.setdefault(plain(name), name)
        found[plain(label)] = name
    return found


def is_exact(header: str) -> bool:
    """Tell whether a header is known by just its words, without a pattern."""
    return plain(header) in _known()


def is_number(header: str) -> bool:
    """Tell whether a column only numbers the rows."""
    return plain(header) in _NUMBERS


def recognise(header: str) -> str | None:
    """Return the field that a header names, or nothing.

    >>> [recognise(text) for text in ("Perangkat Daerah", "ALAMAT  (URL)", "Luas")]
    ['organisation', 'url', None]
    """
    words = plain(header)
    if not words or words in _NUMBERS:
        return None
    known = _known().get(words)
    if known or len(words) > 60:
        return known
    return next((field for sign, field in _COMPILED if sign.search(words)), None)


def map_columns(headers: Sequence[str]) -> ColumnMap:
    """Return the map that the headers suggest; an exact word goes before a likely one.

    >>> map_columns(["No", "Nama Aplikasi", "OPD", "Warna"]).fields
    {'name': 1, 'organisation': 2}
    """
    fields: dict[str, int] = {}
    exact = [_known().get(plain(header)) for header in headers]
    likely = [recognise(header) for header in headers]
    for found in (exact, likely):
        for column, field in enumerate(found):
            if field and field not in fields and column not in fields.values():
                fields[field] = column
    ordered = sorted(fields.items(), key=lambda item: item[1])
    return ColumnMap(tuple(headers), dict(ordered))


def find_column(headers: Sequence[str], wanted: str) -> int:
    """Return the column of a header as it stands in the file, in any case.

    Raises `ImportRefused` that lists the headers.
    """
    sought = one_line(clean(wanted)).casefold()
    for column, header in enumerate(headers):
        if header.casefold() == sought:
            return column
    for column, header in enumerate(headers):
        if plain(header) == plain(wanted):
            return column
    seen = ", ".join(f"“{header}”" for header in headers[:20])
    raise ImportRefused(f"Tidak ada kolom “{wanted}”. Kolom yang ada: {seen}.")
