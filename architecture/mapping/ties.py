"""What is there on a day and what is related by some verbs, as columns.

For views of a whole government: of a hundred thousand elements no object is made.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select, true
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
    session: Session,
    asked: Asked,
    layers: Collection[Layer],
    keys: Collection[int] | None = None,
) -> dict[int, Standing]:
    """Return a government's elements of some layers that are there on the day.

    `keys` leaves only these.
    """
    query = select(_ELEMENTS.id, _ELEMENTS.layer, _ELEMENTS.organisation_id).where(
        _ELEMENTS.government_id == asked.government.id,
        _ELEMENTS.layer.in_(sorted(layers)),
        timeline.there(asked.on, _ELEMENTS),
    )
    owner = _owner(session, asked.government.id, asked.on)
    return {
        key: Standing(layer, owner(key, office))
        for where in _among(_ELEMENTS.id, keys)
        for key, layer, office in session.execute(query.where(where)).all()
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
    layers = {each.layer for each in own.values()}
    every = _related(session, asked, verbs, layers, theirs=theirs)
    ends = {key for each in every for key in (each.source, each.target)}
    others = _others(session, viewer, asked, ends - own.keys())
    known = {**own, **others}
    found = [each for each in every if each.source in known and each.target in known]
    return found, others


def near(
    session: Session, viewer: Viewer, asked: Asked, verbs: Sequence[Verb], *ends: int
) -> tuple[list[Tie], dict[int, Standing]]:
    """Return what is related to a few elements, and all that stands at the ends."""
    query = _holding(asked, verbs).where(
        or_(_RELATIONS.source_id.in_(ends), _RELATIONS.target_id.in_(ends))
    )
    every = [Tie(*row) for row in session.execute(query.order_by(_RELATIONS.id)).all()]
    keys = {key for each in every for key in (each.source, each.target)}
    own = standing(session, asked, tuple(Layer), keys)
    known = own | _others(session, viewer, asked, keys - own.keys())
    found = [each for each in every if each.source in known and each.target in known]
    return found, known


def _holding(asked: Asked, verbs: Sequence[Verb]) -> Select[int, int, Verb, int]:
    return select(
        _RELATIONS.id, _RELATIONS.source_id, _RELATIONS.verb, _RELATIONS.target_id
    ).where(_RELATIONS.verb.in_(verbs), timeline.held(asked.on, _RELATIONS))


def _among(
    column: ColumnElement[int], keys: Collection[int] | None
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that leave these keys, some at a time; None leaves all."""
    if keys is None:
        yield true()
        return
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        yield column.in_(wanted[start : start + _AT_ONCE])


def _related(
    session: Session,
    asked: Asked,
    verbs: Sequence[Verb],
    layers: Collection[Layer],
    *,
    theirs: bool,
) -> list[Tie]:
    """Return what leads out of the own; and what of others leads to it, if asked."""
    query = _holding(asked, verbs)
    sources, targets = (
        select(_ELEMENTS.id).where(
            _ELEMENTS.government_id == asked.government.id,
            _ELEMENTS.layer.in_(
                {ends[at] for verb in verbs for ends in ALLOWED[verb]} & {*layers}
            ),
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
    query = select(
        _ELEMENTS.id,
        _ELEMENTS.layer,
        scope.elements(viewer, of=_ELEMENTS, national=True),
    ).where(_ELEMENTS.government_id != asked.government.id)
    return {
        key: Standing(layer, hidden=not seen)
        for where in _among(_ELEMENTS.id, keys)
        for key, layer, seen in session.execute(query.where(where)).all()
    }


def _owner(session: Session, government: int, on: date) -> Callable[[int, int], int]:
    """Return what tells from element and present owner who owns it on the day."""
    if on == day_of(now()):
        return lambda _key, office: office
    return periods.ownership(session, government, on)
