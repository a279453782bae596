"""What is to be done to many elements and relations, as values."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from architecture.layers import Layer, Verb

AT_ONCE = 500
"""Rows that are asked for or written by one statement."""

Ref = int | str
"""The id of what is there, or the ref of what is new."""

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewElement:
    """Something new; `ref` is what relations of the same set call it by."""

    ref: str
    layer: Layer
    organisation_id: int
    stated: Mapping[str, Any]
    life: Mapping[str, Any] = field(default_factory=dict)
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is stated anew about an element that was at `version` when it was read."""

    element_id: int
    stated: Mapping[str, Any]
    life: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelation:
    """A new relation between what is there and what is new."""

    source: Ref
    verb: Verb
    target: Ref
    starts_on: date | None = None
    ends_on: date | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    ref: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRevision:
    """The life of a relation and what is said of it, as they are to be."""

    relation_id: int
    starts_on: date | None
    ends_on: date | None
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedRelation:
    """A relation that should not be there."""

    relation_id: int
    reason: str = ""


Change = NewElement | Revision | NewRelation | RelationRevision | RemovedRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """What is to be done, in this order."""

    elements: Sequence[NewElement] = ()
    revisions: Sequence[Revision] = ()
    removed: Sequence[RemovedRelation] = ()
    relation_revisions: Sequence[RelationRevision] = ()
    relations: Sequence[NewRelation] = ()

    def __len__(self) -> int:
        """Return how many changes these are."""
        return sum(
            len(part)
            for part in (
                self.elements,
                self.revisions,
                self.removed,
                self.relation_revisions,
                self.relations,
            )
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a change cannot be done: a sentence, and the field where there is one.

    `conflict`: somebody else changed the same thing since it was read.
    """

    change: Change
    text: str
    field: str = ""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: ref → id of what is new, and the ids of what really changed."""

    created: Mapping[str, int]
    related: Mapping[str, int]
    changed: Collection[int]
    amended: Collection[int]
    removed: Collection[int]


def batches(several: Iterable[Each]) -> Iterator[list[Each]]:
    """Yield lists of `AT_ONCE` and a shorter last one."""
    rows = list(several)
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
