"""Suspicions as a list: clusters, pairs and families of sites, a line each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from architecture.duplicates import clusters
from architecture.suspecting.pairs import Found, Pair, Sort

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Cluster:
    """Three applications and more that pairs hold together; `key` is its first."""

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]

    @property
    def key(self) -> int:
        """Return the id by which its page is found."""
        return self.members[0]

    @property
    def surety(self) -> tuple[float, float]:
        """Return that of its surest pair."""
        return max(each.surety for each in self.pairs)

    @property
    def percent(self) -> int:
        """Return the probability of its surest pair, of a hundred."""
        return round(self.surety[0] * 100)

    @property
    def unjudged(self) -> int:
        """Return how many of its pairs nobody has judged."""
        return sum(not each.judged for each in self.pairs)


@dataclass(frozen=True, slots=True)
class Family:
    """Sites of one pattern, each for its own office: one line, nothing to judge."""

    label: str
    members: tuple[int, ...]

    @property
    def key(self) -> int:
        """Return the id by which its page is found."""
        return self.members[0]


Line: TypeAlias = Cluster | Pair | Family


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed by; `offices` holds an office with its units.

    With an `application` the list has the pairs that it is in, each by itself.
    """

    sort: Sort | None = None
    judged: bool | None = None
    offices: frozenset[int] = frozenset()
    application: int = 0
    number: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of lines."""

    lines: Sequence[Line]
    number: int
    last: int
    total: int

    @property
    def applications(self) -> set[int]:
        """Return the ids of all applications that stand on the page."""
        found: set[int] = set()
        for each in self.lines:
            if isinstance(each, Pair):
                found |= {each.one, each.other}
            else:
                found |= set(each.members)
        return found


def listed(found: Found, wanted: Wanted, *, families: bool = True) -> Page:
    """Return one page of lines, the surest first; families of sites come last.

    A pair within a cluster stands on the cluster's own page.  A page beyond the last
    is the last.
    """
    lines = _narrowed(found, wanted)
    whole = wanted == Wanted(number=wanted.number, size=wanted.size)
    if families and whole:
        lines += families_of(found)
    last = max(1, -(-len(lines) // wanted.size))
    number = min(max(1, wanted.number), last)
    start = (number - 1) * wanted.size
    return Page(lines[start : start + wanted.size], number, last, len(lines))


def clusters_of(pairs: Iterable[Pair]) -> list[Cluster]:
    """Return the clusters of three and more, each with all pairs within it.

    What a person said of a pair counts, and not its probability.
    """
    pairs = list(pairs)
    groups = clusters(
        ((each.one, each.other, each.duplicate) for each in pairs if not each.judged),
        certain=((each.one, each.other) for each in pairs if each.confirmed),
    )
    groups = [group for group in groups if len(group) > 2]
    of = {key: group for group in groups for key in group}
    within: dict[tuple[int, ...], list[Pair]] = defaultdict(list)
    for each in pairs:
        group = of.get(each.one)
        if group is not None and group == of.get(each.other):
            within[group].append(each)
    return [Cluster(group, tuple(within[group])) for group in groups]


def cluster_of(found: Found, key: int) -> Cluster | None:
    """Return the cluster that an application is in, if the viewer may see one."""
    some = clusters_of(found.pairs)
    return next((each for each in some if key in each.members), None)


def families_of(found: Found) -> list[Family]:
    """Return the families of sites, the largest first."""
    rows = found.sweep.families if found.sweep else []
    return [Family(each["label"], tuple(each["members"])) for each in rows]


def family_of(found: Found, key: int) -> Family | None:
    """Return the family that a site is in."""
    return next((each for each in families_of(found) if key in each.members), None)


def _narrowed(found: Found, wanted: Wanted) -> list[Line]:
    groups = [] if wanted.application else clusters_of(found.pairs)
    grouped = {(each.one, each.other) for group in groups for each in group.pairs}
    alone = [each for each in found.pairs if (each.one, each.other) not in grouped]
    kept: list[Cluster | Pair] = [
        group for group in groups if any(_fits(each, wanted) for each in group.pairs)
    ]
    kept += [each for each in alone if _fits(each, wanted)]
    kept.sort(key=lambda each: each.surety, reverse=True)
    return list(kept)


def _fits(pair: Pair, wanted: Wanted) -> bool:
    if wanted.sort is not None and pair.sort is not wanted.sort:
        return False
    if wanted.application and wanted.application not in {pair.one, pair.other}:
        return False
    if wanted.judged is not None and pair.judged is not wanted.judged:
        return False
    return not wanted.offices or bool(wanted.offices & pair.offices)
