"""In which applications the search recognises a concept of the thesaurus."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import scope
from architecture.model import Application
from architecture.scope import Viewer
from architecture.similar.asking import NotReady, similar

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Recognised:
    """The applications that stress a concept most, and how many name it at all.

    `ready` is false while an index is being built: nothing is known then.
    """

    rows: Sequence[Application] = ()
    total: int = 0
    ready: bool = True


def recognised(session: Session, viewer: Viewer, concept: str) -> Recognised:
    """Return the applications of the viewer's governments that name a concept."""
    try:
        keys = [
            key
            for government in sorted(viewer.governments)
            for key in similar.naming(session, government, concept)
        ]
    except NotReady:
        return Recognised(ready=False)
    return Recognised(_read(session, viewer, keys[:SHOWN]), len(keys))


def _read(
    session: Session, viewer: Viewer, keys: Sequence[int]
) -> Sequence[Application]:
    query = (
        select(Application)
        .where(Application.id.in_(keys), scope.elements(viewer, of=Application))
        .options(joinedload(Application.organisation))
    )
    found = {row.id: row for row in session.scalars(query)} if keys else {}
    return [found[key] for key in keys if key in found]
