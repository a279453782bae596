"""What a change of the organisation is made of, and what is told of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from architecture.merging.values import Deed
from architecture.model import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where things go: an office that is there, by `office`, or one that is made.

    `parent` is where a new one hangs, 0 for beside the first that it follows.
    """

    office: int = 0
    code: str = ""
    name: str = ""
    short_name: str = ""
    parent: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return what the table of steps keeps."""
        return {
            "office": self.office,
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
