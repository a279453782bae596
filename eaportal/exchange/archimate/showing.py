"""What the pages of an import of an ArchiMate file show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from architecture.exchange.archimate.plan import Action
from architecture.model import Import, ImportRow
from eaportal.badges import Badge
from eaportal.exchange.showing import Change, Tab, cut, tabs

LOOKS: Mapping[str, Badge] = {
    Action.REFUSED.name: Badge(Action.REFUSED.value, "red", "ban"),
    Action.CREATED.name: Badge(Action.CREATED.value, "green", "plus"),
    Action.UPDATED.name: Badge(Action.UPDATED.value, "azure", "pencil"),
    Action.KEPT.name: Badge(Action.KEPT.value, "secondary", "package"),
    Action.GONE.name: Badge(Action.GONE.value, "orange", "minus"),
}
"""Action of a kept line → badge."""

UNCHANGED = Action.UNCHANGED.name.lower()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file as the page shows it."""

    place: str
    name: str
    type: str
    badge: Badge
    reasons: Sequence[str]
    changes: Sequence[Change]


def row(kept: ImportRow) -> Row:
    """Return a kept line as the page shows it."""
    told = kept.values
    return Row(
        place=f"{kept.sheet}, baris {kept.number}" if kept.number else kept.sheet,
        name=kept.name or "(tanpa nama)",
        type=told["type"],
        badge=LOOKS[kept.action],
        reasons=kept.reasons,
        changes=[
            Change(label, cut(before), cut(after))
            for label, (before, after) in told["changes"].items()
        ],
    )


def tabs_of(upload: Import) -> list[Tab]:
    """Return the actions that the preview has, those that need an eye first."""
    counts = {name.upper(): many for name, many in upload.counts.items()}
    return tabs(LOOKS, counts, every="Semua")
