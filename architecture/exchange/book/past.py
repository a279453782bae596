"""The rows of a workbook as they were known at the end of a past day.

They are replayed from the history, in bounded memory.  What stands in the model is
told as it was then; what a reader may see of other governments is asked of today.
Uses are not kept by day, so none are told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import periods, scope
from architecture.exchange.book.cells import Cell
from architecture.exchange.book.extent import Extent
from architecture.exchange.book.layout import Column, YesNo, is_life
from architecture.layers import Layer, Verb
from architecture.model import Element, Organisation
from architecture.recalling import (
    AT_ONCE,
    KnownElement,
    KnownRelation,
    known_on,
    merged_on,
    names_on,
)
from architecture.reference.calendar import tanggal


@dataclass(frozen=True, slots=True)
class PastElement:
    """An element as the sheet of a layer tells it; it has no version to edit."""

    known: KnownElement
    version: None = None

    @property
    def code(self) -> str:
        """Return its code."""
        return self.known.code

    @property
    def organisation_id(self) -> int:
        """Return whose it was."""
        return self.known.organisation_id

    def value(self, column: Column) -> Any:
        """Return what it said in a column."""
        if column.name == "sensitive":
            return YesNo.YES if self.known.life["sensitive"] else YesNo.NO
        told = self.known.life if is_life(column.name) else self.known.values
        return told.get(column.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRelation:
    """A relation as its sheet tells it."""

    id: int
    verb: Verb
    starts_on: date | None
    ends_on: date | None
    attributes: Mapping[str, Any]
    source: str
    source_name: str
    target: str
    target_name: str
    target_government: int
    target_home: str


def rules(day: date) -> tuple[str, ...]:
    """Return what the guide of such a workbook says before its columns."""
    return (
        f"Buku ini memuat apa yang diketahui pada akhir {tanggal(day)} (WIB), disusun "
        "dari riwayat. Hanya untuk dibaca; tidak dapat diimpor.",
        "Lembar Pemakaian kosong: pemakaian tidak tercatat menurut hari.",
        "Perangkat daerah disebut menurut nama dan induknya pada hari itu.",
    )


def element_rows(
    session: Session, extent: Extent, layer: Layer, day: date
) -> Iterator[PastElement]:
    """Yield the elements of a layer as they were known, as they were recorded."""
    merged = merged_on(session, extent.government.id, day)
    for each in _elements(session, extent, day, (layer,)):
        if each.id not in merged:
            yield PastElement(each)


def relation_rows(
    session: Session, extent: Extent, day: date
) -> Iterator[PastRelation]:
    """Yield the relations as they were known, by the element that they lead out of."""
    several = (
        (element, relation)
        for element in _elements(session, extent, day, Layer)
        for relation in element.relations
    )
    while some := list(islice(several, AT_ONCE)):
        keys = {relation.target for _, relation in some}
        ends, names = _ends(session, extent, keys), names_on(session, keys, day)
        for element, relation in some:
            if end := ends.get(relation.target):
                yield _told(element, relation, names[relation.target], end)


def office_rows(session: Session, extent: Extent, day: date) -> Iterator[list[Cell]]:
    """Yield the offices that were there on the day; what ended later was open then."""
    rows, labels = extent.known.rows, extent.known.labels
    by_key = {each.id: each for each in rows}
    for then in periods.tree_on(session, extent.government.id, rows, day):
        row = by_key[then.id]
        yield [
            then.code,
            then.name,
            then.short_name or None,
            row.kind.value,
            labels.get(then.parent_id or 0),
            row.starts_on,
            row.ends_on if row.ends_on == day else None,
        ]


def _elements(
    session: Session, extent: Extent, day: date, layers: Iterable[Layer]
) -> Iterator[KnownElement]:
    if extent.government.id not in extent.viewer.governments:
        return
    for each in known_on(session, extent.government.id, day, layers):
        if not extent.offices or each.organisation_id in extent.offices:
            yield each


def _ends(session: Session, extent: Extent, keys: Iterable[int]) -> dict[int, Any]:
    """Return element → its code, its government and the code of that, if in sight."""
    query = (
        select(
            Element.id,
            Element.code,
            Element.government_id,
            Organisation.code.label("home"),
        )
        .join(Organisation, Organisation.id == Element.government_id)
        .where(
            Element.id.in_(sorted(keys)),
            scope.elements(extent.viewer, national=True),
        )
    )
    return {row.id: row for row in session.execute(query)}


def _told(
    element: KnownElement, relation: KnownRelation, name: str, end: Any
) -> PastRelation:
    return PastRelation(
        id=relation.id,
        verb=relation.verb,
        starts_on=relation.starts_on,
        ends_on=relation.ends_on,
        attributes=relation.attributes,
        source=element.code,
        source_name=element.name,
        target=end.code,
        target_name=name,
        target_government=end.government_id,
        target_home=end.home,
    )
