"""The landscape: the applications of a government in their offices or affairs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from architecture import classifying, organisations, periods
from architecture.classifying import Tree
from architecture.layers import Layer
from architecture.mapping import affairs, applications
from architecture.mapping.applications import Row
from architecture.mapping.asking import Asked
from architecture.mapping.colouring import colour_of, columns_of, marks
from architecture.maps.choices import Colour, Grouping
from architecture.maps.content import Item, Map, Office
from architecture.maps.views import landscape as maps
from architecture.maps.views.affairs import most_specific
from architecture.model import Organisation, now
from architecture.periods import OfficeThen
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

COLOURS = tuple(colour for colour in Colour if colour is not Colour.NUMBER)

_OF_OTHERS = "Dipakai dari instansi pusat dan pemerintah lain"
_CODES = ("reference_codes",)


def landscape(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = maps.LIMIT
) -> Map:
    """Return the applications of a government in their frames, websites left out.

    What its offices use of other owners stands in a frame of its own.  What is retired
    by that day is gone.  A colour that the viewer may not ask for is the status.
    """
    colour = colour_of(viewer, asked, COLOURS)
    columns = columns_of(colour) + (_CODES if asked.grouping is Grouping.AFFAIR else ())
    rows = [
        *applications.own(session, viewer, asked, columns),
        *applications.of_others(session, viewer, asked, columns),
    ]
    told, note = marks(session, viewer, asked, rows, colour)
    offices = offices_on(session, asked.government.id, asked.on)
    homes, frames, coded = (
        _by_affair(session, viewer, asked, rows)
        if asked.grouping is Grouping.AFFAIR
        else _by_office(asked, rows, offices)
    )
    return maps.landscape(
        _items(session, viewer, asked, rows, homes),
        [*frames, Office(maps.USED, _OF_OTHERS, None, asked.addresses["used"])],
        scope=scope_of(asked, offices),
        on=asked.on,
        source=f"Inventaris aplikasi {asked.government.name}",
        limit=limit,
        marks=told,
        colour=colour,
        grouping=asked.grouping,
        narrowed=bool(asked.offices),
        note=" ".join(part for part in (coded, note) if part),
        rest=asked.addresses["list"],
    )


def offices_on(
    session: Session, government: int, on: date
) -> Sequence[Organisation | OfficeThen]:
    """Return the offices as they are, or as they are on another day."""
    rows = organisations.tree(session, government)
    if on == day_of(now()):
        return rows
    return periods.tree_on(session, government, rows, on)


def scope_of(asked: Asked, offices: Iterable[Organisation | OfficeThen]) -> str:
    """Return of whom a map is, for its title: the office asked for, if there is one."""
    chosen = [
        office.name
        for office in offices
        if office.id in asked.offices and office.parent_id not in asked.offices
    ]
    return ", ".join([*chosen[:1], asked.government.name])


_Homes = tuple[Mapping[int, str], Sequence[Office], str]


def _by_office(
    asked: Asked, rows: Sequence[Row], offices: Iterable[Organisation | OfficeThen]
) -> _Homes:
    frames = [
        Office(
            str(office.id),
            office.label,
            str(office.parent_id) if office.parent_id else None,
            asked.addresses["office"].format(office.id),
        )
        for office in offices
    ]
    return (
        {row.id: str(row.office) if row.own else maps.USED for row in rows},
        frames,
        "",
    )


def _by_affair(
    session: Session, viewer: Viewer, asked: Asked, rows: Sequence[Row]
) -> _Homes:
    """Take an application's own code; without one, that of what it supports."""
    tree = classifying.tree(session, asked.government.id)
    through = affairs.supported(session, viewer, asked.government.id, asked.on)
    homes, borrowed = {}, 0
    for row in rows:
        code = most_specific(affairs.standing(row.values["reference_codes"], tree))
        if not code and row.own:
            code = most_specific(affairs.standing(through.get(row.id, ()), tree))
            borrowed += bool(code)
        homes[row.id] = code or ("" if row.own else maps.USED)
    note = (
        f"{borrowed} aplikasi ditempatkan menurut proses atau layanan yang didukungnya."
    )
    return homes, _affairs(asked, tree), note if borrowed else ""


def _affairs(asked: Asked, tree: Tree) -> list[Office]:
    root = Office("RAB", "Proses bisnis")
    return [
        root,
        *(
            Office(
                node.code,
                f"{node.code} {node.name}",
                node.parent or root.key,
                asked.addresses["code"].format(node.code),
            )
            for node in tree
            if node.domain == root.key
        ),
    ]


def _items(
    session: Session,
    viewer: Viewer,
    asked: Asked,
    rows: Sequence[Row],
    homes: Mapping[int, str],
) -> list[Item]:
    users = applications.users(session, viewer)
    address = asked.addresses["element"]
    return [
        Item(
            key=str(row.id),
            name=row.label,
            layer=Layer.APPLICATION,
            code=row.code,
            status=row.status,
            office=homes[row.id],
            url=address.format(row.id),
            detail=row.name,
            users=users.get(row.id, 0),
        )
        for row in rows
    ]
