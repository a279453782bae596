"""What people call the things that notes are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import scope
from architecture.layers import Layer
from architecture.model import Account, Document, Element, Import, Organisation
from architecture.scope import Viewer

_AT_ONCE = 500

ELEMENT = "elements"
"""The table of elements of any layer, for those whose layer is not known."""

Subject = tuple[str, int]
"""A table and the id of a row."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something by name and code; `layer` and its owner where it is an element."""

    id: int
    name: str
    code: str = ""
    layer: Layer | None = None
    government_id: int | None = None
    organisation_id: int = 0


def named(
    session: Session,
    viewer: Viewer,
    subjects: Iterable[Subject],
    tables: Iterable[str],
) -> Mapping[Subject, Named]:
    """Return what the viewer may know by name; `tables` are those of elements.

    A query for each sort of thing, in batches: not one for each thing.
    """
    elements = frozenset(tables)
    wanted: dict[str, set[int]] = {}
    for table, key in subjects:
        wanted.setdefault("" if table in elements else table, set()).add(key)
    found: dict[Subject, Named] = {}
    for key, each in _elements(session, viewer, wanted.get("", set())).items():
        found |= {(table, key): each for table in elements}
    for table, keys in wanted.items():
        if table:
            found |= {(table, each.id): each for each in _others(session, table, keys)}
    return found


def _elements(session: Session, viewer: Viewer, keys: set[int]) -> dict[int, Named]:
    found: dict[int, Named] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), _AT_ONCE):
        query = select(
            Element.id,
            Element.name,
            Element.code,
            Element.layer,
            Element.government_id,
            Element.organisation_id,
        ).where(
            Element.id.in_(ordered[start : start + _AT_ONCE]),
            scope.elements(viewer, national=True),
        )
        found |= {row.id: Named(*row) for row in session.execute(query)}
    return found


def _others(session: Session, table: str, keys: set[int]) -> list[Named]:
    """Return the offices, imports and people of the viewer's own governments.

    Whoever asks has narrowed the notes to what the viewer may know.
    """
    queries: Mapping[str, Any] = {
        "organisations": select(
            Organisation.id, Organisation.name, Organisation.code
        ).where(Organisation.id.in_(keys)),
        "governments": select(
            Organisation.id, Organisation.name, Organisation.code
        ).where(Organisation.id.in_(keys)),
        "imports": select(Import.id, Document.filename)
        .join(Document, Document.id == Import.document_id)
        .where(Import.id.in_(keys)),
        "accounts": select(Account.id, Account.name).where(Account.id.in_(keys)),
    }
    query = queries.get(table)
    return [] if query is None else [Named(*row) for row in session.execute(query)]
