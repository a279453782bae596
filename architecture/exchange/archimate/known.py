"""What a government has already of what a file holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from architecture import organisations
from architecture.elements.changes.values import batches
from architecture.elements.listing import whole
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.reviving import taken_back
from architecture.layers import Verb
from architecture.model import (
    Element,
    ExchangeItem,
    ExchangeModel,
    Organisation,
    Relation,
    Use,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A kept thing, without its content."""

    id: int
    model_id: int
    position: int
    digest: str
    element_id: int | None
    related: bool


Triple = tuple[int, Verb, int]


@dataclass(slots=True)
class Known:
    """What is known of a government before a file is compared with it."""

    government: Organisation
    model: ExchangeModel | None
    items: Mapping[tuple[Section, str], Item]
    leftover: Mapping[int, tuple[Section, str, str]]
    links: dict[str, int]
    foreign: Mapping[str, int]
    codes: frozenset[str]
    offices: Mapping[str, int]
    elements: dict[int, Element] = field(default_factory=dict)
    relations: dict[Triple, list[Relation]] = field(default_factory=dict)
    taken_back: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def load(self, session: Session, wanted: Iterable[int]) -> None:
        """Load these elements, and the relations that lead from them.

        `taken_back` is element → the life before its recording was taken back.
        """
        for some in batches(sorted(set(wanted))):
            for element in whole(session, some):
                self.elements[element.id] = element
            query = select(Relation).where(Relation.source_id.in_(some))
            for row in session.scalars(query.order_by(Relation.id)):
                triple = row.source_id, row.verb, row.target_id
                self.relations.setdefault(triple, []).append(row)
        self.taken_back = taken_back(session, self.elements.values())


def known(session: Session, government: Organisation, model: str) -> Known:
    """Return what a government has; `model` is the identifier of the file's model."""
    kept = session.scalar(
        select(ExchangeModel).where(
            ExchangeModel.government_id == government.id,
            ExchangeModel.identifier == model,
        )
    )
    items, leftover, links = _items(session, government.id, kept)
    codes = _codes(session, government.id)
    own = {identifier(government.code, code): key for key, code in codes.items()}
    foreign = _foreign(session, government.id)
    return Known(
        government,
        kept,
        items,
        leftover,
        own | links,
        foreign,
        frozenset(codes.values()),
        {each.code: each.id for each in organisations.tree(session, government.id)},
    )


def _items(
    session: Session, government: int, model: ExchangeModel | None
) -> tuple[
    dict[tuple[Section, str], Item],
    dict[int, tuple[Section, str, str]],
    dict[str, int],
]:
    """Return the kept things by what they are called, and those that are only kept.

    Definitions and folders belong to their model alone, for tools number them anew.
    """
    query = select(
        ExchangeItem.id,
        ExchangeItem.model_id,
        ExchangeItem.section,
        ExchangeItem.identifier,
        ExchangeItem.type,
        ExchangeItem.position,
        ExchangeItem.digest,
        ExchangeItem.element_id,
        ExchangeItem.related,
    ).where(ExchangeItem.government_id == government)
    items: dict[tuple[Section, str], Item] = {}
    leftover: dict[int, tuple[Section, str, str]] = {}
    links: dict[str, int] = {}
    for row in session.execute(query):
        ours = model is not None and row.model_id == model.id
        if row.section in {Section.DEFINITION, Section.FOLDER} and not ours:
            continue
        name = row.identifier or f"#{row.position}"
        item = Item(
            row.id, row.model_id, row.position, row.digest, row.element_id, row.related
        )
        items[row.section, name] = item
        if row.element_id:
            links[row.identifier] = row.element_id
        elif ours and not row.related:
            leftover[row.id] = (row.section, row.identifier, row.type)
    return items, leftover, links


def _codes(session: Session, government: int) -> dict[int, str]:
    query = select(Element.id, Element.code).where(Element.government_id == government)
    return dict(session.execute(query).all())


def _foreign(session: Session, government: int) -> dict[str, int]:
    """Return what others own and the government relates to or uses, by identifier."""
    source = aliased(Element)
    related = (
        select(Relation.target_id)
        .join(source, source.id == Relation.source_id)
        .where(source.government_id == government)
    )
    used = (
        select(Use.application_id)
        .join(Organisation, Organisation.id == Use.organisation_id)
        .where(Organisation.government_id == government)
    )
    query = (
        select(Organisation.code, Element.code, Element.id)
        .join(Element, Element.government_id == Organisation.id)
        .where(
            Element.government_id != government,
            or_(Element.id.in_(related), Element.id.in_(used)),
        )
    )
    return {identifier(home, code): key for home, code, key in session.execute(query)}
