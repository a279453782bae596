"""Which relation ArchiMate 3.2 allows between which types, as a table of ours.

`data/rules.csv` says for each relation from which types it may lead to which.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

JUNCTIONS = frozenset({"AndJunction", "OrJunction"})
JUNCTION = "Junction"
"""What the table calls the end of a relation that is a junction."""

_TABLE = Path(__file__).parent / "data" / "rules.csv"


def allows(source: str, relationship: str, target: str) -> bool:
    """Tell whether the language allows a relation between elements of these types.

    An end that is a relation itself is of the type `Relationship`.

    >>> allows("ApplicationComponent", "Access", "DataObject")
    True
    >>> allows("DataObject", "Access", "ApplicationComponent")
    False
    >>> allows("OrJunction", "Flow", "BusinessProcess")
    True
    """
    return (relationship, _type(target)) in allowed().get(_type(source), ())


@cache
def allowed() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return the whole table: type of the source → relations with their targets."""
    found: dict[str, set[tuple[str, str]]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            pairs = {(row["relationship"], to) for to in row["targets"].split()}
            for source in row["sources"].split():
                found.setdefault(source, set()).update(pairs)
    return {source: frozenset(pairs) for source, pairs in found.items()}


def _type(name: str) -> str:
    return JUNCTION if name in JUNCTIONS else name
