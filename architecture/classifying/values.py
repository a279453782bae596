"""What a release says, and what becomes of the codes before it."""

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a code; the value is what people read."""

    SAME = "tetap"
    RENAMED = "berganti judul"
    MOVED = "pindah"
    MERGED = "digabung"
    SPLIT = "dipecah"
    WITHDRAWN = "dicabut"
    UNSURE = "belum pasti"
    NEW = "baru"


@dataclass(frozen=True, slots=True)
class NewCode:
    """A row of a release; `change` is None where the file does not say it.

    `line` is its number in the file; `origins` are codes of the release before.
    """

    code: str
    parent: str
    level: int
    name: str
    note: str = ""
    change: Change | None = None
    origins: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one code of the release before."""

    change: Change
    targets: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Tell whether somebody has to choose."""
        return len(self.targets) != 1 or self.change is Change.UNSURE
