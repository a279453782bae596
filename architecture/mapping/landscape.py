"""The landscape: the applications of a government in their offices."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import organisations, periods, scope
from architecture.elements.dated import owned_by
from architecture.layers import ApplicationType, Layer
from architecture.mapping.asking import Asked
from architecture.mapping.reading import as_on_day
from architecture.maps import landscape as maps
from architecture.maps.content import Item, Map, Office
from architecture.model import Application, Organisation, Use, UseState, now
from architecture.periods import OfficeThen
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

_OF_OTHERS = "Dipakai dari instansi pusat dan pemerintah lain"


def landscape(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = maps.LIMIT
) -> Map:
    """Return the applications of a government in their offices, websites left out.

    What its offices use of other owners stands in a frame of its own.  What is retired
    by that day is gone.
    """
    government, on, addresses = asked.government, asked.on, asked.addresses
    own = _applications(session, viewer, government.id, asked.offices, on)
    rows = [
        *as_on_day(session, own, on),
        *_of_others(session, viewer, government.id, asked.offices, on),
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
            else maps.USED,
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
    return maps.landscape(
        items,
        [*offices, Office(maps.USED, _OF_OTHERS, None, addresses["used"])],
        scope=government.name,
        on=on,
        source=f"Inventaris aplikasi {government.name}",
        limit=limit,
    )


def _offices(
    session: Session, government: int, on: date
) -> Sequence[Organisation | OfficeThen]:
    """Return the offices as they are, or as they are on another day."""
    rows = organisations.tree(session, government)
    if on == day_of(now()):
        return rows
    return periods.tree_on(session, government, rows, on)


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
