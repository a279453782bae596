"""The words that a field offers, as they are shipped: list → words in their order.

What SIA-SPBE offers in its lists is not published, so every list can be changed by a
government; see `ListedWord`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows


@cache
def lists() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return list → (word, source) in the order in which people meet them.

    >>> [word for word, _ in lists()["bentuk server"]]
    ['Fisik', 'Virtual']
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("listed_words"):
        found.setdefault(row["list"], []).append((row["word"], row["source"]))
    return MappingProxyType({name: tuple(words) for name, words in found.items()})
