"""What follows when elements get another owner: past days and own uses."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import history, periods
from architecture.model import Element, Use, now
from architecture.reference.calendar import day_of

_AT_ONCE = 500
FOLDED = "Pemakaian dilebur: pemakainya kini pemiliknya"


def follow(
    session: Session, moved: Sequence[Element], before: Mapping[int, int]
) -> None:
    """Keep who owned elements until yesterday; end uses by who owns them now.

    `before` runs id → owner before.  An office does not use what it owns.
    """
    eve = day_of(now()) - timedelta(days=1)
    periods.keep_owners(session, before, until=eve)
    owners = {each.id: each.organisation_id for each in moved}
    keys = sorted(owners)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        query = select(Use).where(Use.application_id.in_(some))
        query = query.options(joinedload(Use.application), joinedload(Use.organisation))
        for use in session.scalars(query):
            if use.organisation_id == owners[use.application_id]:
                _fold(session, use)
    session.flush()


def _fold(session: Session, use: Use) -> None:
    application = use.application
    told = {"organisation": (None, use.organisation.code), "note": (None, use.note)}
    history.note(
        session, application, FOLDED, told, government=application.government_id
    )
    session.delete(use)
