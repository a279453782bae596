"""Count a whole government: how complete it is, and how many relations of each kind.

A government of two thousand is counted while a page waits; a larger one by
the worker, and the page shows what was counted last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture import history, scope
from architecture.elements import lacking, lacking_then
from architecture.elements.lacking import Tally, When
from architecture.elements.related import relation_counts
from architecture.layers import Layer, Verb
from architecture.model import Element, ElementFigures, now

SMALL = 2_000
"""So many elements are counted at once, in some tens of milliseconds."""

Relations = Mapping[tuple[Layer, Verb, Layer], int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted; `counted_at` says when, if something changed since."""

    tallies: Sequence[Tally]
    relations: Relations
    counted_at: datetime | None = None


def of(session: Session, government: int, on: date) -> tuple[Figures | None, bool]:
    """Return the figures of a government, and whether they are of now.

    None where nothing was counted yet and too much is there to count at once.
    """
    kept = session.get(ElementFigures, government)
    sequence, _ = history.head_of(session, government)
    if kept and (kept.sequence, kept.on) == (sequence, on):
        return _read(kept, fresh=True), True
    if is_small(session, government):
        return count(session, government, on), True
    return (_read(kept), False) if kept else (None, False)


def count(session: Session, government: int, on: date) -> Figures:
    """Return the figures as they are now."""
    viewer = scope.full(government)
    return Figures(
        lacking.tallies(session, viewer, government, When(on)),
        relation_counts(session, government),
    )


def count_then(session: Session, government: int, day: date) -> Figures:
    """Return the figures of the model as it is on another day."""
    viewer = scope.full(government)
    return Figures(
        lacking_then.tallies(session, viewer, government, day),
        relation_counts(session, government, then=day),
    )


def is_small(session: Session, government: int) -> bool:
    """Tell whether a government is counted while a page waits."""
    return _size(session, government) <= SMALL


def keep(
    session: Session, government: int, figures: Figures, *, sequence: int, on: date
) -> None:
    """Keep what was counted when the history had come to that sequence."""
    values = to_json(figures)
    row = session.get(ElementFigures, government)
    if row is None:
        row = ElementFigures(government_id=government)
        session.add(row)
    row.sequence, row.on, row.counted_at, row.figures = sequence, on, now(), values


def to_json(figures: Figures) -> dict[str, Any]:
    """Return figures as a row or a job keeps them."""
    return {
        "tallies": [
            [t.layer.name, t.organisation, t.elements, t.asked, t.stated]
            for t in figures.tallies
        ],
        "relations": [
            [one.name, verb.name, other.name, number]
            for (one, verb, other), number in figures.relations.items()
        ],
    }


def from_json(told: Mapping[str, Any], counted_at: datetime | None) -> Figures:
    """Return figures that were kept, with when they were counted if not just now."""
    return Figures(
        [
            Tally(Layer[layer], office, number, asked, stated)
            for layer, office, number, asked, stated in told["tallies"]
        ],
        {
            (Layer[one], Verb[verb], Layer[other]): number
            for one, verb, other, number in told["relations"]
        },
        counted_at,
    )


def _size(session: Session, government: int) -> int:
    query = select(func.count()).where(Element.government_id == government)
    return session.scalar(query) or 0


def _read(kept: ElementFigures, *, fresh: bool = False) -> Figures:
    return from_json(kept.figures, None if fresh else kept.counted_at)
