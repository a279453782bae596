"""What may be done to relations; each is noted at both of its ends."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.elements.fields import relation_fields
from architecture.elements.values import as_json, parsed
from architecture.errors import Invalid
from architecture.layers import Verb, cascades, may_relate
from architecture.model import Element, Relation, Strategy

ADDED = "Relasi ditambahkan"
AMENDED = "Relasi diubah"
REMOVED = "Relasi dihapus"


def relate(
    session: Session,
    source: Element,
    verb: Verb,
    target: Element,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    attributes: Mapping[str, Any] | None = None,
) -> Relation:
    """Relate two elements.

    Raises `Invalid` if the layered model forbids it, if it is known already, or if it
    would make something a part of itself.
    """
    check_rule(source, verb, target)
    stated = checked(session, source.government_id, verb, attributes or {})
    check_days(starts_on, ends_on)
    _refuse_known(session, source, verb, target, (starts_on, ends_on))
    if verb is Verb.PART_OF:
        _refuse_circle(session, source, target)
    relation = Relation(
        source_id=source.id,
        verb=verb,
        target_id=target.id,
        starts_on=starts_on,
        ends_on=ends_on,
        attributes=stated,
    )
    session.add(relation)
    session.flush()
    note(session, source, verb, target, ADDED, old=None, new=told(relation))
    return relation


def amend(
    session: Session,
    relation: Relation,
    *,
    starts_on: date | None,
    ends_on: date | None,
    attributes: Mapping[str, Any],
) -> bool:
    """Change the life of a relation and what is said of it; tell whether it differed.

    Attributes that are not named stay.
    """
    check_days(starts_on, ends_on)
    old = told(relation)
    source, target = relation.source, relation.target
    stated = checked(session, source.government_id, relation.verb, attributes)
    relation.starts_on, relation.ends_on = starts_on, ends_on
    relation.attributes = amended(relation, stated)
    new = told(relation)
    if new == old:
        return False
    note(session, source, relation.verb, target, AMENDED, old=old, new=new)
    return True


def unrelate(session: Session, relation: Relation, *, reason: str = "") -> None:
    """Take a relation away that should not be there; the history holds all of it.

    A relation that was true and ended gets a day instead: see `amend`.
    """
    deed = f"{REMOVED}: {reason.strip()}" if reason.strip() else REMOVED
    source, target, old = relation.source, relation.target, told(relation)
    note(session, source, relation.verb, target, deed, old=old, new=None)
    session.delete(relation)


def told(relation: Relation) -> dict[str, Any]:
    """Return all that a relation says, as the history keeps it."""
    return {
        "relation": relation.id,
        "source": relation.source_id,
        "target": relation.target_id,
        "starts_on": as_json(relation.starts_on),
        "ends_on": as_json(relation.ends_on),
        "attributes": relation.attributes,
    }


def note(
    session: Session,
    source: Element,
    verb: Verb,
    target: Element,
    deed: str,
    *,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
) -> None:
    """Note a change of a relation at both ends, each naming the other."""
    for end, other in ((source, target), (target, source)):
        values = [
            None if each is None else {**each, "code": other.code}
            for each in (old, new)
        ]
        history.note(
            session, end, deed, {verb.name: values}, government=source.government_id
        )


def check_rule(source: Element, verb: Verb, target: Element) -> None:
    """Raise `Invalid` if the layered model forbids such a relation."""
    if not may_relate(source.layer, verb, target.layer):
        raise Invalid(
            f"{source.layer.value} tidak dapat “{verb.value}” {target.layer.value}."
        )
    if source is target or (source.id is not None and source.id == target.id):
        raise Invalid("Sebuah elemen tidak dapat berhubungan dengan dirinya sendiri.")
    if not isinstance(source, Strategy) or not isinstance(target, Strategy):
        return
    if not cascades(source.kind, target.kind):
        raise Invalid(
            f"{source.kind.value} tidak dapat menjadi bagian dari {target.kind.value}."
        )


def check_days(starts_on: date | None, ends_on: date | None) -> None:
    """Raise `Invalid` if a relation ends before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        problem = "Tanggal berakhir mendahului tanggal mulai."
        raise Invalid(problem, problems={"ends_on": [problem]})


def checked(
    session: Session, government: int, verb: Verb, stated: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is said of a relation as it is kept, or raise `Invalid`."""
    values, wrong = parsed(relation_fields(session, government, verb), stated)
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)
    return {name: as_json(value) for name, value in values.items()}


def amended(relation: Relation, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a relation with what is stated anew; empty texts go."""
    values = {**relation.attributes, **stated}
    return {name: each for name, each in values.items() if each not in (None, "", [])}


def _refuse_known(
    session: Session,
    source: Element,
    verb: Verb,
    target: Element,
    life: tuple[date | None, date | None],
) -> None:
    query = select(Relation).where(
        Relation.source_id == source.id,
        Relation.verb == verb,
        Relation.target_id == target.id,
    )
    for known in session.scalars(query):
        if overlap(life, (known.starts_on, known.ends_on)):
            raise Invalid(f"{source.name} {verb.value} {target.name}: sudah tercatat.")


def overlap(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> bool:
    """Tell whether two lives share a day; None is open.

    >>> overlap((None, date(2026, 1, 1)), (date(2026, 1, 2), None))
    False
    >>> overlap((None, None), (date(2026, 1, 2), None))
    True
    """
    begins, ends = zip(one, other, strict=True)
    return max(each or date.min for each in begins) <= min(
        each or date.max for each in ends
    )


def _refuse_circle(session: Session, part: Element, whole: Element) -> None:
    """Walk from the whole upwards, a query a level; meeting the part is a circle."""
    seen: set[int] = set()
    edge = {whole.id}
    while edge:
        if part.id in edge:
            raise Invalid(
                f"{whole.name} sudah bagian dari {part.name}; "
                "sebuah elemen tidak dapat menjadi bagian dari dirinya sendiri."
            )
        seen |= edge
        edge = set(_wholes(session, edge)) - seen


def _wholes(session: Session, parts: Iterable[int]) -> Iterable[int]:
    query = select(Relation.target_id).where(
        Relation.verb == Verb.PART_OF, Relation.source_id.in_(sorted(parts))
    )
    return session.scalars(query)
