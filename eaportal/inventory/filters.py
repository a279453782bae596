"""What the address of a list says, as filters; nothing wrong in it is an error."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import g, request

from architecture import organisations, periods
from architecture.inventory import Filters
from architecture.inventory.listing import Order, Where
from architecture.layers import ApplicationType, Status
from architecture.model import Organisation
from architecture.periods import OfficeThen
from eaportal import days, db, formats, queries

Word = TypeVar("Word", bound=StrEnum)

PLACES = {
    "milik": Where.OWN,
    "dipakai": Where.USED,
    "nasional": Where.NATIONAL,
    "lain": Where.SHARED,
}
"""How the address calls whose applications are listed."""

ORDERS = {
    "nama": Order.NAME,
    "kode": Order.CODE,
    "opd": Order.ORGANISATION,
    "bentuk": Order.TYPE,
    "status": Order.STATUS,
    "tahun": Order.YEAR,
    "diubah": Order.UPDATED,
}
"""How the address calls what a list is sorted by; a minus turns it round."""


def asked() -> Filters:
    """Return the filters of this request, for the viewer's first government."""
    order = request.args.get("urut", "nama")
    office = request.args.get("opd", type=int)
    on = as_of.day if (as_of := days.as_of()).moved else None
    return Filters(
        text=queries.words(),
        where=PLACES.get(request.args.get("milik", ""), Where.OWN),
        government=home(),
        organisations=with_units(office, on) if office else frozenset(),
        type=_word(ApplicationType, request.args.get("bentuk")),
        status=_word(Status, request.args.get("status")),
        order=ORDERS.get(order.removeprefix("-"), Order.NAME),
        descending=order.startswith("-"),
        number=queries.page(),
        on=on,
        unsure_since=unsure.day if (unsure := days.as_of(days.UNSURE)).moved else None,
    )


def query() -> dict[str, str]:
    """Return what the address says of the list, for the address of its download."""
    names = (
        "cari",
        "milik",
        "instansi",
        "opd",
        "bentuk",
        "status",
        "urut",
        days.NAME,
        days.UNSURE,
    )
    return {name: request.args[name] for name in names if name in request.args}


def home() -> int | None:
    """Return the government that the viewer works in; the one asked for if several."""
    governments = sorted(g.viewer.governments)
    chosen = request.args.get("instansi", type=int)
    if chosen in governments:
        return chosen
    return governments[0] if governments else None


def offices(government: int | None) -> list[tuple[Organisation, int]]:
    """Return the offices to choose from, each with its depth in the tree."""
    if government is None:
        return []
    rows = organisations.tree(db.session, government)
    deep = organisations.depths(rows)
    return [(row, deep[row.id]) for row in rows]


def offices_on(
    government: int | None, on: date | None
) -> Sequence[tuple[Organisation | OfficeThen, int]]:
    """Return the offices to choose from; for a day ahead those that will stand then."""
    if government is None or on is None or on <= formats.today():
        return offices(government)
    now = organisations.tree(db.session, government)
    there = periods.tree_on(db.session, government, now, on)
    rows = organisations.in_order(there, government)
    deep = organisations.depths(rows)
    return [(row, deep[row.id]) for row in rows]


def with_units(office: int, on: date | None = None) -> frozenset[int]:
    """Return an office of the own governments with its units; nothing for others."""
    if on is not None and on > formats.today():
        every = [
            row for root in g.viewer.governments for row, _ in offices_on(root, on)
        ]
        parents = {row.id: row.parent_id for row in every}
    else:
        parents = organisations.parents(db.session, g.viewer.governments)
    return organisations.below(parents, office) if office in parents else frozenset()


def _word(words: type[Word], name: str | None) -> Word | None:
    members: Any = words.__members__
    return members.get(name) if name else None


def names(words: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return name and label of each word, for a choice."""
    return [(word.name, word.value) for word in words]
