"""Read the CSV files of this package; nothing is read before it is asked for."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of `data/<name>.csv` without its comment lines.

    >>> rows("muatan")[0]["name"]
    'Tata Kelola SPBE'
    """
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(MappingProxyType(row) for row in csv.DictReader(lines, strict=True))


def split(text: str, separator: str = ";") -> tuple[str, ...]:
    """Return the parts of a list that stands in one cell.

    >>> split("SAPK; My SAPK;")
    ('SAPK', 'My SAPK')
    """
    return tuple(part.strip() for part in text.split(separator) if part.strip())
