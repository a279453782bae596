"""A change of the offices as its pages show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import restructuring
from architecture.model import (
    Organisation,
    Restructuring,
    RestructuringState,
    RestructuringStep,
    StepKind,
)
from architecture.restructuring import (
    Assignable,
    Follower,
    Foreseen,
    Group,
    StepDetails,
    Target,
)
from eaportal import formats

UNKNOWN = "perangkat daerah yang tidak ada lagi"


@dataclass(frozen=True, slots=True)
class Told:
    """A step in words."""

    id: int
    kind: StepKind
    text: str


def steps(session: Session, row: Restructuring) -> list[Told]:
    """Return the steps of a change in words."""
    names = _names(session, row)
    return [Told(each.id, each.kind, _text(each, names)) for each in row.steps]


def foreseen(session: Session, row: Restructuring, on: date) -> Foreseen | None:
    """Return what a change will do, until it is done or given up."""
    if row.state is RestructuringState.SET and row.effective_on:
        return restructuring.foresee(session, row, row.effective_on)
    if row.state is RestructuringState.DRAFT and row.steps:
        return restructuring.foresee(session, row, on)
    return None


def told(row: Restructuring) -> tuple[list[str], list[Group]]:
    """Return what a change did: offices in words, and what followed."""
    offices = [each["text"] for each in row.told if not each["label"]]
    followers = [Follower(**{"table": ""} | each) for each in row.told if each["label"]]
    return offices, restructuring.grouped(followers)


def split(row: Restructuring, key: int) -> RestructuringStep | None:
    """Return the step of that id if it splits an office of a draft."""
    if row.state is not RestructuringState.DRAFT:
        return None
    return next(
        (each for each in row.steps if each.id == key and each.kind is StepKind.SPLIT),
        None,
    )


def targets(session: Session, step: RestructuringStep) -> list[str]:
    """Return the names of where things of a step may go."""
    names = _names(session, step.restructuring)
    return [_target(Target(**each), names) for each in step.targets]


def names(groups: Iterable[Assignable]) -> list[str]:
    """Return what is chosen for: kinds, and the things that are shown of each."""
    return [
        name
        for group in groups
        for name in (group.table, *(each.key for each in group.rows))
    ]


def comes(row: Restructuring) -> bool:
    """Tell whether the day of a change has come."""
    return row.effective_on is not None and row.effective_on <= formats.today()


def _text(step: RestructuringStep, names: dict[int, str]) -> str:
    sources = [names.get(each, UNKNOWN) for each in step.sources]
    places = [Target(**each) for each in step.targets]
    there = [_target(each, names) for each in places]
    match step.kind:
        case StepKind.RENAME:
            short = f" ({places[0].short_name})" if places[0].short_name else ""
            return f"{sources[0]} → {places[0].name}{short}"
        case StepKind.MOVE:
            return f"{sources[0]} → di bawah {names.get(places[0].parent, UNKNOWN)}"
        case StepKind.END:
            return f"{sources[0]} → {there[0] if there else 'tanpa penerus'}"
        case _:
            return f"{_joined(sources)} → {_joined(there)}"


def _target(target: Target, names: dict[int, str]) -> str:
    if target.office:
        return names.get(target.office, UNKNOWN)
    return f"{target.name} (baru)"


def _joined(some: Sequence[str]) -> str:
    return ", ".join(some) or "belum disebut"


def _names(session: Session, row: Restructuring) -> dict[int, str]:
    query = select(Organisation.id, Organisation.name)
    query = query.where(Organisation.government_id == row.government_id)
    names = dict(session.execute(query).all())
    for step in row.steps:
        names |= StepDetails.from_row(step).made
    return names
