"""Read the lists of words that come with the import."""

import csv
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a list in `data/`; lines that begin with # are remarks."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("# "))
        return tuple(csv.DictReader(lines))
