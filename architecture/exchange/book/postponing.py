"""Let a plan of a workbook be true from a day on: what is to change is planned.

What is new begins on the day, a relation that goes ends on the eve of it.  What has
days of its own, an owner or a user cannot be planned and is refused by name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

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
from architecture.exchange.book.plan import (
    Action,
    Change,
    Outcome,
    Plan,
    UseChange,
)
from architecture.model import Relation
from architecture.reference.calendar import tanggal

WITHOUT = "Impor baris ini tanpa tanggal."
_LIFE = (
    "Status, berbagi pakai, dan hari aktif atau berhenti tidak direncanakan: harinya "
    f"sudah bagian dari isinya. {WITHOUT}"
)
_OWNER = f"Pemilik tidak direncanakan lewat impor; pakai SOTK baru. {WITHOUT}"
_DAYS = f"Hari mulai dan berakhir relasi berlaku dengan sendirinya. {WITHOUT}"
_USE = f"Pemakaian tidak direncanakan. {WITHOUT}"
_BEGINS = "Relasi ini baru mulai pada atau sesudah tanggal itu; hapus tanpa tanggal."


def postpone(session: Session, plan: Plan, on: date) -> Plan:
    """Return a plan that holds from a day on; what cannot wait is refused.

    Raises `Invalid` if the day is not ahead.
    """
    scheduling.check_day(on)
    relations = _relations(session, plan.outcomes)
    for each in plan.outcomes:
        if each.change is None or each.action is Action.REFUSED:
            continue
        why = _against(each.change, relations, on)
        if why:
            each.refuse(why)
        else:
            each.change = _from(each.change, relations, on)
    told = (
        f"Berlaku mulai {tanggal(on)}: perubahan isian menjadi rencana, yang baru "
        "mulai pada hari itu, relasi yang dihapus berakhir sehari sebelumnya."
    )
    return replace(plan, notes=(told, *plan.notes))


def schedule(
    session: Session, outcomes: Iterable[Outcome], on: date, *, deed: str
) -> None:
    """Plan what these rows say anew of elements and relations."""
    changes = [each.change for each in outcomes]
    revised = {c.element_id: c for c in changes if isinstance(c, Revision)}
    for some in batches(revised):
        for element in whole(session, some):
            stated = revised[element.id].stated
            scheduling.plan(session, element, stated, on=on, note=deed)
    amended = {c.relation_id: c for c in changes if isinstance(c, RelationRevision)}
    for key, relation in _by_id(session, amended).items():
        stated = amended[key].attributes
        scheduling.plan_relation(session, relation, stated, on=on, note=deed)


def is_planned(change: Change | None) -> bool:
    """Tell whether a change waits for the day instead of being written."""
    if isinstance(change, RelationRevision):
        return bool(change.attributes)
    return isinstance(change, Revision)


def _against(change: Change, relations: Mapping[int, Relation], on: date) -> str:
    """Return why a change cannot be planned, or an empty text."""
    if isinstance(change, UseChange):
        return _USE
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


def _from(change: Change, relations: Mapping[int, Relation], on: date) -> Change:
    """Return the change as it is true from the day on."""
    if isinstance(change, NewElement):
        return replace(change, life={"live_on": on} | _stated(change.life))
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


def _stated(life: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in life.items() if value is not None}


def _relations(session: Session, outcomes: Iterable[Outcome]) -> dict[int, Relation]:
    return _by_id(session, _touched(outcomes))


def _touched(outcomes: Iterable[Outcome]) -> Iterator[int]:
    for each in outcomes:
        if isinstance(each.change, RelationRevision | RemovedRelation):
            yield each.change.relation_id


def _by_id(session: Session, keys: Iterable[int]) -> dict[int, Relation]:
    found: dict[int, Relation] = {}
    for some in batches(keys):
        query = select(Relation).where(Relation.id.in_(some))
        found |= {row.id: row for row in session.scalars(query)}
    return found
