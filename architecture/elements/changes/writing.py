"""Write a set of changes that was judged to be in order, in batches, and note it."""

from collections.abc import Iterator, Mapping

from architecture import history
from architecture.elements.changes.judging import Judged
from architecture.elements.changes.values import (
    Applied,
    NewElement,
    NewRelation,
    Ref,
    batches,
)
from architecture.elements.changing import CLASSES, default_sharing, put
from architecture.elements.fields import fields_of, is_custom, set_values
from architecture.elements.owning import follow
from architecture.elements.relating import ADDED, AMENDED, REMOVED, amended, note, told
from architecture.elements.searching import search_text
from architecture.elements.values import nothing
from architecture.layers import Layer
from architecture.model import Element, Relation
from architecture.numbering import element_codes


class Writer:
    """What turns judged changes into rows and notes."""

    def __init__(self, judged: Judged) -> None:
        """Take changes without a problem."""
        self.judged, self.changes = judged, judged.changes
        self.session, self.government = judged.session, judged.government

    def written(self, deed: str) -> Applied:
        """Write everything and note it."""
        created = self._create(deed)
        changed = self._revise(deed)
        removed = self._remove()
        amended_ = self._amend()
        related = self._relate(created)
        return Applied(
            {ref: element.id for ref, element in created.items()},
            related,
            changed,
            amended_,
            removed,
        )

    def _create(self, deed: str) -> dict[str, Element]:
        codes = self._codes()
        made: dict[str, Element] = {}
        for some in batches(self.changes.elements):
            new = {each.ref: self._new(each, codes) for each in some}
            self.session.add_all(new.values())
            self.session.flush()
            for each in some:
                stated = self.judged.values[id(each)] | self.judged.lives[id(each)]
                noted = {name: (None, value) for name, value in stated.items() if value}
                element = new[each.ref]
                history.note(
                    self.session, element, deed, noted, government=self.government
                )
            made |= new
        return made

    def _codes(self) -> dict[Layer, Iterator[str]]:
        wanted: dict[Layer, int] = {}
        for each in self.changes.elements:
            if not each.code:
                wanted[each.layer] = wanted.get(each.layer, 0) + 1
        return {
            layer: iter(
                element_codes(self.session, self.government, layer, many=number)
            )
            for layer, number in wanted.items()
        }

    def _new(self, each: NewElement, codes: Mapping[Layer, Iterator[str]]) -> Element:
        values, life = self.judged.values[id(each)], self.judged.lives[id(each)]
        fields = fields_of(self.session, self.government, each.layer)
        blank = {one.name: nothing(one) for one in fields if not one.custom}
        columns = {name: value for name, value in values.items() if not is_custom(name)}
        life.setdefault(
            "sharing", default_sharing(self.session, self.government, each.layer)
        )
        element = CLASSES[each.layer](
            code=each.code or next(codes[each.layer]),
            government_id=self.government,
            organisation_id=each.organisation_id,
            search_text=search_text(each.layer, fields, values),
            custom={},
            **(blank | columns),
            **life,
        )
        set_values(element, {name: values[name] for name in values if is_custom(name)})
        return element

    def _revise(self, deed: str) -> list[int]:
        changed = []
        owners: dict[int, int] = {}
        for each in self.changes.revisions:
            element = self.judged.there[each.element_id]
            fields = fields_of(self.session, self.government, element.layer)
            values = self.judged.values[id(each)] | self.judged.lives[id(each)]
            if each.organisation_id not in {None, element.organisation_id}:
                owners[element.id] = element.organisation_id
                values["organisation_id"] = each.organisation_id
            if put(self.session, element, values, fields=fields, deed=deed):
                changed.append(element.id)
        self.session.flush()
        if owners:
            follow(self.session, [self.judged.there[key] for key in owners], owners)
        return changed

    def _remove(self) -> list[int]:
        for each in self.changes.removed:
            relation = self.judged.relations[each.relation_id]
            note(
                self.session,
                relation.source,
                relation.verb,
                relation.target,
                _because(REMOVED, each.reason),
                old=told(relation),
                new=None,
            )
            self.session.delete(relation)
        self.session.flush()
        return [each.relation_id for each in self.changes.removed]

    def _amend(self) -> list[int]:
        changed = []
        for each in self.changes.relation_revisions:
            relation = self.judged.relations[each.relation_id]
            old = told(relation)
            relation.starts_on, relation.ends_on = each.starts_on, each.ends_on
            relation.attributes = amended(relation, self.judged.attributes[id(each)])
            new = told(relation)
            if new != old:
                note(
                    self.session,
                    relation.source,
                    relation.verb,
                    relation.target,
                    AMENDED,
                    old=old,
                    new=new,
                )
                changed.append(relation.id)
        return changed

    def _relate(self, created: Mapping[str, Element]) -> dict[str, int]:
        related: dict[str, int] = {}
        for some in batches(self.changes.relations):
            new = [(each, self._relation(each, created)) for each in some]
            self.session.add_all(relation for _, relation in new)
            self.session.flush()
            for each, relation in new:
                ends = (
                    self._made(each.source, created),
                    self._made(each.target, created),
                )
                source, target = ends
                note(
                    self.session,
                    source,
                    each.verb,
                    target,
                    _because(ADDED, each.reason),
                    old=None,
                    new=told(relation),
                )
                if each.ref:
                    related[each.ref] = relation.id
        return related

    def _relation(self, each: NewRelation, created: Mapping[str, Element]) -> Relation:
        return Relation(
            source_id=self._made(each.source, created).id,
            verb=each.verb,
            target_id=self._made(each.target, created).id,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            attributes=self.judged.attributes[id(each)],
        )

    def _made(self, end: Ref, created: Mapping[str, Element]) -> Element:
        return self.judged.there[end] if isinstance(end, int) else created[end]


def _because(deed: str, reason: str) -> str:
    reason = reason.strip()
    return f"{deed}: {reason}" if reason else deed
