"""What decisions end among the things around a proposal, and what stays instead."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from sqlalchemy.orm import Session

from architecture import succession
from architecture.checking.known import known_application, known_where
from architecture.conflicts import Ending, Known, Standing, Surroundings
from architecture.layers import Status
from architecture.model import Application, Fate


def with_endings(
    session: Session, around: Surroundings, government: int
) -> Surroundings:
    """Return the surroundings, each application with what was decided of it.

    No query where nothing ends, and not more of them the more applications there are.
    """
    similar = [each.known for each in around.similar]
    enhanced = (around.enhanced,) if around.enhanced else ()
    lists = around.names, around.addresses, around.dependencies, enhanced
    every = (*similar, *chain.from_iterable(lists))
    marked = [each for each in every if each.ending]
    if not marked:
        return around
    found = endings(session, marked, government)

    def told(some: Iterable[Known]) -> tuple[Known, ...]:
        return tuple(_with(each, found) for each in some)

    return replace(
        around,
        similar=tuple(
            replace(each, known=_with(each.known, found)) for each in around.similar
        ),
        names=told(around.names),
        addresses=told(around.addresses),
        dependencies=told(around.dependencies),
        enhanced=next(iter(told(enhanced)), None),
    )


def endings(
    session: Session, some: Iterable[Known], government: int
) -> dict[int, Ending]:
    """Return what was decided of applications that end, by id.

    Of another government's only that it ends.
    """
    own = {each.key: each.standing is Standing.OWN for each in some}
    ended = succession.ended(session, own)
    stays = {each.into for key, each in ended.items() if own[key]} - {0}
    there: dict[int, Known] = {}
    if stays:
        rows = session.execute(known_where(Application.id.in_(sorted(stays))))
        there = {row.id: known_application(row, government) for row in rows}
    return {
        key: Ending(
            joins=each.fate is Fate.JOIN,
            until=each.until if own[key] else None,
            letter=each.letter if own[key] else "",
            instead=_usable(there.get(each.into)) if own[key] else None,
        )
        for key, each in ended.items()
    }


def _usable(known: Known | None) -> Known | None:
    if known is None or known.merged or known.status is Status.RETIRED:
        return None
    return known


def _with(known: Known, found: dict[int, Ending]) -> Known:
    if known.ending is None:
        return known
    ending = found.get(known.key)
    day = known.retires_on or (ending.until if ending else None)
    return replace(known, ending=ending, retires_on=day)
