"""The affairs of government (urusan) and the RAB codes that answer to them.

Letters are those of the annex of UU 23/2014; supporting units have the numbers of
Permendagri 90/2019.  Where there is no direct counterpart, `certain` is False and a
reviewer must confirm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows, split


class Group(StrEnum):
    """How an affair is bound; the value is its Indonesian name."""

    BASIC = "Wajib Pelayanan Dasar"
    OTHER_MANDATORY = "Wajib Non Pelayanan Dasar"
    OPTIONAL = "Pilihan"
    SUPPORTING = "Penunjang dan kewilayahan"


@dataclass(frozen=True, slots=True)
class Affair:
    """One urusan with the RAB codes that stand for it."""

    letter: str
    name: str
    group: Group
    codes: tuple[str, ...]
    certain: bool


@cache
def affairs() -> Mapping[str, Affair]:
    """Return every urusan by its letter.

    >>> affairs()["L"].codes
    ('RAB.03.07',)
    """
    found = {
        row["letter"]: Affair(
            letter=row["letter"],
            name=row["name"],
            group=Group[row["group"]],
            codes=split(row["codes"], " "),
            certain=row["certain"] == "yes",
        )
        for row in rows("urusan")
    }
    return MappingProxyType(found)
