"""Applications that are named by id, and who uses them, within a viewer's scope."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import scope
from architecture.layers import Layer, Status
from architecture.model import Application, Element, Organisation, Use, UseState
from architecture.scope import Viewer


def find(
    session: Session, viewer: Viewer, key: int, *, lock: bool = False
) -> Application | None:
    """Return an application with its office if the viewer may see it.

    Behind the lock it is as whoever came first left it.
    """
    query = (
        select(Application)
        .where(Application.id == key, scope.elements(viewer, national=True))
        .options(
            joinedload(Application.organisation), joinedload(Application.government)
        )
    )
    if lock:
        query = query.with_for_update(of=Application)
    return session.scalar(query.execution_options(populate_existing=lock))


def several(
    session: Session, viewer: Viewer, keys: Iterable[int]
) -> dict[int, Application]:
    """Return those of these applications that the viewer may see, by id."""
    query = (
        select(Application)
        .where(Application.id.in_(sorted(keys)), scope.elements(viewer, national=True))
        .options(
            joinedload(Application.organisation), joinedload(Application.government)
        )
    )
    return {each.id: each for each in session.scalars(query)}


def statuses(
    session: Session, viewer: Viewer, keys: Iterable[int]
) -> dict[int, Status]:
    """Return id → status of those of these applications that the viewer may see."""
    query = select(Element.id, Element.status).where(
        Element.id.in_(sorted(keys)),
        Element.layer == Layer.APPLICATION,
        scope.elements(viewer, national=True),
    )
    return dict(session.execute(query).all())


def used_by(session: Session, organisation: int) -> frozenset[int]:
    """Return the ids of the applications that an office uses without owning them."""
    query = select(Use.application_id).where(
        Use.organisation_id == organisation, Use.state == UseState.IN_USE
    )
    return frozenset(session.scalars(query))


def uses_of(session: Session, viewer: Viewer, application: Application) -> list[Use]:
    """Return who uses it: offices of the viewer's own governments only."""
    query = (
        select(Use)
        .join(Use.organisation)
        .where(
            Use.application_id == application.id,
            Use.state == UseState.IN_USE,
            Organisation.government_id.in_(sorted(viewer.governments)),
        )
        .options(joinedload(Use.organisation))
        .order_by(Organisation.name)
    )
    return list(session.scalars(query))
