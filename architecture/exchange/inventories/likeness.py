"""What in the inventory is likely the same as a new row, by what it does."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from architecture.duplicates import TEXTS, Index, Kind, Profile, Suspicion
from architecture.exchange.inventories.known import Existing, Likely, National, Values
from architecture.layers import ApplicationType, Status

LEAST = 0.8
"""The probability of a duplicate from which an import says so; less is noise here."""

MOST_ASKED = 2_000
"""So many new rows of one import are compared by what they do; the first ones."""

_SHOWN = 3
_SILENT = frozenset({Kind.BASE, Kind.THIN, Kind.OWNER})


class Likeness:
    """Compares new rows with the inventory and the national list.

    The index is built when the first row asks.  After `MOST_ASKED` rows nothing is
    compared any more, so that a long file costs no more than that; `skipped` counts
    the rows that were not.
    """

    def __init__(
        self,
        applications: Sequence[Existing],
        national: Sequence[National],
        offices: Mapping[str, int],
        government: int,
    ) -> None:
        """Take what may be named; offices are code → id."""
        self._applications = applications
        self._national = national
        self._offices = offices
        self._government = government
        self._index: Index | None = None
        self._names: dict[int, tuple[str, str]] = {}
        self._asked = 0
        self.skipped = 0

    def __call__(self, values: Values, office: str) -> list[Likely]:
        """Return what is likely the same as a row of an office, the likeliest first."""
        if self._asked >= MOST_ASKED:
            self.skipped += 1
            return []
        self._asked += 1
        found = self._built().similar(self._profile(0, values, office), limit=_SHOWN)
        return [
            self._likely(each)
            for each in found
            if each.duplicate >= LEAST and not each.name_conflict
        ]

    @property
    def note(self) -> str:
        """Return a sentence about the rows that were not compared, or nothing."""
        if not self.skipped:
            return ""
        told = f"{MOST_ASKED:,} baris baru pertama".replace(",", ".")
        return (
            f"Kemiripan fungsi diperiksa untuk {told}; baris lainnya diperiksa "
            "sesudah impor."
        )

    def _built(self) -> Index:
        if self._index is None:
            self._index = Index([*self._own(), *self._listed()])
        return self._index

    def _own(self) -> Iterable[Profile]:
        for each in self._applications:
            gone = each.values.get("status") == Status.RETIRED.name
            site = each.values.get("type") == ApplicationType.WEBSITE.name
            if not gone and not site:
                self._names[each.id] = (each.code, each.name)
                yield self._profile(each.id, each.values, each.organisation)

    def _listed(self) -> Iterable[Profile]:
        for each in self._national:
            self._names[each.id] = (each.code, each.name)
            long = each.names[0] if each.names else each.name
            yield Profile(
                key=each.id,
                name=long,
                acronym=each.name if each.name != long else "",
                function=each.function,
                url=each.url,
            )

    def _profile(self, key: int, values: Values, office: str) -> Profile:
        codes: Any = values.get("reference_codes", ())
        return Profile(
            key=key,
            codes=tuple(codes),
            owner=self._offices.get(office, 0),
            government=self._government,
            type=str(values.get("type", ApplicationType.APPLICATION.name)),
            **{name: str(values.get(name, "")) for name in TEXTS},
        )

    def _likely(self, suspicion: Suspicion) -> Likely:
        code, name = self._names[suspicion.key]
        telling = [each for each in suspicion.reasons if each.points > 0]
        telling = [each for each in telling if each.kind not in _SILENT]
        telling.sort(key=lambda each: -each.points)
        return Likely(
            application_id=suspicion.key,
            code=code,
            name=name,
            score=round(suspicion.duplicate, 3),
            reasons=tuple(each.text for each in telling[:_SHOWN]),
        )
