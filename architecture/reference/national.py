"""National applications that regional governments use, as far as they are known.

Only what the minister of PANRB has set is an Aplikasi Umum; that a government must
use an application is a fact of its own (`mandatory`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from architecture.layers import Status
from architecture.reference.tables import rows, split

FRESH_DAYS = 730
"""What was compared with its source longer ago is trusted less: see `trusted`."""

REMIND_DAYS = 365
"""After so many days the list asks to be compared again, before trust goes."""

CONFIDENCE = ("low", "medium", "high")
"""How sure a duty is, the least first."""


class Mandatory(StrEnum):
    """Whether a regional government must use it."""

    YES = "Wajib"
    PARTLY = "Sebagian"
    NO = "Tidak wajib"


@dataclass(frozen=True, slots=True)
class NationalApplication:
    """A national application; `class_code` is "" where its class is not settled.

    It runs since `since`; to use it is a duty since `mandatory_since` for governments
    of these `levels` (PROVINCE, REGENCY, CITY), none for all, `for_whom` in words.
    """

    code: str
    name: str
    long_name: str
    owner: str
    owner_code: str
    function: str
    description: str
    data: tuple[str, ...]
    class_code: str
    is_umum: bool
    mandatory: Mandatory
    basis: str
    confidence: str
    since: int | None
    mandatory_since: int | None
    for_whom: str
    levels: tuple[str, ...]
    aliases: tuple[str, ...]
    predecessors: tuple[str, ...]
    status: Status
    url: str
    source: str
    last_checked: date
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which people list it, the present one first."""
        every = (self.name, self.long_name, *self.aliases, *self.predecessors)
        return tuple(dict.fromkeys((self.code, *every)))

    @property
    def is_infrastructure(self) -> bool:
        """Whether it is recorded as infrastructure, as the SPLP is."""
        return self.class_code.startswith("RAI")


def _application(row: Mapping[str, str]) -> NationalApplication:
    return NationalApplication(
        code=row["code"],
        name=row["name"],
        long_name=row["long_name"],
        owner=row["owner"],
        owner_code=row["owner_code"],
        function=row["function"],
        description=row["description"],
        data=split(row["data"]),
        class_code=row["class_code"],
        is_umum=row["is_umum"] == "yes",
        mandatory=Mandatory[row["mandatory"].upper()],
        basis=row["basis"],
        confidence=row["confidence"],
        since=int(row["since"]) if row["since"] else None,
        mandatory_since=int(row["mandatory_since"]) if row["mandatory_since"] else None,
        for_whom=row["for_whom"],
        levels=split(row["levels"], " "),
        aliases=split(row["aliases"]),
        predecessors=split(row["predecessors"]),
        status=Status[row["status"]],
        url=row["url"],
        source=row["source"],
        last_checked=date.fromisoformat(row["last_checked"]),
        note=row["note"],
    )


@cache
def applications() -> Mapping[str, NationalApplication]:
    """Return every national application by its code.

    >>> applications()["SRIKANDI"].is_umum
    True
    """
    return MappingProxyType(
        {row["code"]: _application(row) for row in rows("national")}
    )


def key(name: str) -> str:
    """Return a name without case, spaces and marks, so that spellings meet.

    >>> key("My.SAPK") == key("MY SAPK")
    True
    """
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def checked_on(stated: Mapping[str, Any]) -> date | None:
    """Return when what is stated was last compared with its source, None if never.

    >>> checked_on({"last_checked": "2026-06-30"}), checked_on({})
    (datetime.date(2026, 6, 30), None)
    """
    try:
        return date.fromisoformat(str(stated.get("last_checked")))
    except ValueError:
        return None


def trusted(confidence: str, checked: date | None, today: date) -> str:
    """Return how sure a duty is on a day.

    It is one step less than stated where nobody compared it with its source in the
    last `FRESH_DAYS`, whatever was stated.

    >>> trusted("high", date(2026, 6, 30), date(2026, 11, 28))
    'high'
    >>> trusted("high", date(2024, 6, 30), date(2026, 11, 28))
    'medium'
    >>> trusted("medium", None, date(2026, 11, 28))
    'low'
    """
    step = CONFIDENCE.index(confidence) if confidence in CONFIDENCE else 0
    if not is_fresh(checked, today):
        step -= 1
    return CONFIDENCE[max(step, 0)]


def is_fresh(checked: date | None, today: date, days: int = FRESH_DAYS) -> bool:
    """Tell whether it was compared with its source in the last days."""
    return checked is not None and (today - checked).days <= days


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in applications().values():
        for name in each.names:
            found.setdefault(key(name), each.code)
    return MappingProxyType(found)


def find(name: str) -> NationalApplication | None:
    """Return the national application of this name, alias or former name.

    >>> find("My.SAPK").code
    'SIASN'
    >>> find("siks_ng").code
    'SIKS-NG'
    >>> find("Presensi Kita") is None
    True
    """
    code = _by_name().get(key(name))
    return applications()[code] if code else None
