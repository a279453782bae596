"""Put suspicions and sites together: clusters of the same work, families of sites."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from architecture.duplicates.names import HOST
from architecture.duplicates.sites import presents
from architecture.duplicates.text import WORD, fold
from architecture.duplicates.values import Profile

KINDS = (
    ("desa", "Situs desa"),
    ("kelurahan", "Situs kelurahan"),
    ("kecamatan", "Situs kecamatan"),
    ("puskesmas", "Situs puskesmas"),
    ("sekolah", "Situs sekolah"),
)
ABBREVIATED = {"kel": "kelurahan", "kec": "kecamatan", "nagari": "desa"}
SMALLEST = 3
HOLDING = 0.7
"""How likely a pair must be to hold two groups together."""
AVERAGE = 0.5
"""How likely all pairs between two groups must be on average."""

WHOLE = 1_000_000
"""Sums are in millionths, so that their order changes nothing."""

Tie = tuple[int, int, float]
"""Two keys, and how likely they do the same work."""


@dataclass(frozen=True, slots=True)
class Family:
    """Sites from one template or of one pattern: a single line, not many pairs."""

    label: str
    government: int
    members: tuple[int, ...]


def clusters(
    ties: Iterable[Tie], *, certain: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, ...]]:
    """Return groups of two keys and more that do the same work, the largest first.

    Two groups become one if some pair between them is at least `HOLDING` likely and all
    pairs between them are so by half on average, those not in `ties` counting as
    nought: a chain of pairs alone makes no group.  Three that are all tied come before
    pairs that stand alone.  Pairs that are `certain`, which need not be in `ties`, stay
    together whatever the others say.
    """
    groups = _Groups()
    for one, other in certain:
        groups.join(groups.of(one), groups.of(other))
    ties = list(ties)
    near = _near(ties)
    held = near.keys() | groups.keys
    for one, other, likely in ties:
        if one not in held or other not in held:
            continue  # nothing can ever join what has no pair that holds
        closed = likely >= HOLDING and not near[one].isdisjoint(near[other])
        tie = _Held(round(likely * WHOLE), round(likely * WHOLE), closed)
        groups.tie(groups.of(one), groups.of(other), tie)
    groups.settle()
    kept = [tuple(sorted(each)) for each in groups.members.values() if len(each) > 1]
    return sorted(kept, key=lambda group: (-len(group), group))


def _near(ties: Iterable[Tie]) -> dict[int, set[int]]:
    """Return for each key those that it is held together with."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other, likely in ties:
        if likely >= HOLDING and one != other:
            near[one].add(other)
            near[other].add(one)
    return near


class _Held(NamedTuple):
    """What ties two groups: the sum over all pairs, the surest, any in a triangle."""

    total: int = 0
    surest: int = 0
    closed: bool = False

    def __or__(self, other: "_Held") -> "_Held":
        """Return both together."""
        return _Held(
            self.total + other.total,
            max(self.surest, other.surest),
            self.closed or other.closed,
        )


class _Groups:
    """Groups of keys, and what ties them."""

    def __init__(self) -> None:
        self.members: dict[int, list[int]] = {}
        self._home: dict[int, int] = {}
        self._ties: dict[int, dict[int, _Held]] = {}
        self._waiting: list[tuple[bool, float, int, int]] = []

    @property
    def keys(self) -> frozenset[int]:
        """Return all keys that stand in groups, be it alone."""
        return frozenset(self._home)

    def of(self, key: int) -> int:
        """Return the group of a key, which starts alone."""
        if key not in self._home:
            self._home[key] = key
            self.members[key] = [key]
            self._ties[key] = {}
        return self._home[key]

    def tie(self, one: int, other: int, tie: _Held) -> None:
        """Add to what ties two groups."""
        if one != other:
            whole = self._ties[one].get(other, _Held()) | tie
            self._ties[one][other] = self._ties[other][one] = whole

    def settle(self) -> None:
        """Join what belongs together, triangles and the surest first."""
        for one, ties in self._ties.items():
            for other in ties:
                if one < other:
                    self._wait(one, other)
        while self._waiting:
            waiting = heapq.heappop(self._waiting)
            one, other = waiting[2:]
            if waiting[:2] == self._rank(one, other):
                self.join(one, other)

    def join(self, one: int, other: int) -> None:
        """Make one group of two; its name is the smallest of both."""
        one, other = min(one, other), max(one, other)
        if one == other:
            return
        self.members[one] += self.members[other]
        for key in self.members.pop(other):
            self._home[key] = one
        for near, tie in self._ties.pop(other).items():
            del self._ties[near][other]
            self.tie(one, near, tie)
        for near in self._ties[one]:
            self._wait(one, near)

    def _rank(self, one: int, other: int) -> tuple[bool, float] | None:
        """Return what is joined first, the lowest; nothing if they are to stay apart.

        Groups that are gone have no ties any more.
        """
        tie = self._ties.get(one, {}).get(other, _Held())
        if tie.surest < HOLDING * WHOLE:
            return None
        mean = tie.total / (len(self.members[one]) * len(self.members[other]) * WHOLE)
        return (not tie.closed, -mean) if mean >= AVERAGE else None

    def _wait(self, one: int, other: int) -> None:
        rank = self._rank(one, other)
        if rank:
            heapq.heappush(self._waiting, (*rank, min(one, other), max(one, other)))


def families(profiles: Iterable[Profile]) -> list[Family]:
    """Return families of three sites and more, by government and kind of office."""
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for profile in profiles:
        kind = _kind(profile)
        if kind:
            groups[profile.government, kind, _domain(profile)].append(profile.key)
    found = [
        Family(f"{kind} {domain}".strip(), government, tuple(sorted(members)))
        for (government, kind, domain), members in groups.items()
        if len(members) >= SMALLEST
    ]
    return sorted(found, key=lambda f: (-len(f.members), f.government, f.label))


def _kind(profile: Profile) -> str:
    if not presents(profile):
        return ""
    words = {ABBREVIATED.get(word, word) for word in _said(profile)}
    return next((label for word, label in KINDS if word in words), "Situs kantor")


def _said(profile: Profile) -> list[str]:
    return WORD.findall(fold(f"{profile.name} {profile.description}"))


def _domain(profile: Profile) -> str:
    """Return the domain above the site's own label, empty if it tells none."""
    for address in (profile.url, profile.name):
        host = HOST.match(fold(address).strip())
        if host and host[2].count(".") >= 2:
            return host[2].lstrip(".")
    return ""
