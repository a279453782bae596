"""Tell whether a row means a national application that is listed.

A name alone is not enough where governments give the same name to their own: then the
row must say that it is national, or its address must lead there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from architecture.exchange.inventories.addresses import host_of
from architecture.exchange.inventories.known import Likely, National
from architecture.exchange.inventories.lists import rows
from architecture.exchange.inventories.naming import in_common, key_of, read_name
from architecture.exchange.inventories.rows import Row

_REGIONAL = re.compile(r"(?:kota|kab|prov|kabupaten)\.go\.id$|\.desa\.id$")
_COMMON = frozenset(row["word"] for row in rows("generic") if row["kind"] == "label")
_SHARED = frozenset(row["word"] for row in rows("generic") if row["kind"] == "shared")


class Strength(Enum):
    """How sure it is that the national application is meant."""

    SURE = auto()
    LIKELY = auto()


@dataclass(frozen=True, slots=True)
class Match:
    """The national application that a row means, and why."""

    national: National
    strength: Strength
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def likely(self) -> Likely:
        """Return the match as a suggestion."""
        return Likely(
            application_id=self.national.id,
            code=self.national.code,
            name=self.national.name,
            score=0.9 if self.strength is Strength.SURE else 0.7,
            reasons=self.reasons,
        )


class Nationals:
    """The national applications, ready to be found by name and address."""

    def __init__(self, listed: Sequence[National], local_domain: str = "") -> None:
        """Prepare the names; `local_domain` is where the government's own sites are."""
        self._names: dict[str, National] = {}
        self._former: dict[str, National] = {}
        self._hosts: dict[str, National] = {}
        self._labels: dict[str, National] = {}
        self._local = local_domain
        for each in listed:
            for name in (each.code, each.name, *each.names):
                self._names.setdefault(key_of(name), each)
                self._names.setdefault(read_name(name).key, each)
            for name in each.former_names:
                self._former.setdefault(key_of(name), each)
            if host := host_of(each.url):
                self._hosts.setdefault(host, each)
                self._labels.setdefault(host.split(".", 1)[0], each)

    def is_local(self, url: str) -> bool:
        """Tell whether an address is one of a regional government."""
        host = host_of(url)
        local = self._local and (f".{host}").endswith(f".{self._local}")
        return bool(local or _REGIONAL.search(host))

    def find(self, row: Row) -> Match | None:
        """Return the national application that a row means or may mean."""
        by_host = self._by_host(row.url, row.owner.national is True)
        if by_host and row.owner.national is not False:
            told = f"Alamatnya milik {by_host.name}."
            return Match(by_host, Strength.SURE, (told,))
        for key in _keys(row):
            if national := self._names.get(key):
                return self._by_name(row, key, national)
            if national := self._former.get(key):
                return self._superseded(row, national)
        return self._by_prefix(row)

    def _by_host(self, url: str, national: bool) -> National | None:
        """Return whose address it is; a ministry changes its name, the label stays."""
        host = host_of(url)
        if not host or self.is_local(url):
            return None
        if host in self._hosts:
            return self._hosts[host]
        if not host.endswith(".go.id"):
            return None
        labels = host.removesuffix(".go.id").split(".")[:-1]
        found = {
            self._names[key].id: self._names[key]
            for key in map(key_of, labels)
            if len(key) > 2 and key in self._names and key not in _SHARED
        }
        if not found and national:
            found = {
                self._labels[label].id: self._labels[label]
                for label in labels
                if len(label) > 3 and label in self._labels and label not in _COMMON
            }
        return next(iter(found.values())) if len(found) == 1 else None

    def _by_name(self, row: Row, key: str, national: National) -> Match:
        reasons = [f"Namanya sama dengan aplikasi nasional {national.name}."]
        warnings: list[str] = []
        local = self.is_local(row.url)
        if row.owner.national:
            if local:
                warnings.append("Tertulis pusat, tetapi alamatnya milik daerah.")
            return Match(national, Strength.SURE, tuple(reasons), tuple(warnings))
        if row.owner.national is False:
            warnings.append(
                "Tertulis aplikasi daerah, tetapi namanya aplikasi nasional."
            )
        other = self._other_function(row, national)
        if other:
            reasons.append("Uraiannya tidak menyebut fungsi yang sama.")
        unsure = row.owner.national is False or local or other or key in _SHARED
        strength = Strength.LIKELY if unsure else Strength.SURE
        return Match(national, strength, tuple(reasons), tuple(warnings))

    def _superseded(self, row: Row, national: National) -> Match:
        warning = f"“{row.name}” sudah digantikan oleh {national.name}."
        sure = row.owner.national is True
        return Match(
            national,
            Strength.SURE if sure else Strength.LIKELY,
            (f"Nama lama dari aplikasi nasional {national.name}.",),
            (warning,),
        )

    def _by_prefix(self, row: Row) -> Match | None:
        """Take a national name with a word more for what may be one of its modules."""
        words = row.name.split()
        if not row.owner.national or not 1 < len(words) <= 4:
            return None
        first = key_of(words[0])
        national = self._names.get(first)
        if national is None or len(first) < 4 or first not in _own_names(national):
            return None
        told = f"Namanya diawali aplikasi nasional {national.name}; mungkin modulnya."
        return Match(national, Strength.LIKELY, (told,))

    def _other_function(self, row: Row, national: National) -> bool:
        told = f"{row.reading.long} {row.purpose}"
        theirs = " ".join((national.function, *national.names, national.name))
        shared = in_common(told, theirs)
        return shared == 0.0 and len(told.split()) >= 4


def _own_names(national: National) -> set[str]:
    """Return the keys of the proper names, without those that others bear too."""
    parts = [national.code, *re.split(r"[-/ ]+", national.code), national.name]
    return {key_of(part) for part in parts} - _SHARED


def _keys(row: Row) -> list[str]:
    keys = [row.reading.key, key_of(row.name)]
    if row.reading.long:
        keys.append(key_of(row.reading.long))
    return [key for key in dict.fromkeys(keys) if len(key) > 2]
