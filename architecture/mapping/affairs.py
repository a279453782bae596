"""Which RAB codes applications have: their own, or those of what they support."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from architecture import scope, timeline
from architecture.classifying import Tree
from architecture.layers import Layer, Verb
from architecture.maps.affairs import of_affairs
from architecture.model import Element, Relation, now
from architecture.reference.calendar import day_of
from architecture.scope import Viewer


def supported(
    session: Session, viewer: Viewer, government: int, on: date
) -> Mapping[int, list[str]]:
    """Return id → RAB codes of the processes and services that applications support.

    A service has the codes of its processes too.  Three queries at the most.
    """
    planned = _planned(session, government, on)
    of_service: defaultdict[int, list[str]] = defaultdict(list)
    for service, process, _, codes in _ends(
        session, viewer, government, on, Verb.REALISES
    ):
        of_service[service] += of_affairs(planned.get(process, codes))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for application, source, layer, codes in _ends(
        session, viewer, government, on, Verb.SUPPORTED_BY
    ):
        found[application] += of_affairs(planned.get(source, codes))
        if layer is Layer.SERVICE:
            found[application] += of_service.get(source, ())
    return {key: list(dict.fromkeys(several)) for key, several in found.items()}


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


def _planned(session: Session, government: int, on: date) -> Mapping[int, list[str]]:
    """Return the codes of those that have others on another day."""
    if on == day_of(now()):
        return {}
    known = timeline.overlays(session, government, on)
    return {
        key: said["reference_codes"] or []
        for key, said in known.items()
        if "reference_codes" in said
    }


def _ends(
    session: Session, viewer: Viewer, government: int, on: date, verb: Verb
) -> Iterable[Any]:
    """Return what is at the end of relations, and at their beginning with its codes."""
    source = aliased(Element, flat=True)
    query = (
        select(Relation.target_id, source.id, source.layer, source.reference_codes)
        .join(source, source.id == Relation.source_id)
        .where(
            Relation.verb == verb,
            source.government_id == government,
            source.layer.in_([Layer.BUSINESS, Layer.SERVICE]),
            timeline.held(on),
            ~timeline.gone(on, source),
            scope.elements(viewer, of=source),
        )
        .order_by(Relation.id)
    )
    return session.execute(query)
