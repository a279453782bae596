"""Let changes be true from a day on: what is to change is planned.

What is new begins on the day, a relation that goes ends on the eve of it.  What has
days of its own or an owner cannot be planned and is refused by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import scheduling
from architecture.elements.changes import (
    NewElement,
    NewRelation,
    RelationRevision,
    RemovedRelation,
    Revision,
)
from architecture.elements.changes.values import batches
from architecture.elements.listing import whole
from architecture.model import Relation

WITHOUT = "Impor baris ini tanpa tanggal."
_LIFE = (
    "Status, berbagi pakai, dan hari aktif atau berhenti tidak direncanakan: harinya "
    f"sudah bagian dari isinya. {WITHOUT}"
)
_OWNER = f"Pemilik tidak direncanakan lewat impor; pakai SOTK baru. {WITHOUT}"
_DAYS = f"Hari mulai dan berakhir relasi berlaku dengan sendirinya. {WITHOUT}"
_BEGINS = "Relasi ini baru mulai pada atau sesudah tanggal itu; hapus tanpa tanggal."


def against(change: object, relations: Mapping[int, Relation], on: date) -> str:
    """Return why a change cannot be planned, or an empty text."""
    if isinstance(change, Revision):
        return _OWNER if change.organisation_id else _LIFE if change.life else ""
    if isinstance(change, RelationRevision):
        there = relations[change.relation_id]
        days = change.starts_on, change.ends_on
        return "" if days == (there.starts_on, there.ends_on) else _DAYS
    if isinstance(change, RemovedRelation):
        begins = relations[change.relation_id].starts_on
        return _BEGINS if begins and begins >= on else ""
    return ""


def from_day(change: Any, relations: Mapping[int, Relation], on: date) -> Any:
    """Return the change as it is true from the day on."""
    if isinstance(change, NewElement):
        stated = {name: said for name, said in change.life.items() if said is not None}
        return replace(change, life={"live_on": on} | stated)
    if isinstance(change, NewRelation):
        return replace(change, starts_on=change.starts_on or on)
    if isinstance(change, RemovedRelation):
        there = relations[change.relation_id]
        return RelationRevision(
            relation_id=change.relation_id,
            starts_on=there.starts_on,
            ends_on=on - timedelta(days=1),
            attributes={},
        )
    return change


def is_planned(change: object) -> bool:
    """Tell whether a change waits for the day instead of being written."""
    if isinstance(change, RelationRevision):
        return bool(change.attributes)
    return isinstance(change, Revision)


def schedule(
    session: Session, changes: Iterable[object], on: date, *, deed: str
) -> None:
    """Plan what these changes say anew of elements and relations."""
    several = list(changes)
    revised = {c.element_id: c for c in several if isinstance(c, Revision)}
    for some in batches(revised):
        for element in whole(session, some):
            stated = revised[element.id].stated
            scheduling.plan(session, element, stated, on=on, note=deed)
    amended = {c.relation_id: c for c in several if isinstance(c, RelationRevision)}
    for key, relation in relations_of(session, amended.values()).items():
        stated = amended[key].attributes
        scheduling.plan_relation(session, relation, stated, on=on, note=deed)


def relations_of(session: Session, changes: Iterable[object]) -> dict[int, Relation]:
    """Return the relations that these changes are about, by id."""
    keys = [
        each.relation_id
        for each in changes
        if isinstance(each, RelationRevision | RemovedRelation)
    ]
    found: dict[int, Relation] = {}
    for some in batches(keys):
        query = select(Relation).where(Relation.id.in_(some))
        found |= {row.id: row for row in session.scalars(query)}
    return found
