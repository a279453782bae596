"""Learn from the inventory itself what its acronyms stand for."""

from collections import Counter

from architecture.duplicates.names import Name, abbreviates
from architecture.duplicates.text import WORD

FILLING = frozenset(
    [
        "sistem",
        "informasi",
        "manajemen",
        "aplikasi",
        "elektronik",
        "online",
        "berbasis",
        "web",
        "dan",
    ]
)


class LongForms:
    """What each acronym is said to stand for; two answers count as none."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._said: dict[str, Counter[str]] = {}

    def add(self, name: Name, change: int = 1) -> set[str]:
        """Note (or with -1 forget) a name; return the acronyms that change meaning."""
        if not name.long:
            return set()
        changed = set()
        for acronym in name.acronyms:
            if not abbreviates(acronym, name.long):
                continue
            before = self.of(acronym)
            told = [word for word in WORD.findall(name.long) if word not in FILLING]
            key = " ".join(sorted(told))
            said = self._said.setdefault(acronym, Counter())
            said[key] += change
            if said[key] <= 0:
                del said[key]
            if self.of(acronym) != before:
                changed.add(acronym)
        return changed

    def of(self, acronym: str) -> str:
        """Return the long form of an acronym, empty if unknown or in dispute."""
        said = self._said.get(acronym)
        return next(iter(said)) if said and len(said) == 1 else ""

    def expand(self, name: Name) -> str:
        """Return the long form for a name that does not give it."""
        return "" if name.long else " ".join(map(self.of, name.acronyms)).strip()

    def to_values(self) -> dict[str, dict[str, int]]:
        """Return what `from_values` takes."""
        return {acronym: dict(said) for acronym, said in self._said.items() if said}

    @classmethod
    def from_values(cls, values: dict[str, dict[str, int]]) -> "LongForms":
        """Return what was learnt before."""
        made = cls()
        made._said = {acronym: Counter(said) for acronym, said in values.items()}
        return made
