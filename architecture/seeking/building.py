"""Make arrays of what can be found."""

from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from architecture.layers import Layer
from architecture.seeking.arrays import COLUMNS, TYPES, Entries, Loose, ordered
from architecture.seeking.reading import Entry

LAYERS = tuple(Layer)
"""An entry holds its layer as the place in here."""


def loose(entries: Iterable[Entry]) -> Loose:
    """Take entries apart into words; what a name says is not said again."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
    names: list[bytes] = []
    word, many = array("q"), array("q")
    keys: list[tuple[bytes, int, int]] = []
    for place, each in enumerate(entries):
        named = set(each.name.split())
        told = set(f"{each.codes} {each.former} {each.body}".split()) - named
        for some in (named, told):
            word.extend([numbers[one] for one in some])
            many.append(len(some))
        names.append(each.name.encode())
        keys += [(key.encode(), place, tier) for key, tier in each.keys.items()]
        for name in COLUMNS[:-2]:
            columns[name].append(getattr(each, name))
        columns["layer"].append(LAYERS.index(each.layer))
        columns["live"].append(each.live)
    counts = np.array(many, np.int64)
    side = np.repeat(np.arange(len(counts)), counts)
    return Loose(
        columns={name: np.array(rows, TYPES[name]) for name, rows in columns.items()},
        names=names,
        words=[each.encode() for each in numbers],
        word=np.array(word, np.int64),
        entry=side // 2,
        named=side % 2 == 0,
        keys=keys,
    )


def built(entries: Iterable[Entry]) -> Entries:
    """Return entries in order."""
    return ordered(loose(entries))
