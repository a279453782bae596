"""What the pages of an import of a workbook show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from architecture.exchange.book.actions import Action
from architecture.exchange.book.keeping import TAKEN
from architecture.model import Import, ImportRow
from eaportal.badges import Badge
from eaportal.exchange.showing import Change, Tab, cut, tabs

LOOKS: Mapping[str, Badge] = {
    Action.REFUSED.name: Badge("Ditolak", "red", "ban"),
    Action.CONFLICT.name: Badge("Bentrok: dibiarkan", "orange", "alert-triangle"),
    TAKEN: Badge("Bentrok: pakai berkas", "purple", "replace"),
    Action.NEW.name: Badge("Baru", "green", "plus"),
    Action.CHANGED.name: Badge("Berubah", "azure", "pencil"),
    Action.REMOVED.name: Badge("Dihapus", "secondary", "trash"),
}
"""Action of a kept row → badge."""

COUNTED: Sequence[tuple[str, str]] = (
    (Action.NEW.name, "Baru"),
    (Action.CHANGED.name, "Berubah"),
    (Action.REMOVED.name, "Dihapus"),
    (Action.CONFLICT.name, "Bentrok"),
    (Action.REFUSED.name, "Ditolak"),
    (Action.SAME.name, "Tetap"),
)
"""Action → heading, in the order of the table of counts."""

CONFLICTS = frozenset({Action.CONFLICT.name, TAKEN})

_FIRST = 6
"""So many cells of a row are shown at once; the others fold away."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the page shows it."""

    key: int
    place: str
    code: str
    name: str
    badge: Badge
    reasons: Sequence[str]
    first: Sequence[Change]
    others: Sequence[Change]
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A sheet with the number of its rows by action."""

    sheet: str
    numbers: Sequence[tuple[str, int]]


def row(kept: ImportRow) -> Row:
    """Return a kept row as the page shows it."""
    told: Mapping[str, Any] = kept.values
    changes = [
        Change(each["heading"], cut(each["before"]), cut(each["after"]))
        for each in told["differences"]
    ]
    return Row(
        key=kept.id,
        place=f"{kept.sheet}, baris {kept.number}",
        code=told["code"],
        name=told["name"] or told["code"] or "(tanpa nama)",
        badge=LOOKS[kept.action],
        reasons=kept.reasons,
        first=changes[:_FIRST],
        others=changes[_FIRST:],
        is_conflict=kept.action in CONFLICTS,
    )


def counts(upload: Import) -> list[Counted]:
    """Return the sheets of the file in their order, with the numbers of their rows."""
    return [
        Counted(
            sheet, [(name, upload.counts[sheet].get(name, 0)) for name, _ in COUNTED]
        )
        for sheet in upload.sheets
        if sheet in upload.counts
    ]


def tabs_of(upload: Import, taken: int) -> list[Tab]:
    """Return the actions that the preview has; `taken` conflicts take the file."""
    counts: Counter[str] = Counter()
    for each in upload.counts.values():
        counts.update(each)
    conflict = Action.CONFLICT.name
    return tabs(
        LOOKS,
        counts | {TAKEN: taken, conflict: counts[conflict] - taken},
        every="Semua",
    )


def changed(upload: Import) -> int:
    """Return how many rows would be written, conflicts left out."""
    done = (Action.NEW.name, Action.CHANGED.name, Action.REMOVED.name)
    return sum(each.get(name, 0) for each in upload.counts.values() for name in done)
