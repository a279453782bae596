"""The merges that a viewer may know of: one, those of an application, and all."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture.errors import NotFound
from architecture.model import Application, Merge
from architecture.scope import Viewer

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """One page of merges, the newest first."""

    rows: Sequence[Merge]
    number: int
    last: int
    total: int


def find(session: Session, viewer: Viewer, key: int) -> Merge:
    """Return a merge of one of the viewer's governments.  Raises `NotFound`."""
    found = session.scalar(select(Merge).where(Merge.id == key, _seen(viewer)))
    if found is None:
        raise NotFound("Penggabungan ini tidak ada, atau tidak dapat Anda lihat.")
    return found


def of(session: Session, viewer: Viewer, application: Application) -> Sequence[Merge]:
    """Return the merges that an application was in, the newest first."""
    query = (
        select(Merge)
        .where(
            or_(
                Merge.survivor_id == application.id,
                Merge.merged_id == application.id,
            ),
            _seen(viewer),
        )
        .options(joinedload(Merge.survivor), joinedload(Merge.merged))
        .order_by(Merge.id.desc())
    )
    return session.scalars(query).all()


def listed(session: Session, viewer: Viewer, government: int, number: int = 1) -> Page:
    """Return one page of the merges of a government; beyond the last is the last."""
    wanted = (Merge.government_id == government, _seen(viewer))
    total = session.scalar(select(func.count(Merge.id)).where(*wanted)) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(number, 1), last)
    query = (
        select(Merge)
        .where(*wanted)
        .options(
            joinedload(Merge.survivor),
            joinedload(Merge.merged),
            joinedload(Merge.by),
        )
        .order_by(Merge.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(session.scalars(query).all(), number, last, total)


def _seen(viewer: Viewer) -> ColumnElement[bool]:
    return Merge.government_id.in_(sorted(viewer.governments))
