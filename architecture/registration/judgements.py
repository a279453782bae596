"""What a review says of a registration and the things that it resembles.

A conclusion may say it on the way: to use what exists instead means that both are the
same, and the reason for passing a finding may say what the pair is.
"""

from sqlalchemy.orm import Session

from architecture import checking, judging
from architecture.judging import Said
from architecture.model import (
    JudgedAt,
    Judgement,
    Outcome,
    PairVerdict,
    Registration,
)
from architecture.registration.verdicts import Verdict, found_in
from architecture.scope import Viewer
from architecture.similar import registration_key


def judge(
    session: Session,
    registration: Registration,
    other: int,
    verdict: PairVerdict | None,
    reason: str,
    *,
    viewer: Viewer,
    version: int | None = None,
) -> Judgement:
    """Keep what a reviewer says of a registration and another thing, by its key.

    Raises what `judging.judge` raises.
    """
    said = Said(
        verdict=verdict,
        reason=reason,
        place=JudgedAt.REVIEW,
        registration=registration,
    )
    keys = registration_key(registration.id), other
    government = registration.government_id
    return judging.judge(
        session, government, keys, said, viewer=viewer, version=version
    )


def keep(
    session: Session, registration: Registration, verdict: Verdict, *, viewer: Viewer
) -> None:
    """Keep what a conclusion says of pairs."""
    if verdict.outcome is Outcome.REUSE and verdict.reused:
        same = PairVerdict.SAME
        judge(
            session, registration, verdict.reused, same, verdict.reason, viewer=viewer
        )
    found = {each.key: each for each in found_in(registration)}
    for key, chosen in verdict.judged.items():
        other = checking.index_key(found[key]) if key in found else 0
        if other:
            why = verdict.overrides.get(key, "")
            judge(session, registration, other, chosen, why, viewer=viewer)
