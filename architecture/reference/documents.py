"""Kinds of document, their groups, and which a registration of a kind must bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows


class Requirement(StrEnum):
    """How much a document is wanted; the value is shown to people."""

    REQUIRED = "Wajib"
    PERSONAL_DATA = "Wajib bila memuat data pribadi"
    OPTIONAL = "Bila ada"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of documents; `statutory` are the seven of Permenkominfo 4/2024 Ps 59."""

    code: str
    position: int
    name: str
    statutory: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document."""

    code: str
    position: int
    group: str
    name: str
    description: str


@cache
def groups() -> Mapping[str, Group]:
    """Return the groups by code, in their order.

    >>> sum(group.statutory for group in groups().values())
    7
    """
    found = {
        row["code"]: Group(
            code=row["code"],
            position=int(row["position"]),
            name=row["name"],
            statutory=row["statutory"] == "yes",
        )
        for row in rows("document_groups")
    }
    return MappingProxyType(found)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of document by code, in their order.

    >>> kinds()["KAK"].name
    'Kerangka acuan kerja (KAK)'
    """
    found = {
        row["code"]: Kind(
            code=row["code"],
            position=int(row["position"]),
            group=row["group"],
            name=row["name"],
            description=row["description"],
        )
        for row in rows("document_kinds")
    }
    return MappingProxyType(found)


@cache
def rules() -> Mapping[str, Mapping[str, Requirement]]:
    """Return, for each kind of registration, document code → how much it is wanted.

    A kind that is not named here (USE) asks for no documents.
    """
    found: dict[str, dict[str, Requirement]] = {}
    for row in rows("document_rules"):
        for registration, cell in row.items():
            if registration == "document":
                continue
            wanted = found.setdefault(registration, {})
            if cell:
                wanted[row["document"]] = Requirement[cell.upper()]
    return MappingProxyType(
        {name: MappingProxyType(wanted) for name, wanted in found.items()}
    )


def required(registration: str, *, personal_data: bool = False) -> tuple[str, ...]:
    """Return the codes of the documents without which it cannot be submitted.

    >>> required("WEBSITE")
    ('LETTER', 'TEAM')
    >>> "DPIA" in required("BUILD", personal_data=True)
    True
    >>> required("USE")
    ()
    """
    binding = {Requirement.REQUIRED}
    if personal_data:
        binding.add(Requirement.PERSONAL_DATA)
    wanted = rules().get(registration, {})
    return tuple(code for code, each in wanted.items() if each in binding)
