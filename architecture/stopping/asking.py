"""Say what stops with an element, in elements that the viewer may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import scope
from architecture.errors import WrongState
from architecture.impact import VERBS, Effect, Impact, Step, spread
from architecture.layers import Layer, Verb
from architecture.model import Element
from architecture.scope import Viewer
from architecture.stopping.following import models
from architecture.stopping.reading import FOREIGN, LAYERS

MOST_STEPS = 12
"""A longer path is told by its first and last steps."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Clause:
    """One relation of a path; an end is None if the viewer may not see it.

    `reached` is the end that the path leads to.
    """

    source: Element | None
    verb: Verb
    target: Element | None
    reached: Element | None


@dataclass(frozen=True, slots=True)
class Reached:
    """An element that stops or is weakened, over which path, and how far away.

    `left_out` steps are left out in the middle of a long path.
    """

    element: Element
    effect: Effect
    hops: int
    others: int
    path: Sequence[Clause]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an element takes with it on a day, as one viewer may know it.

    `at` are the places in the impact of what the viewer may see; `hidden` is how many
    others are reached.
    """

    element: Element
    day: date
    impact: Impact
    at: NDArray[np.integer]
    seen: frozenset[int]
    hidden: int

    def __len__(self) -> int:
        """Return how many elements the viewer may see of what is reached."""
        return len(self.at)

    def counts(self) -> dict[Layer, dict[Effect, int]]:
        """Return how many of each layer stop and how many are weakened."""
        kinds = self.impact.kinds[self.at] % FOREIGN
        stops = self.impact.stops[self.at]
        return {
            layer: {
                Effect.STOPS: int(np.count_nonzero((kinds == place) & stops)),
                Effect.WEAKENED: int(np.count_nonzero((kinds == place) & ~stops)),
            }
            for place, layer in enumerate(LAYERS)
        }

    def of(self, layer: Layer) -> list[int]:
        """Return the places of a layer: what stops first, then the nearest."""
        kinds = self.impact.kinds[self.at] % FOREIGN
        found = self.at[kinds == LAYERS.index(layer)]
        order = np.lexsort((self.impact.hops[found], ~self.impact.stops[found]))
        return [int(place) for place in found[order]]


def ask(
    session: Session, viewer: Viewer, government: int, element: Element, *, on: date
) -> Answer:
    """Return what stops or is weakened in a government if an element stops on a day.

    Raises `WrongState` if the element is not there on that day.
    """
    model = models.of(session, government)
    try:
        impact = spread(model, element.id, on)
    except KeyError:
        raise WrongState(
            f"{element.name} tidak ada atau sudah tidak aktif pada tanggal itu."
        ) from None
    foreign = impact.kinds >= FOREIGN
    others = impact.keys[foreign].tolist()
    seen = frozenset(_seen(session, viewer, others))
    shown = ~foreign
    shown[foreign] = [key in seen for key in others]
    return Answer(
        element=element,
        day=on,
        impact=impact,
        at=np.flatnonzero(shown),
        seen=seen,
        hidden=len(others) - len(seen),
    )


def told(session: Session, answer: Answer, places: Iterable[int]) -> Sequence[Reached]:
    """Return some of what is reached with names and paths."""
    chosen = list(places)
    paths = {place: answer.impact.path(place, MOST_STEPS) for place in chosen}
    keys = set(answer.impact.keys[chosen].tolist())
    for steps, _ in paths.values():
        keys |= {key for step in steps for key in (step.source, step.target)}
    by_key = _elements(session, _visible(answer, keys)) | {
        answer.element.id: answer.element
    }
    return [_reached(answer, place, paths[place], by_key) for place in chosen]


def _reached(
    answer: Answer,
    place: int,
    path: tuple[list[Step], int],
    by_key: Mapping[int, Element],
) -> Reached:
    impact = answer.impact
    steps, left_out = path
    clauses = [
        Clause(
            source=by_key.get(step.source),
            verb=VERBS[step.verb],
            target=by_key.get(step.target),
            reached=by_key.get(step.element),
        )
        for step in steps
    ]
    return Reached(
        element=by_key[int(impact.keys[place])],
        effect=impact.effect(place),
        hops=int(impact.hops[place]),
        others=int(impact.others[place]),
        path=clauses,
        left_out=left_out,
    )


def _visible(answer: Answer, keys: Iterable[int]) -> list[int]:
    """Leave out the foreign elements that the viewer may not see."""
    nodes = answer.impact.model.nodes
    wanted = np.array(sorted(keys))
    foreign = nodes["key"][nodes["kind"] >= FOREIGN]
    hidden = set(foreign[np.isin(foreign, wanted)].tolist()) - answer.seen
    return [int(key) for key in wanted if int(key) not in hidden]


def _elements(session: Session, keys: Sequence[int]) -> dict[int, Element]:
    found: dict[int, Element] = {}
    for start in range(0, len(keys), _AT_ONCE):
        query = (
            select(Element)
            .where(Element.id.in_(keys[start : start + _AT_ONCE]))
            .options(joinedload(Element.organisation))
        )
        found |= {each.id: each for each in session.scalars(query)}
    return found


def _seen(session: Session, viewer: Viewer, keys: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(keys), _AT_ONCE):
        query = select(Element.id).where(
            Element.id.in_(keys[start : start + _AT_ONCE]),
            scope.elements(viewer, national=True),
        )
        found |= set(session.scalars(query))
    return found
