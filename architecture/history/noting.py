"""Note what changes, until it is sealed into the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

_WAITING = "notes"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Noted:
    """What was done to a row, before it has its place in the chain."""

    government: int
    subject: str
    subject_id: int
    deed: str
    values: dict[str, list[Any]]


def note(
    session: Session,
    subject: Any,
    deed: str,
    values: Mapping[str, Sequence[Any]] | None = None,
    *,
    government: int,
) -> None:
    """Remember that something was done to a row; its id must be known by now.

    `values` runs field → (old, new).  `deed` is Indonesian, as people read it.
    """
    noted = Noted(
        government,
        subject.__tablename__,
        subject.id,
        deed,
        {field: [plain(v) for v in pair] for field, pair in (values or {}).items()},
    )
    session.info.setdefault(_WAITING, []).append(noted)


def difference(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the fields of `new` that differ, each with its old and new value.

    >>> difference({"a": 1, "b": 2}, {"a": 1, "b": 3})
    {'b': (2, 3)}
    """
    return {
        field: (old.get(field), value)
        for field, value in new.items()
        if plain(old.get(field)) != plain(value)
    }


def change(
    session: Session,
    subject: Any,
    values: Mapping[str, Any],
    *,
    deed: str,
    government: int,
) -> dict[str, tuple[Any, Any]]:
    """Set the given fields of a row and note what really changed; return it."""
    changed = difference({field: getattr(subject, field) for field in values}, values)
    for field, (_, value) in changed.items():
        setattr(subject, field, value)
    if changed:
        note(session, subject, deed, changed, government=government)
    return changed


def discard(session: Session) -> None:
    """Forget what was noted, after a rollback."""
    session.info.pop(_WAITING, None)


def taken(session: Session) -> list[Noted]:
    """Return what was noted, and forget it: it is about to be sealed."""
    noted: list[Noted] = session.info.pop(_WAITING, [])
    return noted


def pending(session: Session, subject: str) -> set[int]:
    """Return the ids of rows of a table whose changes here are not sealed yet."""
    noted: list[Noted] = session.info.get(_WAITING, [])
    return {each.subject_id for each in noted if each.subject == subject}


def plain(value: Any) -> Any:
    """Return a value as JSON and the canonical text can hold it."""
    match value:
        case Enum():
            return value.name
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return _digits(value)
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(each) for each in value]
        case _:
            return value


def _digits(value: Decimal) -> str:
    """Return a number with two decimals, or with as many as it has beyond them.

    >>> [_digits(Decimal(each)) for each in ("1500000", "4.2500", "4.1250")]
    ['1500000.00', '4.25', '4.125']
    """
    cents = value.quantize(_CENT)
    return format(cents if cents == value else value.normalize(), "f")
