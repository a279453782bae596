"""Put suspicions and sites together: clusters of the same work, families of sites."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from architecture.duplicates.names import HOST
from architecture.duplicates.sites import presents
from architecture.duplicates.text import WORD, fold
from architecture.duplicates.values import Profile, Suspicion

KINDS = (
    ("desa", "Situs desa"),
    ("kelurahan", "Situs kelurahan"),
    ("kecamatan", "Situs kecamatan"),
    ("puskesmas", "Situs puskesmas"),
    ("sekolah", "Situs sekolah"),
)
ABBREVIATED = {"kel": "kelurahan", "kec": "kecamatan", "nagari": "desa"}
SMALLEST = 3


@dataclass(frozen=True, slots=True)
class Family:
    """Sites from one template or of one pattern: a single line, not many pairs."""

    label: str
    government: int
    members: tuple[int, ...]


def clusters(
    suspicions: Mapping[int, Iterable[Suspicion]], at_least: float = 0.5
) -> list[tuple[int, ...]]:
    """Return groups of keys that are joined by suspicions, the largest first.

    `suspicions` holds for a key what was found for it.
    """
    parent: dict[int, int] = {}

    def top(key: int) -> int:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for key, found in suspicions.items():
        for suspicion in found:
            if suspicion.duplicate >= at_least:
                one, other = sorted((top(key), top(suspicion.key)))
                parent[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for key in parent:
        groups[top(key)].append(key)
    kept = [tuple(sorted(group)) for group in groups.values() if len(group) > 1]
    return sorted(kept, key=lambda group: (-len(group), group))


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
