"""The national reference codes RAB RAL RAD RAA RAI RAK and their tree.

Levels 1 and 2 are national (RAI and its like: 3 too); what a government adds hangs
below a national code of level 2 and is no part of this list (Perpres 132/2022).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows

RELEASE = "0"
"""The release that these files make; codes keep their release when a newer comes."""

INSTRUMENT = "Perpres 132/2022"

DOMAINS: Mapping[str, str] = MappingProxyType(
    {
        "RAB": "Referensi Arsitektur Proses Bisnis",
        "RAL": "Referensi Arsitektur Layanan",
        "RAD": "Referensi Arsitektur Data dan Informasi",
        "RAA": "Referensi Arsitektur Aplikasi",
        "RAI": "Referensi Arsitektur Infrastruktur",
        "RAK": "Referensi Arsitektur Keamanan",
    }
)
"""The six trees, by the first three letters of their codes."""


@dataclass(frozen=True, slots=True)
class Code:
    """A node of a reference tree; `parent` is "" at level 1."""

    code: str
    parent: str
    level: int
    domain: str
    name: str
    confidence: str
    note: str


@cache
def codes() -> Mapping[str, Code]:
    """Return every code by its text, parents before children.

    >>> codes()["RAB.09.06"].name
    'Aparatur Negara'
    """
    found = {
        row["code"]: Code(
            code=row["code"],
            parent=row["parent"],
            level=int(row["level"]),
            domain=row["domain"],
            name=row["name"],
            confidence=row["confidence"],
            note=row["note"],
        )
        for row in rows("codes")
    }
    return MappingProxyType(found)


def find(code: str) -> Code | None:
    """Return the code, or None where it is not a national one.

    >>> find("RAA.99") is None
    True
    """
    return codes().get(code.strip().upper())


def path(code: str) -> tuple[Code, ...]:
    """Return the known codes from level 1 down to this one or its nearest ancestor.

    >>> [each.name for each in path("RAB.04.01.07")]
    ['Perlindungan Sosial dan Kesehatan', 'Kesehatan']
    """
    parts = code.strip().upper().split(".")
    prefixes = (".".join(parts[: size + 1]) for size in range(1, len(parts)))
    return tuple(found for prefix in prefixes if (found := find(prefix)))
