"""The seven contents (muatan) of a peta rencana SPBE (PermenPANRB 59/2020)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Muatan:
    """One of the seven contents under which the lines of a plan stand."""

    code: str
    position: int
    name: str
    description: str


@cache
def muatan() -> Mapping[str, Muatan]:
    """Return the seven by code, in their order.

    >>> [each.name for each in muatan().values()][-1]
    'Audit TIK'
    """
    found = {
        row["code"]: Muatan(
            code=row["code"],
            position=int(row["position"]),
            name=row["name"],
            description=row["description"],
        )
        for row in rows("muatan")
    }
    return MappingProxyType(found)
