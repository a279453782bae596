"""Read the model of a government into arrays, whole or what changed of it.

It holds the government's own elements, the relations of which at least one end is its
own, and what stands at the other ends.  How others relate theirs is not in it.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, exists, not_, or_, select
from sqlalchemy.orm import Session

from architecture import timeline
from architecture.impact import NODE, RELATION, VERBS, Model
from architecture.layers import Layer
from architecture.model import Element, Relation

LAYERS = tuple(Layer)
FOREIGN = len(LAYERS)
"""Added to the kind of what other governments own."""

Rows = NDArray[np.void]

_ELEMENTS = Element.__table__.c
_RELATIONS = Relation.__table__.c
_AT_ONCE = 500
_STREAMED = 10_000


def whole(session: Session, government: int) -> Model:
    """Read all of it."""
    nodes = _nodes(session, government, _ELEMENTS.government_id == government)
    own = select(_ELEMENTS.id).where(_ELEMENTS.government_id == government)
    out, back = _RELATIONS.source_id.in_(own), _RELATIONS.target_id.in_(own)
    parts = [_relations(session, out), _relations(session, back, not_(out))]
    relations = np.concatenate(parts)
    return Model(_with_other_ends(session, government, nodes, relations), relations)


def anew(
    session: Session, government: int, model: Model, changed: Collection[int]
) -> Model:
    """Return a model in which some elements and all their relations are read again."""
    gone = np.array(sorted(changed))
    kept = model.relations
    touched = np.isin(kept["source"], gone) | np.isin(kept["target"], gone)
    own = _ELEMENTS.government_id == government
    of_own = _of_own(government)
    fresh, relations = [], []
    for some in _chunks(gone):
        fresh.append(_nodes(session, government, _ELEMENTS.id.in_(some), own))
        ends = or_(_RELATIONS.source_id.in_(some), _RELATIONS.target_id.in_(some))
        relations.append(_relations(session, ends, of_own))
    found = np.concatenate(relations)
    _, once = np.unique(found["key"], return_index=True)
    found = found[once]
    staying = model.nodes[~np.isin(model.nodes["key"], gone)]
    nodes = np.concatenate([staying, *fresh])
    nodes = _with_other_ends(session, government, nodes, found)
    return Model(nodes, np.concatenate([kept[~touched], found]))


def _with_other_ends(
    session: Session, government: int, nodes: Rows, relations: Rows
) -> Rows:
    """Add what stands at ends of relations and is not there yet."""
    missing: set[int] = set()
    for end in ("source", "target"):
        keys = relations[end]
        missing |= set(keys[~np.isin(keys, nodes["key"])].tolist())
    found = [
        _nodes(session, government, _ELEMENTS.id.in_(some))
        for some in _chunks(sorted(missing))
    ]
    return np.concatenate([nodes, *found])


def _nodes(session: Session, government: int, *where: ColumnElement[bool]) -> Rows:
    query = select(
        _ELEMENTS.id,
        _ELEMENTS.layer,
        _ELEMENTS.status,
        _ELEMENTS.live_on,
        _ELEMENTS.retires_on,
        _ELEMENTS.government_id,
    ).where(*where)
    layers = {layer: place for place, layer in enumerate(LAYERS)}

    def rows() -> Iterator[tuple[int, ...]]:
        for key, layer, status, live_on, retires_on, owner in _streamed(session, query):
            first, end = timeline.life(status, live_on, retires_on)
            kind = layers[layer] + (0 if owner == government else FOREIGN)
            yield key, kind, *_numbers(first, end)

    return np.fromiter(rows(), dtype=NODE)


def _relations(session: Session, *where: ColumnElement[bool]) -> Rows:
    query = select(
        _RELATIONS.id,
        _RELATIONS.source_id,
        _RELATIONS.target_id,
        _RELATIONS.verb,
        _RELATIONS.starts_on,
        _RELATIONS.ends_on,
    ).where(*where)
    verbs = {verb: place for place, verb in enumerate(VERBS)}
    always = _numbers(*timeline.relation_life(None, None))

    def rows() -> Iterator[tuple[int, ...]]:
        for key, source, target, verb, starts_on, ends_on in _streamed(session, query):
            life = always
            if starts_on or ends_on:
                life = _numbers(*timeline.relation_life(starts_on, ends_on))
            yield key, source, target, verbs[verb], *life

    return np.fromiter(rows(), dtype=RELATION)


def _of_own(government: int) -> ColumnElement[bool]:
    """Return the condition that leaves relations of which an end is its own.

    For a few relations: it looks at the ends of each.
    """
    ends = (_RELATIONS.source_id, _RELATIONS.target_id)
    own = _ELEMENTS.government_id == government
    return or_(*(exists().where(_ELEMENTS.id == end, own) for end in ends))


def _streamed(session: Session, query: Select[Any]) -> Iterator[Any]:
    yield from session.execute(query.execution_options(yield_per=_STREAMED))


def _numbers(first: date, end: date) -> tuple[int, int]:
    return first.toordinal(), end.toordinal()


def _chunks(keys: Any) -> Iterator[list[int]]:
    plain = [int(key) for key in keys]
    for start in range(0, len(plain), _AT_ONCE):
        yield plain[start : start + _AT_ONCE]
