"""What exists already, as values: what the preview of an import compares with.

Who calls supplies it from the database, in the scope of the one government.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = str | int | Decimal | date | list[str]
"""What a field of an application may hold; choices are given by the enum's name."""

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An organisation of the government, or the government itself."""

    code: str
    name: str
    short_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """An application in the inventory of the government.

    `values` holds what `Action.values` may hold, so that equal can be told from
    changed; `users` the codes of the organisations that use it besides its owner.
    `merged_into` is what stands for it, 0 if it stands for itself.
    """

    id: int
    code: str
    name: str
    organisation: str
    acronym: str = ""
    values: Values = field(default_factory=dict)
    users: frozenset[str] = frozenset()
    candidate_national: bool = False
    merged_into: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """A national application; `users` are organisations of this government.

    `names` are those that it bears now, `former_names` those that it has replaced.
    """

    id: int
    code: str
    name: str
    names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    function: str = ""
    url: str = ""
    users: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """An application that is likely the same as the one in a row, and why."""

    application_id: int
    code: str
    name: str
    score: float
    reasons: tuple[str, ...]


def label(code: str, name: str) -> str:
    """Return code and name as people read them; a name that holds the code alone.

    >>> label("DAA-0001", "SIABON"), label("E-KINERJA", "e-Kinerja BKN")
    ('DAA-0001 SIABON', 'e-Kinerja BKN')
    """
    return name if code.casefold() in name.casefold() else f"{code} {name}"


Similar = Callable[[Values, str], Sequence[Likely]]
"""Given the values of a row and the code of its office: what is likely the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that the preview of one import compares with.

    `government` is also where rows without an office go; `offices` are the others.
    `merged` are applications that others stand for: they are recognised, not changed.
    `taken_codes` are codes of organisations elsewhere on the installation, which a
    new one cannot have.
    """

    government: Office
    offices: tuple[Office, ...] = ()
    applications: tuple[Existing, ...] = ()
    merged: tuple[Existing, ...] = ()
    national: tuple[National, ...] = ()
    taken_codes: frozenset[str] = frozenset()
    similar: Similar | None = None
    create_organisations: bool = False
    accept_suggestions: bool = False
