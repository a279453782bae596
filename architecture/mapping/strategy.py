"""The strategy of a government and what serves it, as columns of rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.layers import Layer, StrategyKind, Verb
from architecture.mapping.asking import Asked
from architecture.mapping.reading import items, seen
from architecture.mapping.ties import Standing, Tie, standing, ties
from architecture.maps.content import Item, Link, Map
from architecture.maps.views import strategy as maps
from architecture.maps.views.strategy import CARRIERS
from architecture.model import Strategy
from architecture.scope import Viewer

ENOUGH = 1_000
"""Of more nothing is drawn one by one, so their names need not be read."""

_DOWN = (Verb.REALISES, Verb.SUPPORTED_BY)


def strategy(session: Session, viewer: Viewer, asked: Asked) -> Map:
    """Return the cascade from the vision to the indicators, and what carries these.

    With an element in the middle: what it is part of, and what is below it.
    """
    owner, middle = asked.government.name, asked.focus.id if asked.focus else 0
    own = standing(session, asked, (Layer.STRATEGY, *CARRIERS))
    found, known = ties(
        session, viewer, asked, (Verb.PART_OF, Verb.SERVES, *_DOWN), own
    )
    strategies = {key for key, each in known.items() if each.layer is Layer.STRATEGY}
    strategies |= {key for key, each in own.items() if each.layer is Layer.STRATEGY}
    parts = [tie for tie in found if {tie.source, tie.target} <= strategies]
    serving = [tie for tie in found if tie.verb is Verb.SERVES]
    carrying = [tie for tie in found if tie.verb in _DOWN]
    every = _below({tie.source for tie in serving}, carrying)
    shown = strategies
    if middle:
        down = _below({middle}, _turned(parts))
        shown = (down | _below({middle}, parts)) & strategies
        serving = [tie for tie in serving if tie.target in down]
    carriers = _below({tie.source for tie in serving}, carrying)
    used = [
        *(tie for tie in parts if {tie.source, tie.target} <= shown),
        *serving,
        *(tie for tie in carrying if {tie.source, tie.target} <= carriers),
    ]
    keys = shown | carriers
    return maps.strategy(
        _items(session, viewer, asked, keys, {**known, **own}),
        _kinds(session, shown),
        [Link(str(tie.source), tie.verb, str(tie.target)) for tie in used],
        Counter(
            each.layer
            for key, each in own.items()
            if each.layer in CARRIERS and key not in every
        )
        if not middle
        else {},
        middle=str(middle),
        scope=owner,
        on=asked.on,
        source=f"Arsitektur SPBE {owner}",
    )


def _items(
    session: Session,
    viewer: Viewer,
    asked: Asked,
    keys: set[int],
    layers: Mapping[int, Standing],
) -> list[Item]:
    """Return what stands on the map; of very many their layer, and strategies whole."""
    whole = keys
    if len(keys) > ENOUGH:
        whole = {key for key in keys if layers[key].layer is Layer.STRATEGY}
    rest = [
        Item(key=str(key), name="", layer=layers[key].layer, hidden=True)
        for key in sorted(keys - whole)
    ]
    return [*items(session, viewer, asked, whole, seen(session, viewer, whole)), *rest]


def _below(starts: Collection[int], edges: Iterable[Tie]) -> set[int]:
    """Return these with all that is reached from them over these ties."""
    after: dict[int, list[int]] = {}
    for tie in edges:
        after.setdefault(tie.source, []).append(tie.target)
    found, edge = set(starts), list(starts)
    while edge:
        for key in after.get(edge.pop(), ()):
            if key not in found:
                found.add(key)
                edge.append(key)
    return found


def _turned(edges: Iterable[Tie]) -> list[Tie]:
    return [Tie(tie.key, tie.target, tie.verb, tie.source) for tie in edges]


def _kinds(session: Session, keys: Collection[int]) -> dict[str, StrategyKind]:
    query = select(Strategy.id, Strategy.kind).where(Strategy.id.in_(sorted(keys)))
    return {str(key): kind for key, kind in session.execute(query)}
