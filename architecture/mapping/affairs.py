"""Which RAB codes applications have: their own, or those of what they support."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from architecture import scope, timeline
from architecture.classifying import Tree, codes_in
from architecture.layers import Layer, Verb
from architecture.maps.views.affairs import of_affairs
from architecture.model import Element, Relation, now
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

FIELD = "reference_codes"


def supported(
    session: Session, viewer: Viewer, government: int, on: date
) -> Mapping[int, list[str]]:
    """Return id → RAB codes of the processes and services that applications support.

    A service has the codes of its processes too.  Three queries at the most.
    """
    borne = _borne(session, viewer, government, on)
    realised: defaultdict[int, list[int]] = defaultdict(list)
    supporting: defaultdict[int, list[int]] = defaultdict(list)
    for source, verb, target in _relations(session, government, on):
        ends = realised if verb is Verb.REALISES else supporting
        if source in borne:
            ends[target].append(source)
    through = {
        key: [*codes, *chain.from_iterable(borne[each] for each in realised[key])]
        if key in realised
        else codes
        for key, codes in borne.items()
    }
    return {
        key: list(dict.fromkeys(chain.from_iterable(through[each] for each in sources)))
        for key, sources in supporting.items()
    }


def standing(codes: Iterable[str], tree: Tree) -> list[str]:
    """Return known RAB codes: as they are called now, or the known one above them."""
    found = []
    for code in of_affairs(codes):
        known = tree.today(code) or code
        while known and known not in tree.nodes:
            known = known.rpartition(".")[0]
        if known:
            found.append(known)
    return list(dict.fromkeys(found))


def _borne(
    session: Session, viewer: Viewer, government: int, on: date
) -> dict[int, list[str]]:
    """Return the RAB codes of processes and services that are not gone on a day."""
    query = select(Element.id, cast(Element.reference_codes, Text)).where(
        Element.government_id == government,
        Element.layer.in_([Layer.BUSINESS, Layer.SERVICE]),
        ~timeline.gone(on),
        scope.elements(viewer),
    )
    found = {key: of_affairs(codes_in(text)) for key, text in session.execute(query)}
    if on != day_of(now()):
        for key, said in timeline.overlays(session, government, on).items():
            if key in found and FIELD in said:
                found[key] = of_affairs(said[FIELD] or ())
    return found


def _relations(session: Session, government: int, on: date) -> Iterable[Any]:
    query = (
        select(Relation.source_id, Relation.verb, Relation.target_id)
        .join(Element, Element.id == Relation.source_id)
        .where(
            Relation.verb.in_([Verb.REALISES, Verb.SUPPORTED_BY]),
            Element.government_id == government,
            timeline.held(on),
        )
        .order_by(Relation.id)
    )
    return session.execute(query)
