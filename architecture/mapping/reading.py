"""What several maps read: elements as they are on the day, and who may see them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectin_polymorphic

from architecture import scope
from architecture.elements.dated import Row, as_on
from architecture.layers import FieldClass, Layer
from architecture.mapping.asking import Addresses, Asked
from architecture.maps.content import Item
from architecture.model import (
    Application,
    Element,
    Infrastructure,
    Security,
    Strategy,
    now,
)
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

TOLD = (Application, Infrastructure, Security, Strategy)
"""Of these a map tells more than every element has: an acronym or a kind."""


def as_on_day(session: Session, rows: Sequence[Row], on: date) -> Sequence[Row]:
    """Return own elements as they are on a day; today they are as they stand."""
    return rows if on == day_of(now()) else as_on(session, rows, on)


def item(row: Element, viewer: Viewer, addresses: Addresses) -> Item:
    """Return an element that the viewer may see, as a map tells of it."""
    named = FieldClass.INTERNAL in scope.readable_classes(viewer, row)
    acronym = row.acronym if isinstance(row, Application) else ""
    return Item(
        key=str(row.id),
        name=acronym or row.name,
        layer=row.layer,
        code=row.code if named else "",
        status=row.status,
        office=str(row.organisation_id),
        url=addresses["element" if row.layer is Layer.APPLICATION else "other"].format(
            row.id
        ),
        summary=row.name,
        kind=kind_of(row),
    )


def kind_of(row: Element) -> str:
    """Return what an element is within its layer, by name."""
    kind = getattr(row, "kind", None)
    return kind.name if isinstance(kind, Enum) else ""


def elements(session: Session, keys: Iterable[int]) -> Sequence[Element]:
    """Return elements by their ids, without asking whether the viewer may see them."""
    query = (
        select(Element)
        .where(Element.id.in_(sorted(keys)))
        .options(selectin_polymorphic(Element, TOLD))
        .order_by(Element.id)
    )
    return session.scalars(query).all()


def seen(session: Session, viewer: Viewer, keys: Iterable[int]) -> dict[int, bool]:
    """Return which of these the viewer may see: id → of the own government."""
    query = select(Element.id, Element.government_id).where(
        Element.id.in_(sorted(keys)), scope.elements(viewer, national=True)
    )
    own = viewer.governments
    return {key: government in own for key, government in session.execute(query)}


def items(
    session: Session,
    viewer: Viewer,
    asked: Asked,
    keys: Collection[int],
    known: Mapping[int, bool],
) -> list[Item]:
    """Return elements as they are on the day asked for; the hidden ones unnamed.

    `known` is what `seen` gave: only what is of the own government changes by day.
    """
    rows = elements(session, keys)
    as_on_day(session, [row for row in rows if known.get(row.id)], asked.on)
    return [
        item(row, viewer, asked.addresses)
        if row.id in known
        else Item(key=str(row.id), name="", layer=row.layer, hidden=True)
        for row in rows
    ]
