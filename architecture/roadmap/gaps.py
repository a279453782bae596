"""Gaps: what is new, what says something else, and what has ended by a later day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Turn(StrEnum):
    """What becomes of an element from one day to another."""

    ADDED = "Baru"
    CHANGED = "Berubah"
    RETIRED = "Berhenti"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else on the later day."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Gap:
    """What becomes of one element; `changes` of one that is there on both days."""

    key: int
    turn: Turn
    changes: tuple[Change, ...] = ()


Said = Mapping[int, Mapping[str, Any]]
"""What is there on a day: element → field → value."""


def gaps(before: Said, after: Said) -> list[Gap]:
    """Return what differs between two days, by element.

    >>> [each.turn.name for each in gaps({1: {}, 2: {"n": 1}}, {2: {"n": 2}, 3: {}})]
    ['RETIRED', 'CHANGED', 'ADDED']
    """
    found = []
    for key in sorted({*before, *after}):
        if key not in before:
            found.append(Gap(key, Turn.ADDED))
        elif key not in after:
            found.append(Gap(key, Turn.RETIRED))
        elif changes := _changes(before[key], after[key]):
            found.append(Gap(key, Turn.CHANGED, changes))
    return found


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(field, old.get(field), value)
        for field, value in new.items()
        if old.get(field) != value
    )
