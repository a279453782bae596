"""Try what waits to be published: what it would say of a government's inventory."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from architecture import engines, rulebook
from architecture.conflicts.kinds import Kind
from architecture.duplicates import Index
from architecture.duplicates.sweeping import joined, sweep
from architecture.engines import Engine
from architecture.similar import read_own, registration_of

MOST = 200
"""So many changed pairs are told, those that changed most first."""

UNLIKE = "tidak mirip"


@dataclass(frozen=True)
class Change:
    """A pair of applications that would be told otherwise; likelihoods from 0 to 1."""

    one: int
    other: int
    before: float
    after: float
    was: str
    becomes: str


@dataclass(frozen=True)
class Trial:
    """What would change, the greatest change first; `total` counts what is left out."""

    applications: int
    total: int
    changes: tuple[Change, ...]

    def to_values(self) -> dict[str, Any]:
        """Return plain values, to be kept with a job."""
        return asdict(self)


def attempt(session: Session, government: int) -> Trial:
    """Compare all that a government has, as now and as with all that waits."""
    known = read_own(session, government)
    now, then = known.engine, engines.drafted(session)
    kinds = rulebook.kinds_of(session, government)
    before, after = (
        _likelihoods(known.profiles.values(), each) for each in (now, then)
    )
    found = []
    for pair in sorted(before.keys() | after.keys()):
        if any(registration_of(key) is not None for key in pair):
            continue
        was, becomes = before.get(pair, 0.0), after.get(pair, 0.0)
        told = verdict(was, kinds), verdict(becomes, kinds)
        if told[0] != told[1]:
            found.append(Change(*pair, round(was, 4), round(becomes, 4), *told))
    found.sort(key=lambda each: (-abs(each.after - each.before), each.one, each.other))
    return Trial(len(known.profiles), len(found), tuple(found[:MOST]))


def verdict(likelihood: float, kinds: Any) -> str:
    """Return in words what a finding would say of a pair."""
    duplicate: Kind = kinds["duplicate"]
    if likelihood >= duplicate.case("likely", "").at:
        return "diduga sama"
    if likelihood >= duplicate.case("possible", "").at:
        return "mungkin sama"
    return UNLIKE


def _likelihoods(profiles: Any, engine: Engine) -> dict[tuple[int, int], float]:
    index = Index(profiles, engine.thesaurus, engine.model)
    pairs = joined(sweep(index.snapshot, engine.thesaurus, engine.model))
    columns = pairs.one.tolist(), pairs.other.tolist(), pairs.duplicate.tolist()
    return {(one, other): p for one, other, p in zip(*columns, strict=True)}
