"""What comes before what in a plan: the time that an initiative takes, and circles."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both within; `rough` where only years are known."""

    first: date
    last: date
    rough: bool = False


def span(
    starts_on: date | None, ends_on: date | None, years: Iterable[int]
) -> Span | None:
    """Return the time of an initiative: its days, or the years it has anything in.

    >>> span(None, date(2027, 6, 30), [2026, 2027]).first
    datetime.date(2026, 1, 1)
    >>> span(None, None, []) is None
    True
    """
    known = sorted(years)
    begun = starts_on or (ends_on and date(ends_on.year, 1, 1))
    first = starts_on or (date(known[0], 1, 1) if known else begun)
    ended = ends_on or (starts_on and date(starts_on.year, 12, 31))
    last = ends_on or (date(known[-1], 12, 31) if known else ended)
    if first is None or last is None:
        return None
    rough = starts_on is None or ends_on is None
    return Span(min(first, last), max(first, last), rough)


def clashes(needed: Span | None, waiting: Span | None) -> bool:
    """Tell whether what is waited for ends only after the one that waits has begun.

    Where only years are known, no more is asked than that they can follow each other.

    >>> old, new = date(2026, 1, 1), date(2027, 1, 1)
    >>> clashes(Span(old, date(2027, 3, 1)), Span(new, date(2028, 1, 1)))
    True
    """
    if needed is None or waiting is None:
        return False
    if needed.rough or waiting.rough:
        return needed.last.year > waiting.last.year
    return needed.last > waiting.first


def circle(needs: Mapping[str, Collection[str]], start: str) -> list[str]:
    """Return a way from an initiative over what it waits for back to itself.

    >>> circle({"A": ["B"], "B": ["C"], "C": ["A"]}, "A")
    ['A', 'B', 'C', 'A']
    >>> circle({"A": ["B", "C"], "B": ["C"]}, "A")
    []
    """
    came: dict[str, str] = {}
    edge = [start]
    while edge:
        following = []
        for one in edge:
            for other in sorted(needs.get(one, ())):
                if other == start:
                    return _way(came, one, start)
                if other not in came:
                    came[other] = one
                    following.append(other)
        edge = following
    return []


def _way(came: Mapping[str, str], last: str, start: str) -> list[str]:
    way = [start, last]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]
