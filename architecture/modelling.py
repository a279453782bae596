"""Ask the model for what stands on a map, within a viewer's scope."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectin_polymorphic

from architecture import organisations, periods, scope, timeline
from architecture.elements.dated import Row, as_on, owned_by
from architecture.layers import ApplicationType, FieldClass, Layer
from architecture.maps.content import Item, Link, Map, Office
from architecture.maps.landscape import LIMIT, USED
from architecture.maps.landscape import landscape as landscape_map
from architecture.maps.surroundings import surroundings as surroundings_map
from architecture.model import (
    Application,
    Element,
    Organisation,
    Relation,
    Use,
    UseState,
    now,
)
from architecture.periods import OfficeThen
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

Addresses = Mapping[str, str]
"""Patterns of addresses with a `{}` for the id: `element` of applications, `other` of
other layers, `office`; and `used`."""

MOST_HOPS = 3
_OF_OTHERS = "Dipakai dari instansi pusat dan pemerintah lain"
_ENOUGH = 2000
"""So many relations are followed at the most; beyond that the map is cut anyway."""


def landscape(
    session: Session,
    viewer: Viewer,
    government: Organisation,
    *,
    on: date,
    addresses: Addresses,
    organisations_: frozenset[int] = frozenset(),
    limit: int = LIMIT,
) -> Map:
    """Return the applications of a government in their offices, websites left out.

    What its offices use of other owners stands in a frame of its own.
    `organisations_` narrows it to some offices.  What is retired by that day is gone.
    """
    own = _applications(session, viewer, government.id, organisations_, on)
    rows = [
        *_as_on(session, own, on),
        *_of_others(session, viewer, government.id, organisations_, on),
    ]
    users = _users(session, viewer, [row.id for row in rows])
    items = [
        Item(
            key=str(row.id),
            name=row.acronym or row.name,
            layer=Layer.APPLICATION,
            code=row.code if row.government_id == government.id else "",
            status=row.status,
            office=str(row.organisation.id)
            if row.government_id == government.id
            else USED,
            url=addresses["element"].format(row.id),
            detail=row.name,
            users=users.get(row.id, 0),
        )
        for row in rows
    ]
    offices = [
        Office(
            str(office.id),
            office.label,
            str(office.parent_id) if office.parent_id else None,
            addresses["office"].format(office.id),
        )
        for office in _offices(session, government.id, on)
    ]
    return landscape_map(
        items,
        [*offices, Office(USED, _OF_OTHERS, None, addresses["used"])],
        scope=government.name,
        on=on,
        source=f"Inventaris aplikasi {government.name}",
        limit=limit,
    )


def surroundings(
    session: Session,
    viewer: Viewer,
    element: Element,
    *,
    on: date,
    addresses: Addresses,
    hops: int = 1,
) -> Map:
    """Return an element with what it depends on and what depends on it.

    What the viewer may not see is an unnamed box where something of the own government
    is related to it; how others relate their own among themselves is not told.
    """
    hops = min(max(hops, 1), MOST_HOPS)
    near, links, seen = _reached(session, viewer, element.id, hops, on)
    root, name = str(element.id), element.government.name
    rows = _elements(session, near)
    _as_on(session, [row for row in rows if seen.get(row.id)], on)
    items = [
        _item(row, viewer, addresses)
        if row.id in seen
        else Item(key=str(row.id), name="", layer=row.layer, hidden=True)
        for row in rows
    ]
    return surroundings_map(
        root,
        items,
        links,
        scope=name,
        on=on,
        hops=hops,
        source=f"Arsitektur SPBE {name}",
    )


def _offices(
    session: Session, government: int, on: date
) -> Sequence[Organisation | OfficeThen]:
    """Return the offices as they are, or as they are on another day."""
    rows = organisations.tree(session, government)
    if on == day_of(now()):
        return rows
    return periods.tree_on(session, government, rows, on)


def _as_on(session: Session, rows: Sequence[Row], on: date) -> Sequence[Row]:
    """Return own elements as they are on a day; today they are as they stand."""
    return rows if on == day_of(now()) else as_on(session, rows, on)


def _item(row: Element, viewer: Viewer, addresses: Addresses) -> Item:
    named = FieldClass.INTERNAL in scope.readable_classes(viewer, row)
    acronym = row.acronym if isinstance(row, Application) else ""
    return Item(
        key=str(row.id),
        name=acronym or row.name,
        layer=row.layer,
        code=row.code if named else "",
        status=row.status,
        office=str(row.organisation_id),
        url=addresses["element" if row.layer is Layer.APPLICATION else "other"].format(
            row.id
        ),
        summary=row.name,
    )


def _applications(
    session: Session,
    viewer: Viewer,
    government: int,
    offices: frozenset[int],
    on: date,
) -> Sequence[Application]:
    query = (
        select(Application)
        .where(
            Application.government_id == government,
            *_drawn(on),
            scope.elements(viewer),
        )
        .options(joinedload(Application.organisation))
        .order_by(Application.id)
    )
    if offices:
        query = query.where(owned_by(session, offices, on, Application))
    return session.scalars(query).all()


def _of_others(
    session: Session,
    viewer: Viewer,
    government: int,
    offices: frozenset[int],
    on: date,
) -> Sequence[Application]:
    using = (
        select(Use.application_id)
        .join(Use.organisation)
        .where(Use.state == UseState.IN_USE, Organisation.government_id == government)
    )
    if offices:
        using = using.where(Use.organisation_id.in_(sorted(offices)))
    query = (
        select(Application)
        .where(
            Application.id.in_(using),
            Application.government_id != government,
            *_drawn(on),
            scope.elements(viewer, national=True),
        )
        .order_by(Application.id)
    )
    return session.scalars(query).all()


def _drawn(on: date) -> list[ColumnElement[bool]]:
    """Return what a landscape shows: what runs or is to run, websites left out."""
    return [
        Application.type != ApplicationType.WEBSITE,
        Application.merged_into_id.is_(None),
        or_(Application.retires_on.is_(None), Application.retires_on > on),
    ]


def _users(session: Session, viewer: Viewer, keys: Sequence[int]) -> dict[int, int]:
    query = (
        select(Use.application_id, func.count())
        .join(Use.organisation)
        .where(
            Use.state == UseState.IN_USE,
            Organisation.government_id.in_(sorted(viewer.governments)),
        )
        .group_by(Use.application_id)
    )
    counts = dict(session.execute(query).all())
    return {key: counts[key] for key in keys if key in counts}


def _reached(
    session: Session, viewer: Viewer, start: int, hops: int, on: date
) -> tuple[set[int], list[Link], dict[int, bool]]:
    """Walk relations that hold on the day, breadth-first, two queries a hop.

    Returns what was reached, the relations, and what of it the viewer may see: id →
    whether it is of the own government.  From what is hidden nobody walks on.
    """
    near, edge = {start}, {start}
    seen = _seen(session, viewer, edge)
    links: dict[int, Link] = {}
    for _ in range(hops):
        query = (
            select(Relation)
            .where(
                or_(
                    Relation.source_id.in_(sorted(edge)),
                    Relation.target_id.in_(sorted(edge)),
                ),
                timeline.held(on),
            )
            .order_by(Relation.id)
            .limit(_ENOUGH)
        )
        relations = session.scalars(query).all()
        ends = {(row.source_id, row.target_id) for row in relations}
        seen |= _seen(session, viewer, set().union(*ends) - near)
        told = {each for each in ends if _is_told(seen, *each)}
        links |= {
            row.id: Link(str(row.source_id), row.verb, str(row.target_id))
            for row in relations
            if (row.source_id, row.target_id) in told
        }
        found = set().union(*told) - near
        near |= found
        edge = found & seen.keys()
        if not edge or len(links) >= _ENOUGH:
            break
    return near, list(links.values()), seen


def _is_told(seen: Mapping[int, bool], source: int, target: int) -> bool:
    """Tell whether the viewer may see both ends, or owns one of them."""
    both = source in seen and target in seen
    return both or seen.get(source, False) or seen.get(target, False)


def _elements(session: Session, keys: Iterable[int]) -> Sequence[Element]:
    query = (
        select(Element)
        .where(Element.id.in_(sorted(keys)))
        .options(selectin_polymorphic(Element, [Application]))
        .order_by(Element.id)
    )
    return session.scalars(query).all()


def _seen(session: Session, viewer: Viewer, keys: Iterable[int]) -> dict[int, bool]:
    """Return which of these the viewer may see: id → of the own government."""
    query = select(Element.id, Element.government_id).where(
        Element.id.in_(sorted(keys)), scope.elements(viewer, national=True)
    )
    own = viewer.governments
    return {key: government in own for key, government in session.execute(query)}
