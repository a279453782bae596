"""What the page of a preview shows of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from architecture.exchange.inventories.actions import Kind
from architecture.exchange.inventories.columns import LABELS
from architecture.exchange.inventories.keeping import OFFICE
from architecture.exchange.inventories.known import label
from architecture.inventory.details import BY_NAME, parsed, shown
from architecture.layers import Status
from architecture.model import Import, ImportRow
from eaportal.badges import Badge
from eaportal.exchange.showing import Change, Tab, cut, tabs

LOOKS: Mapping[str, Badge] = {
    Kind.REFUSED.name: Badge("Ditolak", "red", "ban"),
    Kind.NEW.name: Badge("Aplikasi baru", "green", "plus"),
    Kind.SUGGESTION.name: Badge("Baru, mungkin sama", "orange", "help-circle"),
    Kind.USE.name: Badge("Pemakaian", "teal", "share"),
    Kind.WEBSITE.name: Badge("Situs web baru", "azure", "world"),
    Kind.UPDATE.name: Badge("Diperbarui", "purple", "pencil"),
    Kind.MERGED.name: Badge("Digabung", "teal", "git-merge"),
    Kind.SAME.name: Badge("Sudah sama", "secondary", "check"),
    Kind.IGNORED.name: Badge("Bukan aplikasi", "secondary", "minus"),
    OFFICE: Badge("Perangkat daerah baru", "azure", "building"),
}
"""Action → badge, in the order of the tabs."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the page shows it; `application` is the id of what it is about."""

    number: int
    name: str
    badge: Badge
    office: str
    reasons: Sequence[str]
    warnings: Sequence[str]
    changes: Sequence[Change]
    application: int | None
    likely: Sequence[tuple[int, str]]
    candidate: bool


def tabs_of(upload: Import) -> list[Tab]:
    """Return the kinds that the preview has, refused rows first; offices apart."""
    rows = {kind: many for kind, many in upload.counts.items() if kind != OFFICE}
    found = tabs(LOOKS, rows, every="Semua baris")
    offices = upload.counts.get(OFFICE, 0)
    return [*found, Tab(OFFICE, LOOKS[OFFICE].text, offices)] if offices else found


def rows_of(upload: Import) -> int | None:
    """Return how many rows were planned, or else read; None if none were yet."""
    planned = sum(many for kind, many in upload.counts.items() if kind != OFFICE)
    return planned or upload.options.get("rows")


def row(kept: ImportRow) -> Row:
    """Return a kept row as the page shows it."""
    told = kept.values
    if kept.action == OFFICE:
        reason = f"Kode {told['code']}, di bawah {told['parent']}."
        return Row(kept.number, kept.name, LOOKS[OFFICE], "", [reason], *_NOTHING)
    return Row(
        number=kept.number,
        name=kept.name or "(tanpa nama)",
        badge=LOOKS[kept.action],
        office=told["office"],
        reasons=kept.reasons,
        warnings=told["warnings"],
        changes=_changes(told) if kept.action == Kind.UPDATE.name else [],
        application=told["application_id"],
        likely=[
            (each["application_id"], label(each["code"], each["name"]))
            for each in told["likely"]
        ],
        candidate=told["candidate_national"],
    )


_NOTHING: tuple[Any, ...] = ([], [], None, [], False)


def _changes(told: Mapping[str, Any]) -> list[Change]:
    return [
        Change(LABELS[name], _text(name, told["before"].get(name)), _text(name, value))
        for name, value in told["values"].items()
    ]


def _text(name: str, value: Any) -> str:
    if name == "status":
        return Status[value].value if value else ""
    values, wrong = parsed({name: value})
    text = str(value) if wrong else shown(BY_NAME[name], values[name])
    return cut(text)
