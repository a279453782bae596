"""Put suspicions and sites together: clusters of the same work, families of sites."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
    nought: a chain of pairs alone makes no group.  Pairs that are `certain`, which need
    not be in `ties`, stay together whatever the others say.
    """
    groups = _Groups()
    for one, other in certain:
        groups.join(groups.of(one), groups.of(other))
    for one, other, likely in ties:
        groups.tie(groups.of(one), groups.of(other), round(likely * WHOLE))
    groups.settle()
    kept = [tuple(sorted(each)) for each in groups.members.values() if len(each) > 1]
    return sorted(kept, key=lambda group: (-len(group), group))


class _Groups:
    """Groups of keys and what ties them: the sum over all pairs, and the surest."""

    def __init__(self) -> None:
        self.members: dict[int, list[int]] = {}
        self._home: dict[int, int] = {}
        self._ties: dict[int, dict[int, tuple[int, int]]] = {}
        self._waiting: list[tuple[float, int, int]] = []

    def of(self, key: int) -> int:
        """Return the group of a key, which starts alone."""
        if key not in self._home:
            self._home[key] = key
            self.members[key] = [key]
            self._ties[key] = {}
        return self._home[key]

    def tie(self, one: int, other: int, likely: int) -> None:
        if one != other:
            total, surest = self._ties[one].get(other, (0, 0))
            self._set(one, other, (total + likely, max(surest, likely)))

    def settle(self) -> None:
        """Join what belongs together, the surest first."""
        for one, ties in self._ties.items():
            for other in ties:
                if one < other:
                    self._wait(one, other)
        while self._waiting:
            mean, one, other = heapq.heappop(self._waiting)
            if -mean == self._mean(one, other):
                self.join(one, other)

    def join(self, one: int, other: int) -> None:
        """Make one group of two; its name is the smallest of both."""
        one, other = min(one, other), max(one, other)
        if one == other:
            return
        self.members[one] += self.members[other]
        for key in self.members.pop(other):
            self._home[key] = one
        for near, (total, surest) in self._ties.pop(other).items():
            del self._ties[near][other]
            if near != one:
                self.tie(one, near, total)
                held = self._ties[one][near]
                self._set(one, near, (held[0], max(held[1], surest)))
        for near in self._ties[one]:
            self._wait(one, near)

    def _set(self, one: int, other: int, tie: tuple[int, int]) -> None:
        self._ties[one][other] = self._ties[other][one] = tie

    def _mean(self, one: int, other: int) -> float:
        """Return how likely two groups are one, nought if they are gone or cannot."""
        total, surest = self._ties.get(one, {}).get(other, (0, 0))
        if surest < HOLDING * WHOLE:
            return 0.0
        pairs = len(self.members[one]) * len(self.members[other])
        return total / (pairs * WHOLE)

    def _wait(self, one: int, other: int) -> None:
        mean = self._mean(one, other)
        if mean >= AVERAGE:
            heapq.heappush(self._waiting, (-mean, min(one, other), max(one, other)))


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
