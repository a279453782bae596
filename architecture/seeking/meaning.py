"""What a search that found nothing may have meant: words that are one slip away."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from architecture.seeking.arrays import BREAK, Flags
from architecture.seeking.finding import Index, Narrowed, Part
from architecture.seeking.wording import Query

_SHORTEST = 5
"""Shorter words are one slip away from too many."""


def meant(index: Index, query: Query, narrowed: Narrowed) -> str:
    """Return the text with other words for those that nobody says; empty for none.

    Only words of what may be found are told, the most said first.
    """
    sides = [
        (index.base, index.base.seen(narrowed) & ~index.stale),
        (index.fresh, index.fresh.seen(narrowed)),
    ]
    words = query.text.split()
    others = [_instead(sides, word) or word for word in words]
    return " ".join(others) if others != words else ""


def _instead(sides: list[tuple[Part, Flags]], word: str) -> str:
    """Return what is said most of the words that are one slip away from one."""
    if len(word) < _SHORTEST or _said(sides, word):
        return ""
    others: Counter[str] = Counter()
    for part, seen in sides:
        for other in _alike(part, word):
            others[other] += int(np.count_nonzero(part.saying(other) & seen))
    return next((other for other, many in others.most_common(1) if many), "")


def _said(sides: list[tuple[Part, Flags]], word: str) -> bool:
    return any((part.saying(word, whole=False) & seen).any() for part, seen in sides)


def _alike(part: Part, word: str) -> Iterator[str]:
    """Yield the words that are one slip away: a slip leaves a third of it as it is."""
    third = len(word) // 3
    first, middle, last = word[:third], word[third:-third], word[-third:]
    pieces = (BREAK + first.encode(), middle.encode(), last.encode() + BREAK)
    found = {other for piece in pieces for other in part.bearing(piece, len(word))}
    yield from sorted(each for each in found if each.isalnum() and one_slip(word, each))


def one_slip(one: str, other: str) -> bool:
    """Tell whether a letter is missing, too much, another, or in its neighbour's place.

    >>> [one_slip("pegawai", each) for each in ("pegwai", "pegaawi", "pagwai")]
    [True, True, False]
    """
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])
