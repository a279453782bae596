"""Two elements that somebody wants to relate: how they may be, and if not, why."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture.elements.relating import check_rule
from architecture.errors import Invalid
from architecture.layers import Status, Verb
from architecture.model import Application, Element, Relation, Strategy

SYMMETRIC = frozenset({Verb.EXCHANGES})
"""Verbs that read the same from both ends: one direction is enough."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which two elements may be related."""

    source: Element
    verb: Verb
    target: Element

    @property
    def sentence(self) -> str:
        """Return what such a relation says."""
        return f"{self.source.name} {self.verb.value} {self.target.name}"


def ways(one: Element, other: Element) -> list[Way]:
    """Return how two elements may be related, from either of them."""
    return list(_ways(one, other))


def refusal(one: Element, other: Element) -> str:
    """Return why two elements cannot be related at all; empty if they can."""
    if one.id == other.id:
        return "Pilih dua elemen yang berbeda."
    for each in (one, other):
        if _gone(each):
            return f"{each.name} sudah tidak aktif, jadi tidak dihubungkan lagi."
    if ways(one, other):
        return ""
    if isinstance(one, Strategy) and isinstance(other, Strategy):
        return (
            f"{one.kind.value} dan {other.kind.value} tidak bersambung langsung"
            " pada peta strategi."
        )
    return (
        f"{one.layer.value} dan {other.layer.value} tidak berhubungan langsung."
        " Hubungkan keduanya melalui elemen di antaranya."
    )


def between(session: Session, one: Element, other: Element) -> list[Relation]:
    """Return the relations that there are between two elements, ended ones too."""
    ends = (Relation.source_id, Relation.target_id)
    query = (
        select(Relation)
        .where(
            or_(
                *(
                    and_(*(end == key for end, key in zip(ends, keys, strict=True)))
                    for keys in ((one.id, other.id), (other.id, one.id))
                )
            )
        )
        .options(joinedload(Relation.source), joinedload(Relation.target))
        .order_by(Relation.verb, Relation.id)
    )
    return list(session.scalars(query))


def _ways(one: Element, other: Element) -> Iterator[Way]:
    for verb in Verb:
        for source, target in ((one, other), (other, one)):
            if verb in SYMMETRIC and source is other:
                continue
            try:
                check_rule(source, verb, target)
            except Invalid:
                continue
            yield Way(source, verb, target)


def _gone(element: Element) -> bool:
    merged = isinstance(element, Application) and element.merged_into_id is not None
    return merged or element.status is Status.RETIRED
