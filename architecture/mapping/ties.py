"""What is there on a day and what is related by some verbs, as columns.

For views of a whole government: of a hundred thousand elements no object is made.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import periods, scope, timeline
from architecture.layers import ALLOWED, Layer, Verb
from architecture.mapping.asking import Asked
from architecture.model import Element, Relation, now
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

_ELEMENTS = Element.__table__.c
_RELATIONS = Relation.__table__.c
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """In which layer an element is, and which office owns it on the day.

    `office` is 0 for what another government owns; what of that the viewer may not see
    is `hidden`.
    """

    layer: Layer
    office: int = 0
    hidden: bool = False

    @property
    def own(self) -> bool:
        """Tell whether it is of the government itself."""
        return bool(self.office)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two elements."""

    key: int
    source: int
    verb: Verb
    target: int


def within(asked: Asked, each: Standing) -> bool:
    """Tell whether it belongs to the offices that are asked for, if any are."""
    return not asked.offices or each.office in asked.offices


def standing(
    session: Session, asked: Asked, layers: Collection[Layer]
) -> dict[int, Standing]:
    """Return a government's elements of some layers that are there on the day."""
    query = select(_ELEMENTS.id, _ELEMENTS.layer, _ELEMENTS.organisation_id).where(
        _ELEMENTS.government_id == asked.government.id,
        _ELEMENTS.layer.in_(sorted(layers)),
        timeline.there(asked.on, _ELEMENTS),
    )
    owner = _owner(session, asked.government.id, asked.on)
    return {
        key: Standing(layer, owner(key, office))
        for key, layer, office in session.execute(query).all()
    }


def ties(
    session: Session,
    viewer: Viewer,
    asked: Asked,
    verbs: Sequence[Verb],
    own: Mapping[int, Standing],
    *,
    theirs: bool = False,
) -> tuple[list[Tie], dict[int, Standing]]:
    """Return what these own elements are related to by these verbs, and those ends.

    What of the own is not there is left out; `theirs`: with what others relate to it.
    """
    every = _related(session, asked, verbs, theirs=theirs)
    ends = {key for each in every for key in (each.source, each.target)}
    others = _others(session, viewer, asked, ends - own.keys())
    known = {**own, **others}
    found = [each for each in every if each.source in known and each.target in known]
    return found, others


def _related(
    session: Session, asked: Asked, verbs: Sequence[Verb], *, theirs: bool
) -> list[Tie]:
    """Return what leads out of the own; and what of others leads to it, if asked."""
    columns = (_RELATIONS.id, _RELATIONS.source_id, _RELATIONS.verb)
    query = select(*columns, _RELATIONS.target_id).where(
        _RELATIONS.verb.in_(verbs), timeline.held(asked.on, _RELATIONS)
    )
    sources, targets = (
        select(_ELEMENTS.id).where(
            _ELEMENTS.government_id == asked.government.id,
            _ELEMENTS.layer.in_({ends[at] for verb in verbs for ends in ALLOWED[verb]}),
        )
        for at in (0, 1)
    )
    out, back = _RELATIONS.source_id.in_(sources), _RELATIONS.target_id.in_(targets)
    ways = ((out,), (back, ~out)) if theirs else ((out,),)
    found = [
        Tie(*row)
        for where in ways
        for row in session.execute(query.where(*where)).all()
    ]
    return sorted(found, key=lambda tie: tie.key)


def _others(
    session: Session, viewer: Viewer, asked: Asked, keys: Collection[int]
) -> dict[int, Standing]:
    """Return which of these others own, and whether the viewer may see them."""
    found: dict[int, Standing] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(
            Element.id, Element.layer, scope.elements(viewer, national=True)
        ).where(
            Element.id.in_(wanted[start : start + _AT_ONCE]),
            Element.government_id != asked.government.id,
        )
        for key, layer, seen in session.execute(query):
            found[key] = Standing(layer, hidden=not seen)
    return found


def _owner(session: Session, government: int, on: date) -> Callable[[int, int], int]:
    """Return what tells from element and present owner who owns it on the day."""
    if on == day_of(now()):
        return lambda _key, office: office
    return periods.ownership(session, government, on)
