"""Field by field: what each of the two says, and what can stand after a merge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from architecture.elements.values import nothing
from architecture.inventory.details import details_of, shown
from architecture.layers import APPLICATION_FIELDS, Field, FieldKind, Status
from architecture.merging.values import Choice, Line
from architecture.model import Application
from architecture.reference.calendar import tanggal

LIFE: Mapping[str, str] = {
    "status": "Status",
    "sharing": "Berbagi pakai dengan pemerintah lain",
    "sensitive": "Sensitif",
    "live_on": "Aktif sejak",
}
"""What else can be chosen, beside what is stated of an application."""

MOST_CODES = 20
_LISTS = frozenset({FieldKind.CODES, FieldKind.CHOICES})
_RUNS = frozenset({Status.LIVE, Status.PHASING_OUT})
_NAMES = frozenset({"name", "acronym"})


def lines(survivor: Application, merged: Application) -> list[Line]:
    """Return every field in which the merged one says something else."""
    kept, other = details_of(survivor), details_of(merged)
    found = [
        _stated(field, kept[field.name], other[field.name])
        for field in APPLICATION_FIELDS
    ]
    found += [
        _of_life(name, getattr(survivor, name), getattr(merged, name)) for name in LIFE
    ]
    return [each for each in found if each is not None]


def outcome(some: list[Line], choices: Mapping[str, Choice]) -> dict[str, Any]:
    """Return field → value that will stand, as was chosen or by default."""
    return {
        each.name: each.outcomes.get(
            choices.get(each.name, each.default), each.outcomes[each.default]
        )
        for each in some
    }


def former_names(
    survivor: Application, merged: Application, values: Mapping[str, Any]
) -> list[str]:
    """Return the names by which the survivor is found too, as it will be called."""
    borne = {values.get(name, getattr(survivor, name)) for name in _NAMES}
    said = [
        *survivor.former_names,
        survivor.name,
        survivor.acronym,
        merged.name,
        merged.acronym,
        *merged.former_names,
    ]
    names = {_plain(each): each for each in reversed(said) if each}
    for each in borne:
        names.pop(_plain(each), None)
    return list(reversed(names.values()))


def told(value: Any) -> str:
    """Return a value as people read it, of what no field describes."""
    match value:
        case None:
            return ""
        case bool():
            return "Ya" if value else "Tidak"
        case list():
            return ", ".join(value)
        case date():
            return tanggal(value)
        case _:
            return str(value.value)


@dataclass(frozen=True, slots=True)
class _About:
    """A field as lines tell of it."""

    name: str
    label: str
    tell: Callable[[Any], str]

    def line(
        self, kept: Any, other: Any, outcomes: Mapping[Choice, Any], default: Choice
    ) -> Line:
        """Return the line of the field."""
        return Line(
            name=self.name,
            label=self.label,
            kept=self.tell(kept),
            other=self.tell(other),
            outcomes=outcomes,
            texts={choice: self.tell(value) for choice, value in outcomes.items()},
            default=default,
        )


def _stated(field: Field, kept: Any, other: Any) -> Line | None:
    about = _About(field.name, field.label, partial(shown, field))
    if _empty(field, other) or _plain(kept) == _plain(other):
        return None
    if _empty(field, kept) and field.name not in _NAMES:
        return about.line(kept, other, {Choice.TAKE: other}, Choice.TAKE)
    outcomes = {Choice.KEEP: kept, Choice.TAKE: other}
    default = Choice.KEEP
    both = _both(field, kept, other)
    if both is not None:
        outcomes[Choice.BOTH] = both
        if field.kind in _LISTS or field.name == "notes":
            default = Choice.BOTH
    if both == kept:
        return None
    return about.line(kept, other, outcomes, default)


def _of_life(name: str, kept: Any, other: Any) -> Line | None:
    if kept == other or other is None:
        return None
    about = _About(name, LIFE[name], told)
    if kept is None:
        return about.line(kept, other, {Choice.TAKE: other}, Choice.TAKE)
    outcomes = {Choice.KEEP: kept, Choice.TAKE: other}
    takes = {
        "status": kept not in _RUNS and other in _RUNS,
        "sensitive": bool(other),
        "live_on": isinstance(other, date) and other < kept,
    }
    default = Choice.TAKE if takes.get(name, False) else Choice.KEEP
    return about.line(kept, other, outcomes, default)


def _both(field: Field, kept: Any, other: Any) -> Any:
    """Return what both say together, None where that is nothing that can be kept."""
    if field.kind is FieldKind.CODES:
        codes = list(dict.fromkeys([*kept, *other]))
        return codes if len(codes) <= MOST_CODES else None
    if field.kind is FieldKind.CHOICES:
        return [name for name in field.members if name in {*kept, *other}]
    if field.kind is not FieldKind.TEXT:
        return None
    have = {_plain(line) for line in kept.splitlines()}
    more = [line for line in other.splitlines() if _plain(line) not in have]
    text = "\n".join([kept, *more])
    return text if len(text) <= field.maximum else None


def _empty(field: Field, value: Any) -> bool:
    """Tell whether nothing is known; a form that all have is always known."""
    return field.name != "type" and value in (None, nothing(field))


def _plain(value: Any) -> Any:
    """Return what counts of a value: blanks, case and the order of a list do not."""
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return " ".join(value.split()).casefold()
    return sorted(value) if isinstance(value, list) else value
