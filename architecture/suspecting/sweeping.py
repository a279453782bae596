"""Compare every application of a government with all others, and keep the pairs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from architecture import judging
from architecture.duplicates import Index, Profile, families, too_thin
from architecture.duplicates.sweeping import Pairs, joined
from architecture.duplicates.sweeping import sweep as portions
from architecture.locking import lock_government
from architecture.model import (
    Judgement,
    PairVerdict,
    SuspectedPair,
    SweptInventory,
    now,
)
from architecture.similar import Read, read_own, registration_of
from architecture.suspecting.floors import floors_of

PORTION = 512
"""Rows between two reports of progress; it changes no pair."""

THIN_SHOWN = 20
"""So many of what says too little are named."""

Progress = Callable[[int, int], None]
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a sweep says of one pair."""

    duplicate: float
    overlap: float
    name_conflict: bool


@dataclass(frozen=True)
class Swept:
    """What a sweep found in a government, not yet kept."""

    government: int
    sequence: int
    pairs: Mapping[Key, Likeness]
    families: list[dict[str, Any]]
    profiles: Mapping[int, Profile]
    thin: tuple[int, ...] = ()
    """What says too little to be judged: that nothing resembles it means nothing."""


def sweep(
    session: Session,
    government: int,
    *,
    progress: Progress | None = None,
    work: Callable[[Index], Pairs] | None = None,
) -> Swept:
    """Compare all that a government has; reads only.

    `work` does the comparing itself where it is not to be done in this process.
    """
    known, floors = read_own(session, government), floors_of(session, government)
    pairs = work(known.index) if work else _here(known.index, progress)
    found = {
        (one, other): likeness
        for one, other, likeness in likenesses(pairs)
        if floors.passed(**asdict(likeness)) and not _registration(one, other)
    }
    own = [each for key, each in known.profiles.items() if not _registration(key)]
    some = [
        {"label": each.label, "members": list(each.members)} for each in families(own)
    ]
    found |= _judged_the_same(session, government, known, found)
    thin = tuple(each.key for each in own if too_thin(each))
    profiles = {each.key: each for each in own}
    return Swept(government, known.sequence, found, some, profiles, thin)


def keep(session: Session, swept: Swept) -> SweptInventory:
    """Keep what a sweep found in place of what was kept, and note what was outdated."""
    lock_government(session, swept.government)
    rows = select(SuspectedPair).where(SuspectedPair.government_id == swept.government)
    kept = {(each.one_id, each.other_id): each for each in session.scalars(rows)}
    gone = [each.id for pair, each in kept.items() if pair not in swept.pairs]
    for pair, likeness in swept.pairs.items():
        row = kept.get(pair)
        if row is None:
            row = SuspectedPair(
                government_id=swept.government, one_id=pair[0], other_id=pair[1]
            )
            session.add(row)
        for name, value in asdict(likeness).items():
            setattr(row, name, value)
    if gone:
        session.execute(delete(SuspectedPair).where(SuspectedPair.id.in_(gone)))
    _note_outdated(judging.of_applications(session, swept.government), swept.profiles)
    found = session.get(SweptInventory, swept.government)
    if found is None:
        found = SweptInventory(government_id=swept.government)
        session.add(found)
    found.at, found.sequence = now(), swept.sequence
    found.families = swept.families
    found.counts = {
        "applications": len(swept.profiles),
        "new": len(swept.pairs.keys() - kept.keys()),
        "gone": len(gone),
        "thin": len(swept.thin),
        "thin_first": list(swept.thin[:THIN_SHOWN]),
    }
    session.flush()
    return found


def refresh(session: Session, government: int) -> SweptInventory:
    """Sweep a government and keep what is found, in one transaction."""
    return keep(session, sweep(session, government))


def likenesses(pairs: Pairs) -> Iterable[tuple[int, int, Likeness]]:
    """Yield the pairs of a sweep as plain values."""
    columns = (
        pairs.one.tolist(),
        pairs.other.tolist(),
        pairs.duplicate.tolist(),
        pairs.overlap.tolist(),
        pairs.name_conflict.tolist(),
    )
    for one, other, duplicate, overlap, conflict in zip(*columns, strict=True):
        yield one, other, Likeness(duplicate, overlap, conflict)


def _here(index: Index, progress: Progress | None) -> Pairs:
    rows = len(index)
    found, done = [], 0
    for part in portions(index.snapshot, index.thesaurus, index.model, PORTION):
        found.append(part)
        done = min(rows, done + PORTION)
        if progress:
            progress(done, rows)
    return joined(found)


def _judged_the_same(
    session: Session, government: int, known: Read, found: Mapping[Key, Likeness]
) -> dict[Key, Likeness]:
    """Return what people called alike although the sweep does not find it alike."""
    missed = {}
    for each in judging.of_applications(session, government):
        pair = each.one, each.other
        both = all(key in known.profiles for key in pair)
        alike = each.verdict is not PairVerdict.DIFFERENT
        if pair in found or not both or not alike:
            continue
        if judging.stands(each, known.profiles):
            told = known.index.compare(*(known.profiles[key] for key in pair))
            missed[pair] = Likeness(told.duplicate, told.overlap, told.name_conflict)
    return missed


def _note_outdated(
    judgements: Iterable[Judgement], known: Mapping[int, Profile]
) -> None:
    for each in judgements:
        outdated = not judging.stands(each, known)
        if each.outdated != outdated:
            each.outdated = outdated


def _registration(*keys: int) -> bool:
    return any(registration_of(key) is not None for key in keys)
