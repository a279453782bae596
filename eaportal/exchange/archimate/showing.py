"""What the pages of an import of an ArchiMate file show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from architecture.exchange.archimate.plan import Action
from architecture.model import Import, ImportRow
from eaportal.badges import Badge

LOOKS: Mapping[str, Badge] = {
    Action.REFUSED.name: Badge(Action.REFUSED.value, "red", "ban"),
    Action.CREATED.name: Badge(Action.CREATED.value, "green", "plus"),
    Action.UPDATED.name: Badge(Action.UPDATED.value, "azure", "pencil"),
    Action.KEPT.name: Badge(Action.KEPT.value, "secondary", "package"),
    Action.GONE.name: Badge(Action.GONE.value, "orange", "minus"),
}
"""Action of a kept line → badge."""

UNCHANGED = Action.UNCHANGED.name.lower()
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Change:
    """A field: what it says now and what it is to say."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file as the page shows it."""

    place: str
    name: str
    type: str
    badge: Badge
    reasons: Sequence[str]
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Tab:
    """One action with how many lines have it; the action "" is all of them."""

    action: str
    text: str
    many: int


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
            Change(label, _cut(before), _cut(after))
            for label, (before, after) in told["changes"].items()
        ],
    )


def tabs(upload: Import) -> list[Tab]:
    """Return the actions that the preview has, those that need an eye first."""
    found = [
        Tab(name, look.text, upload.counts.get(name.lower(), 0))
        for name, look in LOOKS.items()
    ]
    met = [each for each in found if each.many]
    return [Tab("", "Semua", sum(each.many for each in met)), *met]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
