"""What is wanted of a selection, and what would become of each element, as values."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from architecture.elements.changes import ChangeSet
from architecture.layers import Layer, Verb
from architecture.scope import Viewer

MOST = 10_000
"""Elements that are changed at once; more are narrowed down first."""


class What(StrEnum):
    """What may be set beside the fields of a layer and of the life of an element."""

    OFFICE = "Pemilik"
    RELATE = "Tambah relasi"
    UNRELATE = "Hapus relasi"
    RETIRE = "Hentikan"


class How(StrEnum):
    """How a field that holds several is changed; any other is only replaced."""

    ADD = "Tambahkan pada yang ada"
    TAKE = "Hilangkan dari yang ada"
    SET = "Ganti seluruhnya"


class State(StrEnum):
    """What would become of an element."""

    CHANGES = "Berubah"
    STAYS = "Tetap"
    REFUSED = "Tidak dapat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation of each selected element with one other; `outgoing`: from them."""

    verb: Verb
    outgoing: bool
    other: int
    starts_on: date | None = None
    ends_on: date | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The one thing to be done to all, and why.

    `name` is a field, one of `elements.LIFE`, or the name of a `What`.  `value` is
    what was typed, the id of the office, or the day of the end.
    """

    name: str
    value: Any = ""
    how: How = How.SET
    tie: Tie | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who changes a layer of a government, and on which day.

    `edit` are the offices whose elements they may edit; None: the whole government's.
    """

    viewer: Viewer
    government: int
    layer: Layer
    edit: frozenset[int] | None
    today: date

    def holds(self, office: int) -> bool:
        """Tell whether what that office owns may be edited."""
        return self.edit is None or office in self.edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An element with what it says now and would say; `why` it stays or is refused.

    `is_new`: it was otherwise when the person looked the last time.
    """

    key: int
    version: int
    code: str
    name: str
    office: str
    state: State
    before: str = ""
    after: str = ""
    why: str = ""
    is_new: bool = False

    @property
    def seal(self) -> str:
        """Return a short text that is another one if anything were otherwise.

        Of what stays or is refused the version does not matter.
        """
        version = self.version if self.state is State.CHANGES else 0
        told = [version, self.state.name, self.before, self.after, self.why]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would become of a selection.

    `lost` elements are not there or not the viewer's to see any more.
    """

    label: str
    lines: Sequence[Line]
    changes: ChangeSet
    lost: int = 0

    @property
    def counts(self) -> Mapping[State, int]:
        """Return how many elements change, stay and are refused."""
        return Counter(line.state for line in self.lines)

    def of(self, state: State) -> list[Line]:
        """Return the lines of one state, what is new before the rest."""
        found = [line for line in self.lines if line.state is state]
        return sorted(found, key=lambda line: not line.is_new)

    @property
    def seals(self) -> dict[int, str]:
        """Return what the person who looks at this has seen: element → seal."""
        return {line.key: line.seal for line in self.lines}


def wish_to_json(wish: Wish) -> dict[str, Any]:
    """Return a wish as a job can carry it."""
    tie = wish.tie and {
        "verb": wish.tie.verb.name,
        "outgoing": wish.tie.outgoing,
        "other": wish.tie.other,
        "starts_on": _iso(wish.tie.starts_on),
        "ends_on": _iso(wish.tie.ends_on),
        "attributes": dict(wish.tie.attributes),
    }
    value = wish.value
    return {
        "name": wish.name,
        "value": {"day": value.isoformat()} if isinstance(value, date) else value,
        "how": wish.how.name,
        "tie": tie,
        "reason": wish.reason,
    }


def wish_from_json(told: Mapping[str, Any]) -> Wish:
    """Return the wish that a job carries."""
    value, tie = told["value"], told["tie"]
    return Wish(
        name=told["name"],
        value=_day(value["day"]) if isinstance(value, dict) else value,
        how=How[told["how"]],
        tie=Tie(
            verb=Verb[tie["verb"]],
            outgoing=tie["outgoing"],
            other=tie["other"],
            starts_on=_day(tie["starts_on"]),
            ends_on=_day(tie["ends_on"]),
            attributes=tie["attributes"],
        )
        if tie
        else None,
        reason=told["reason"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
