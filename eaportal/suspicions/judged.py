"""What was judged of a pair, as pages show it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from architecture import judging
from architecture.duplicates import Profile
from architecture.model import JudgedAt, PairVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Who said what of a pair, when, from where, and whether it still holds."""

    verdict: PairVerdict
    reason: str
    by: str
    at: datetime
    place: JudgedAt
    standing: bool
    version: int


def judged_of(
    session: Session, government: int, one: Profile, other: Profile
) -> Judged | None:
    """Return what was last said of two things as they are now."""
    found, stands = judging.last(session, government, one, other)
    if found is None:
        return None
    return Judged(
        verdict=found.verdict,
        reason=found.reason,
        by=found.by.name if found.by else "Kominfo",
        at=found.at,
        place=found.place,
        standing=stands,
        version=found.version,
    )
