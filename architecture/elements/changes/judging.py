"""Judge a set of changes as a whole: what is wrong with it, and the values it has."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from architecture.elements.changes.values import (
    Change,
    ChangeSet,
    NewElement,
    NewRelation,
    Problem,
    Ref,
    RelationRevision,
    Revision,
    batches,
)
from architecture.elements.changing import CLASSES, LIFE, check_life, checked
from architecture.elements.fields import fields_of
from architecture.elements.listing import whole
from architecture.elements.relating import check_days, check_rule, overlap
from architecture.elements.relating import checked as checked_attributes
from architecture.errors import Invalid
from architecture.layers import Layer, Verb
from architecture.model import Element, Organisation, Relation

Life = tuple[date | None, date | None]
Lives = dict[tuple[Ref, Verb, Ref], list[Life]]


class Judged:
    """The changes with all that they touch, loaded in batches and judged.

    `values`, `lives` and `attributes` hold what each change states, by its `id`.
    """

    def __init__(self, session: Session, government: int, changes: ChangeSet) -> None:
        """Load what is touched and judge every change."""
        self.session, self.government, self.changes = session, government, changes
        self.problems: list[Problem] = []
        self.values: dict[int, dict[str, Any]] = {}
        self.lives: dict[int, dict[str, Any]] = {}
        self.attributes: dict[int, dict[str, Any]] = {}
        self.offices = self._offices()
        self.there = self._elements()
        self.relations = self._relations()
        self._judge_elements()
        self._judge_revisions()
        self._judge_kept_relations()
        self._judge_new_relations()

    def _offices(self) -> dict[int, Organisation]:
        query = select(Organisation).where(
            Organisation.government_id == self.government
        )
        return {each.id: each for each in self.session.scalars(query)}

    def _elements(self) -> dict[int, Element]:
        ends = {
            end
            for each in self.changes.relations
            for end in (each.source, each.target)
            if isinstance(end, int)
        }
        wanted = ends | {each.element_id for each in self.changes.revisions}
        return {
            each.id: each
            for some in batches(sorted(wanted))
            for each in whole(self.session, some)
        }

    def _relations(self) -> dict[int, Relation]:
        wanted = {each.relation_id for each in self.changes.removed}
        wanted |= {each.relation_id for each in self.changes.relation_revisions}
        found: dict[int, Relation] = {}
        for some in batches(sorted(wanted)):
            query = (
                select(Relation)
                .where(Relation.id.in_(some))
                .options(selectinload(Relation.source), selectinload(Relation.target))
            )
            found |= {each.id: each for each in self.session.scalars(query)}
        return found

    def _wrong(self, change: Change, error: Invalid) -> None:
        several = [
            Problem(change, text, name)
            for name, texts in error.problems.items()
            for text in texts
        ]
        self.problems += several or [Problem(change, error.sentence)]

    def _judge_elements(self) -> None:
        refs: set[str] = set()
        codes: dict[str, NewElement] = {}
        for each in self.changes.elements:
            if each.ref in refs:
                self.problems.append(Problem(each, f"{each.ref} disebut dua kali."))
            refs.add(each.ref)
            if each.organisation_id not in self.offices:
                self._unknown_office(each)
            if each.code:
                if each.code in codes:
                    self._taken(each)
                codes[each.code] = each
            self._state(each, each.layer, each.stated, each.life)
        for some in batches(sorted(codes)):
            query = select(Element.code).where(
                Element.government_id == self.government, Element.code.in_(some)
            )
            for code in self.session.scalars(query):
                self._taken(codes[code])

    def _taken(self, each: NewElement) -> None:
        self.problems.append(Problem(each, f"Kode {each.code} sudah dipakai.", "code"))

    def _unknown_office(self, change: Change) -> None:
        text = "Perangkat daerah tidak dikenal di instansi ini."
        self.problems.append(Problem(change, text, "organisation"))

    def _judge_revisions(self) -> None:
        seen: set[int] = set()
        for each in self.changes.revisions:
            element = self.there.get(each.element_id)
            if element is None or element.government_id != self.government:
                self.problems.append(Problem(each, "Elemen ini tidak ditemukan."))
                continue
            if each.element_id in seen:
                self.problems.append(Problem(each, f"{element.code} muncul dua kali."))
            seen.add(each.element_id)
            if each.version is not None and each.version != element.version:
                text = f"{element.code} sudah diubah orang lain sejak dibaca."
                self.problems.append(Problem(each, text, conflict=True))
            if each.organisation_id not in {None, *self.offices}:
                self._unknown_office(each)
            if getattr(element, "merged_into_id", None):
                text = f"{element.name} sudah digabung; ubah catatan yang mewakilinya."
                self.problems.append(Problem(each, text))
            self._state(each, element.layer, each.stated, each.life, element)

    def _state(
        self,
        change: NewElement | Revision,
        layer: Layer,
        stated: Mapping[str, Any],
        life: Mapping[str, Any],
        element: Element | None = None,
    ) -> None:
        fields = fields_of(self.session, self.government, layer)
        whole_ = element is None
        try:
            values = checked(
                self.session,
                fields,
                stated,
                element=element,
                government=self.government,
                whole=whole_,
            )
            kept = {name: getattr(element, name, None) for name in LIFE}
            check_life({**kept, **life})
        except Invalid as error:
            self._wrong(change, error)
            return
        self.values[id(change)] = values
        self.lives[id(change)] = {name: life[name] for name in LIFE if name in life}

    def _judge_kept_relations(self) -> None:
        for gone in self.changes.removed:
            if self._is_lost(gone.relation_id):
                self.problems.append(Problem(gone, "Relasi ini tidak ditemukan."))
        for each in self.changes.relation_revisions:
            if self._is_lost(each.relation_id):
                self.problems.append(Problem(each, "Relasi ini tidak ditemukan."))
            else:
                self._judge_amended(each, self.relations[each.relation_id])

    def _is_lost(self, key: int) -> bool:
        relation = self.relations.get(key)
        return relation is None or relation.source.government_id != self.government

    def _judge_amended(self, each: RelationRevision, relation: Relation) -> None:
        try:
            check_days(each.starts_on, each.ends_on)
            self.attributes[id(each)] = checked_attributes(
                self.session, self.government, relation.verb, each.attributes
            )
        except Invalid as error:
            self._wrong(each, error)

    def _judge_new_relations(self) -> None:
        new = {each.ref: each for each in self.changes.elements}
        known, wholes = self._known(), self._wholes()
        for each in self.changes.relations:
            source, target = self._end(each.source, new), self._end(each.target, new)
            if source is None or target is None:
                lost = each.source if source is None else each.target
                self.problems.append(Problem(each, f"{lost} tidak ditemukan."))
                continue
            try:
                self._judge_relation(each, source, target)
                _refuse_known(known, each, source, target)
                _refuse_circle(wholes, each, source)
            except Invalid as error:
                self._wrong(each, error)

    def _judge_relation(
        self, each: NewRelation, source: Element, target: Element
    ) -> None:
        foreign = isinstance(each.source, int)
        if foreign and source.government_id != self.government:
            raise Invalid(f"{source.name} milik instansi lain.")
        check_rule(source, each.verb, target)
        check_days(each.starts_on, each.ends_on)
        self.attributes[id(each)] = checked_attributes(
            self.session, self.government, each.verb, each.attributes
        )

    def _end(self, end: Ref, new: Mapping[str, NewElement]) -> Element | None:
        if isinstance(end, int):
            return self.there.get(end)
        made = new.get(end)
        if made is None:
            return None
        values = self.values.get(id(made), {})
        name = str(values.get("name", made.ref))
        kind = {"kind": values["kind"]} if "kind" in values else {}
        return CLASSES[made.layer](layer=made.layer, name=name, **kind)

    def _known(self) -> Lives:
        """Return the lives of relations that are there, without those removed."""
        sources = {
            r.source for r in self.changes.relations if isinstance(r.source, int)
        }
        gone = {each.relation_id for each in self.changes.removed}
        found: Lives = {}
        for some in batches(sorted(sources)):
            query = select(Relation).where(Relation.source_id.in_(some))
            for each in self.session.scalars(query):
                if each.id not in gone:
                    key = (each.source_id, each.verb, each.target_id)
                    found.setdefault(key, []).append((each.starts_on, each.ends_on))
        return found

    def _wholes(self) -> dict[Ref, set[Ref]]:
        """Return part → wholes of the government, if any part is new."""
        if all(each.verb is not Verb.PART_OF for each in self.changes.relations):
            return {}
        gone = {each.relation_id for each in self.changes.removed}
        query = (
            select(Relation.id, Relation.source_id, Relation.target_id)
            .join(Element, Element.id == Relation.source_id)
            .where(
                Relation.verb == Verb.PART_OF, Element.government_id == self.government
            )
        )
        found: dict[Ref, set[Ref]] = {}
        for key, part, above in self.session.execute(query):
            if key not in gone:
                found.setdefault(part, set()).add(above)
        return found


def _refuse_known(
    known: Lives, each: NewRelation, source: Element, target: Element
) -> None:
    """Refuse what is related like this on one of these days; remember it if not."""
    lives = known.setdefault((each.source, each.verb, each.target), [])
    life = (each.starts_on, each.ends_on)
    if any(overlap(life, other) for other in lives):
        raise Invalid(f"{source.name} {each.verb.value} {target.name}: sudah tercatat.")
    lives.append(life)


def _refuse_circle(
    wholes: dict[Ref, set[Ref]], each: NewRelation, source: Element
) -> None:
    """Refuse what would make something a part of itself; remember it if not."""
    if each.verb is not Verb.PART_OF:
        return
    if _reaches(wholes, each.target, each.source):
        raise Invalid(f"{source.name} akan menjadi bagian dari dirinya sendiri.")
    wholes.setdefault(each.source, set()).add(each.target)


def _reaches(wholes: Mapping[Ref, set[Ref]], start: Ref, sought: Ref) -> bool:
    """Tell whether something is the start or above it."""
    seen: set[Ref] = set()
    edge = {start}
    while edge:
        if sought in edge:
            return True
        seen |= edge
        edge = set().union(*(wholes.get(each, set()) for each in edge)) - seen
    return False
