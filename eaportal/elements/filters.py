"""What the address of a list of elements says; nothing wrong in it is an error."""

from enum import StrEnum
from typing import Any

from flask import abort, g, request

from architecture import elements
from architecture.elements import Filters, Order
from architecture.layers import FIELDS, Field, FieldClass, FieldKind, Layer, Status
from architecture.scope import READS_MONEY
from eaportal import days, db, queries
from eaportal.inventory.filters import home, with_units

ORDERS = {
    "nama": Order.NAME,
    "kode": Order.CODE,
    "opd": Order.ORGANISATION,
    "status": Order.STATUS,
    "diubah": Order.UPDATED,
}
"""How the address calls what a list is sorted by; a minus turns it round."""

_CHOSEN = frozenset({FieldKind.WORD})


def government() -> int:
    """Return the government whose architecture is shown, or stop with the 404 page."""
    return home() or abort(404)


def asked(layer: Layer) -> Filters:
    """Return the filters of this request for a layer of the viewer's government."""
    order = request.args.get("urut", "nama")
    office = request.args.get("opd", type=int)
    root = government()
    on = as_of.day if (as_of := days.as_of()).moved else None
    return Filters(
        government=root,
        layer=layer,
        text=queries.words(),
        organisations=with_units(office, on) if office else frozenset(),
        status=Status.__members__.get(request.args.get("status", "")),
        kind=kinds(layer).get(request.args.get("jenis", "")),
        reference=request.args.get("kode", "").strip()[:40],
        custom={
            field.name: value
            for field in choosable(root, layer)
            if (value := request.args.get(field.name, "")[:200])
        },
        order=ORDERS.get(order.removeprefix("-"), Order.NAME),
        descending=order.startswith("-"),
        number=queries.page(),
        on=on,
        unsure_since=unsure.day if (unsure := days.as_of(days.UNSURE)).moved else None,
    )


def choosable(root: int, layer: Layer) -> list[Field]:
    """Return the government's own fields that a list can be narrowed by."""
    open_ = _open(root)
    return [
        field
        for field in elements.own_fields(db.session, root, layer)
        if field.kind in _CHOSEN and field.cls in open_
    ]


def kinds(layer: Layer) -> dict[str, StrEnum]:
    """Return the kinds of objects of a layer by their names; none for some layers.

    A kind that the viewer may not read of everything narrows no list.
    """
    for field in FIELDS[layer]:
        if field.name == "kind" and field.cls in _open(government()):
            return dict(field.members)
    return {}


def _open(root: int) -> frozenset[FieldClass]:
    """Return the classes that the viewer reads of everything in a government."""
    if g.viewer.holds(READS_MONEY, government=root):
        return frozenset(FieldClass)
    return frozenset({FieldClass.PUBLIC, FieldClass.INTERNAL})


def query() -> dict[str, Any]:
    """Return what the address says of the list, for other addresses."""
    return {name: value for name, value in request.args.items() if name != "halaman"}
