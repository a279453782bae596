"""What was kept of a sweep, as a viewer may see it, with what people judged since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session, aliased

from architecture import history, judging, scope
from architecture.duplicates import HOLDING
from architecture.layers import Status
from architecture.model import (
    Account,
    Application,
    Judgement,
    PairVerdict,
    SuspectedPair,
    SweptInventory,
)
from architecture.scope import Viewer
from architecture.similar import profiles
from architecture.suspecting.floors import floors_of

_ONE = aliased(Application, flat=True, name="one")
_OTHER = aliased(Application, flat=True, name="other")


class Sort(StrEnum):
    """What is suspected of a pair."""

    DUPLICATE = "Pekerjaan yang sama"
    OVERLAP = "Sebagian sama"
    NAME = "Nama sama, pekerjaan lain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A suspected pair of applications, by their ids; `offices` are those of both.

    `verdict`, `by` and `at` are of what was judged last; `standing` tells whether that
    still holds, `likely` whether the same work is suspected and not just a part of it.
    """

    one: int
    other: int
    duplicate: float
    overlap: float
    name_conflict: bool
    found_at: datetime
    offices: frozenset[int]
    likely: bool
    verdict: PairVerdict | None = None
    by: str = ""
    at: datetime | None = None
    standing: bool = False

    @property
    def judged(self) -> bool:
        """Tell whether a person's judgement holds for it."""
        return self.verdict is not None and self.standing

    @property
    def percent(self) -> int:
        """Return the probability of the same work, of a hundred."""
        return round(self.duplicate * 100)

    @property
    def sort(self) -> Sort:
        """Return what it is taken for; what a person said counts first."""
        if self.judged and self.verdict is PairVerdict.OVERLAP:
            return Sort.OVERLAP
        if self.judged and self.verdict is PairVerdict.SAME:
            return Sort.DUPLICATE
        if self.name_conflict:
            return Sort.NAME
        return Sort.DUPLICATE if self.likely else Sort.OVERLAP

    @property
    def confirmed(self) -> bool:
        """Tell whether a person said that both do the same work."""
        return self.judged and self.verdict is PairVerdict.SAME

    @property
    def holds(self) -> bool:
        """Tell whether it is sure enough to be acted upon."""
        return self.confirmed or (not self.judged and self.duplicate >= HOLDING)

    @property
    def surety(self) -> tuple[float, float]:
        """Return what lists are sorted by, the surest highest."""
        return self.duplicate, self.overlap


@dataclass(frozen=True)
class Found:
    """What is known of a government's suspicions.

    `changed` are applications that were added or changed since the sweep.
    """

    sweep: SweptInventory | None
    pairs: Sequence[Pair] = ()
    changed: int = 0

    @property
    def unjudged(self) -> int:
        """Return how many pairs nobody has judged."""
        return sum(not each.judged for each in self.pairs)


def last_sweep(session: Session, government: int) -> SweptInventory | None:
    """Return when and how a government was swept last, None if never."""
    return session.get(SweptInventory, government)


def read(session: Session, viewer: Viewer, government: int) -> Found:
    """Return the pairs that the viewer may see, the surest first.

    Five queries at the most, however many pairs there are.
    """
    sweep = last_sweep(session, government)
    if sweep is None:
        return Found(None)
    rows = session.execute(_query(viewer, government)).all()
    changed = history.changed_since(
        session, government, sweep.sequence, ["applications"]
    )
    return Found(sweep, _pairs(session, government, rows, changed), len(changed))


def touching(session: Session, viewer: Viewer, application: Application) -> list[Pair]:
    """Return the suspected pairs of one application that nobody judged, surest first.

    Two queries; what changed since the sweep is not looked at.
    """
    key, government = application.id, application.government_id
    touches = or_(SuspectedPair.one_id == key, SuspectedPair.other_id == key)
    rows = session.execute(_query(viewer, government).where(touches)).all()
    found = _pairs(session, government, rows, ())
    return [each for each in found if not each.judged]


def _query(viewer: Viewer, government: int) -> Any:
    judged = and_(
        Judgement.government_id == SuspectedPair.government_id,
        Judgement.one == SuspectedPair.one_id,
        Judgement.other == SuspectedPair.other_id,
    )
    return (
        select(
            SuspectedPair.one_id,
            SuspectedPair.other_id,
            SuspectedPair.duplicate,
            SuspectedPair.overlap,
            SuspectedPair.name_conflict,
            SuspectedPair.found_at,
            _ONE.organisation_id.label("one_office"),
            _OTHER.organisation_id.label("other_office"),
            Judgement.verdict,
            Judgement.at,
            Judgement.outdated,
            Judgement.one_digest,
            Judgement.other_digest,
            Account.name.label("by"),
        )
        .join(_ONE, _ONE.id == SuspectedPair.one_id)
        .join(_OTHER, _OTHER.id == SuspectedPair.other_id)
        .outerjoin(Judgement, judged)
        .outerjoin(Account, Account.id == Judgement.by_id)
        .where(
            SuspectedPair.government_id == government,
            scope.suspicions(viewer, government, _ONE, _OTHER),
            *(each.status != Status.RETIRED for each in (_ONE, _OTHER)),
            *(each.merged_into_id.is_(None) for each in (_ONE, _OTHER)),
        )
        .order_by(
            SuspectedPair.duplicate.desc(),
            SuspectedPair.overlap.desc(),
            SuspectedPair.one_id,
            SuspectedPair.other_id,
        )
    )


def _pairs(
    session: Session,
    government: int,
    rows: Sequence[Row[Any]],
    changed: Collection[int],
) -> list[Pair]:
    """Return rows as values; what was judged and changed since is looked at anew.

    What a check would not speak of by the rulebook of today is left out, unless people
    judged it.
    """
    floors = floors_of(session, government)
    doubtful = {
        key
        for row in rows
        for key in (row.one_id, row.other_id)
        if row.verdict is not None and {row.one_id, row.other_id} & set(changed)
    }
    known = profiles(session, government, doubtful) if doubtful else {}
    digests = {key: judging.digest(each) for key, each in known.items()}
    return [
        Pair(
            one=row.one_id,
            other=row.other_id,
            duplicate=row.duplicate,
            overlap=row.overlap,
            name_conflict=row.name_conflict,
            found_at=row.found_at,
            offices=frozenset({row.one_office, row.other_office}),
            likely=row.duplicate >= floors.duplicate,
            verdict=row.verdict,
            by=row.by or "",
            at=row.at,
            standing=_stands(row, digests),
        )
        for row in rows
        if row.verdict is not None
        or floors.passed(row.duplicate, row.overlap, name_conflict=row.name_conflict)
    ]


def _stands(row: Row[Any], digests: dict[int, str]) -> bool:
    if row.verdict is None:
        return False
    if row.one_id not in digests:
        return not row.outdated
    now = digests[row.one_id], digests[row.other_id]
    return now == (row.one_digest, row.other_digest)
