"""What a change of the organisation is made of, and what is told of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from architecture.merging.values import Deed
from architecture.model import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where things go: an office that is there, by `office`, or one that is made.

    `parent` is where a new one hangs, 0 for beside the first that it follows.  `key` is
    the negative number by which later steps of the same change name a new one.
    """

    office: int = 0
    key: int = 0
    code: str = ""
    name: str = ""
    short_name: str = ""
    parent: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return what the table of steps keeps."""
        return {
            "office": self.office,
            "key": self.key,
            "code": self.code,
            "name": self.name,
            "short_name": self.short_name,
            "parent": self.parent,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """What is stated of one step.

    For a new name the one target holds it, for a move its `parent`.
    """

    kind: StepKind
    sources: tuple[int, ...]
    targets: tuple[Target, ...] = ()
    choices: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_row(cls, row: Any) -> "StepDetails":
        """Return what a row of the table of steps keeps."""
        return cls(
            kind=row.kind,
            sources=tuple(row.sources),
            targets=tuple(Target(**each) for each in row.targets),
            choices=dict(row.choices),
        )

    def with_keys(self, position: int) -> "StepDetails":
        """Return the step with keys for what it makes, for its place in a change."""
        if self.kind not in MAKES:
            return self
        targets = tuple(
            each if each.office else replace(each, key=-(10 * position + place))
            for place, each in enumerate(self.targets)
        )
        return replace(self, targets=targets)

    @property
    def named(self) -> frozenset[int]:
        """Return the offices that the step names, made or not."""
        places = ((each.office, each.parent) for each in self.targets)
        return frozenset(self.sources).union(*places) - {0}

    @property
    def made(self) -> Mapping[int, str]:
        """Return key → name of the offices that the step makes."""
        return {each.key: each.name for each in self.targets if each.key}


MAKES = frozenset({StepKind.MERGE, StepKind.SPLIT, StepKind.END})
"""Steps whose target may be an office that is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An office as it stands after the steps so far; one that they make has a key."""

    id: int
    name: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """One thing that a change touches, and where it goes.

    `key` names it in choices; it is empty where there is nothing to choose.
    """

    table: str
    label: str
    text: str
    to: str
    key: str = ""
    why: str = ""

    def to_json(self) -> dict[str, str]:
        """Return what the table of changes keeps."""
        return {
            "table": self.table,
            "label": self.label,
            "text": self.text,
            "to": self.to,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Things of one kind that go to one place: how many, and the first of them."""

    label: str
    to: str
    count: int
    some: Sequence[Follower]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a change will do: offices in words, what follows, what cannot.

    A change with `problems` cannot be set; `warnings` are to be looked at.
    """

    on: date
    offices: Sequence[str]
    followers: Sequence[Follower]
    problems: Sequence[str]
    warnings: Sequence[str]
    deeds: Sequence[Deed]
    foretold: Mapping[str, Any]

    @property
    def groups(self) -> list[Group]:
        """Return what follows, by kind and place."""
        return grouped(self.followers)


SHOWN = 50
"""So many of a group are named; the others are counted."""


def grouped(followers: Iterable[Follower]) -> list[Group]:
    """Return things by kind and by the place where they go."""
    found: dict[tuple[str, str], list[Follower]] = {}
    for each in followers:
        found.setdefault((each.label, each.to), []).append(each)
    return [
        Group(label=label, to=to, count=len(some), some=some[:SHOWN])
        for (label, to), some in found.items()
    ]
