"""What an undo would do, as values."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from architecture.model import Element


class Sort(StrEnum):
    """What a piece of an entry is about."""

    FIELD = "isian"
    OFFICE = "perangkat daerah"
    CREATION = "pencatatan"
    RELATION = "relasi"
    USE = "pemakaian"
    PLAN = "rencana"


class State(StrEnum):
    """Whether a piece can be taken back."""

    READY = "dapat dibatalkan"
    CONFLICT = "sudah diubah lagi"
    REFUSED = "tidak dapat dibatalkan"
    STAYS = "tetap tercatat"


@dataclass(frozen=True, slots=True)
class Place:
    """An office of a government, as what somebody may or may not change."""

    government_id: int | None
    organisation_id: int


May = Callable[[Element | Place], bool]
"""Tells whether the person may change an element, or what an office has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that an entry changed: what it is now, and what it would be.

    `name` is the field, the verb or the code of the office; `now` and `then` are as the
    history keeps them.  `key` is the id of a relation, use or plan that is there.
    """

    sort: Sort
    element: int
    name: str
    deed: str
    now: Any
    then: Any
    state: State = State.READY
    why: str = ""
    key: int = 0


@dataclass(frozen=True)
class Foreseen:
    """All pieces of an entry, with the elements that they are about.

    `blocked` is a sentence where nothing of it can be taken back.
    """

    government: int
    pieces: Sequence[Piece]
    elements: Mapping[int, Element]
    blocked: str = ""

    def of(self, state: State) -> list[Piece]:
        """Return the pieces of that state."""
        return [each for each in self.pieces if each.state is state]

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """Return how many pieces are in each state."""
        return Counter(each.state for each in self.pieces)

    @cached_property
    def token(self) -> str:
        """Return what stands for exactly this, so that a stale preview shows."""
        told = [
            [p.sort, p.element, p.name, p.now, p.then, p.state, p.key]
            for p in self.pieces
        ]
        text = json.dumps(told, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
