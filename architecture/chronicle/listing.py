"""The queries behind the pages of the history; each narrows to the scope.

A list is cut by the entry that it begins after, never by a number of pages: the newest
of a long history are found as quickly as of a short one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from architecture.elements import CLASSES
from architecture.model import Element, Entry, Note
from architecture.reference.calendar import WIB
from architecture.roles import Role
from architecture.scope import Viewer

PAGE = 25
NOTES = 50
NAMED = 3
"""Things that a line of the list calls by their names; the rest are counted."""

ELEMENTS = frozenset(each.__tablename__ for each in CLASSES.values())
IMPORTS = frozenset({"imports", "exchange_models"})
"""Whose notes say that an entry is an import."""
_MODEL = ELEMENTS | IMPORTS | {"organisations"}
_MANAGED = frozenset({"accounts", "governments"})
"""What only an administrator reads: people and settings.

Registrations, judgements, cases, letters and plans tell their history on their own
pages, to those who may open them.
"""


class Kind(StrEnum):
    """What was done, as the list is narrowed by it."""

    ADDED = "Dicatat"
    CHANGED = "Diubah"
    ENDED = "Dihentikan"
    RELATED = "Relasi"
    PLANNED = "Rencana"
    USED = "Pemakaian"
    MERGED = "Digabung"
    IMPORTED = "Impor"
    UNDONE = "Dibatalkan"


_DEEDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ADDED: ("Elemen dicatat", "Aplikasi dicatat", "Dicatat dari "),
    Kind.CHANGED: (
        "Data diubah",
        "Data aplikasi diubah",
        "Diubah",
        "Rencana berlaku ",
    ),
    Kind.ENDED: (
        "Elemen dihentikan",
        "Aplikasi dihentikan",
        "Elemen akan dihentikan",
        "Aplikasi akan dihentikan",
        "Tidak aktif sejak ",
    ),
    Kind.RELATED: ("Relasi ",),
    Kind.PLANNED: ("Perubahan direncanakan", "Rencana "),
    Kind.USED: ("Pemakaian ",),
    Kind.MERGED: ("Digabung ke ", "Digabung dengan ", "Penggabungan "),
    Kind.IMPORTED: ("Impor ",),
    Kind.UNDONE: ("Dibatalkan: ", "Dikembalikan: "),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed by; `before` is the entry that it begins after."""

    by: str = ""
    text: str = ""
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Line:
    """An entry in the list: how often each deed, and its first subjects of several."""

    entry: Entry
    deeds: Mapping[str, int]
    subjects: Sequence[tuple[str, int]]
    several: int


@dataclass(frozen=True)
class Lines:
    """A page of the list, and the entry that the next one begins after."""

    rows: Sequence[Line]
    older: int | None


def entries(session: Session, viewer: Viewer, filters: Filters) -> Lines:
    """Return the newest entries of the viewer's governments, narrowed."""
    query = (
        select(Entry)
        .where(Entry.government_id.in_(sorted(viewer.governments)))
        .order_by(Entry.id.desc())
        .limit(PAGE + 1)
    )
    found = session.scalars(_narrowed(query, viewer, filters)).all()
    shown = found[:PAGE]
    older = shown[-1].id if len(found) > PAGE else None
    return Lines(_lines(session, viewer, shown), older)


def people(session: Session, viewer: Viewer) -> Sequence[str]:
    """Return by whom the latest entries were, to choose from."""
    latest = (
        select(Entry.by)
        .where(Entry.government_id.in_(sorted(viewer.governments)))
        .order_by(Entry.id.desc())
        .limit(2000)
        .subquery()
    )
    return session.scalars(select(latest.c.by).distinct().order_by(latest.c.by)).all()


def find(session: Session, viewer: Viewer, key: int) -> Entry | None:
    """Return an entry of which the viewer may read something."""
    query = select(Entry).where(
        Entry.id == key,
        Entry.government_id.in_(sorted(viewer.governments)),
        exists().where(Note.entry_id == Entry.id, _visible(viewer)),
    )
    return session.scalar(query)


def size(session: Session, entry: Entry) -> int:
    """Return how many notes an entry has, read or not."""
    query = select(func.count(Note.id)).where(Note.entry_id == entry.id)
    return session.scalar(query) or 0


def is_import(session: Session, entry: Entry) -> bool:
    """Tell whether an entry is what an import of a file did."""
    query = select(Note.id).where(
        Note.entry_id == entry.id, Note.subject.in_(sorted(IMPORTS))
    )
    return session.scalar(query.limit(1)) is not None


def of_entry(
    session: Session, viewer: Viewer, entry: Entry, *, after: int = 0
) -> tuple[Sequence[Note], int | None]:
    """Return what was done in an entry, in its order, and where more of it begins."""
    query = (
        select(Note)
        .join(Note.entry)
        .options(contains_eager(Note.entry))
        .where(Note.entry_id == entry.id, Note.id > after, _visible(viewer))
        .order_by(Note.id)
        .limit(NOTES + 1)
    )
    found = session.scalars(query).all()
    more = found[NOTES - 1].id if len(found) > NOTES else None
    return found[:NOTES], more


def of_element(
    session: Session,
    viewer: Viewer,
    element: Element,
    *,
    before: int | None = None,
    limit: int = NOTES,
) -> tuple[Sequence[Note], int | None]:
    """Return what was done to an element, the newest first, and where older begins.

    Only the histories of the viewer's governments: that another one uses an
    application, and why, stands in the history of that one.
    """
    query = (
        select(Note)
        .join(Note.entry)
        .options(contains_eager(Note.entry))
        .where(
            Note.subject == CLASSES[element.layer].__tablename__,
            Note.subject_id == element.id,
            Entry.government_id.in_(sorted(viewer.governments)),
        )
        .order_by(Note.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(Note.id < before)
    found = session.scalars(query).all()
    older = found[limit - 1].id if len(found) > limit else None
    return found[:limit], older


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on a note with its entry that leaves what may be read."""
    posts = viewer.holds({Role.ADMINISTRATOR})
    managed = sorted({post.government for post in posts})
    return or_(
        Note.subject.in_(sorted(_MODEL)),
        and_(Note.subject.in_(sorted(_MANAGED)), Entry.government_id.in_(managed)),
    )


def _narrowed(query: Select[Entry], viewer: Viewer, filters: Filters) -> Select[Entry]:
    noted = [_visible(viewer)]
    if filters.kind is not None:
        deeds = _DEEDS[filters.kind]
        noted.append(
            or_(*(Note.deed.startswith(each, autoescape=True) for each in deeds))
        )
    if filters.text:
        keys = _called(viewer, filters.text)
        some = (
            select(Note.entry_id)
            .join(Note.entry)
            .where(
                Note.subject.in_(sorted(ELEMENTS)), Note.subject_id.in_(keys), *noted
            )
        )
        query = query.where(Entry.id.in_(some))
    else:
        query = query.where(exists().where(Note.entry_id == Entry.id, *noted))
    if filters.by:
        query = query.where(Entry.by == filters.by)
    if filters.since:
        query = query.where(Entry.at >= _beginning(filters.since))
    if filters.until:
        day_after = filters.until + timedelta(days=1)
        query = query.where(Entry.at < _beginning(day_after))
    if filters.before is not None:
        query = query.where(Entry.id < filters.before)
    return query


def _called(viewer: Viewer, text: str) -> Select[int]:
    """Return the ids of the elements whose name or code holds these words."""
    query = select(Element.id).where(
        Element.government_id.in_(sorted(viewer.governments))
    )
    for word in text.casefold().split()[:8]:
        query = query.where(
            or_(
                Element.search_text.contains(word, autoescape=True),
                func.lower(Element.code).startswith(word, autoescape=True),
            )
        )
    return query


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, WIB)


def _lines(
    session: Session, viewer: Viewer, several: Sequence[Entry]
) -> Sequence[Line]:
    keys = [each.id for each in several]
    deeds: dict[int, dict[str, int]] = {}
    for row in session.execute(_deeds(viewer, keys)):
        deeds.setdefault(row.entry_id, {})[row.deed] = row.number
    subjects: dict[int, list[tuple[str, int]]] = {}
    number: dict[int, int] = {}
    for row in session.execute(_subjects(viewer, keys)):
        subjects.setdefault(row.entry_id, []).append((row.subject, row.subject_id))
        number[row.entry_id] = row.several
    return [
        Line(
            each,
            deeds.get(each.id, {}),
            subjects.get(each.id, ()),
            number.get(each.id, 0),
        )
        for each in several
    ]


def _deeds(viewer: Viewer, keys: Sequence[int]) -> Select[int, str, int]:
    number = func.count().label("number")
    return (
        select(Note.entry_id, Note.deed, number)
        .join(Note.entry)
        .where(Note.entry_id.in_(keys), _visible(viewer))
        .group_by(Note.entry_id, Note.deed)
        .order_by(number.desc(), Note.deed)
    )


def _subjects(viewer: Viewer, keys: Sequence[int]) -> Select[Any]:
    """Return the first subjects of each entry, and how many it has."""
    first = func.min(Note.id)
    grouped = (
        select(
            Note.entry_id,
            Note.subject,
            Note.subject_id,
            func.row_number()
            .over(partition_by=Note.entry_id, order_by=first)
            .label("place"),
            func.count().over(partition_by=Note.entry_id).label("several"),
        )
        .join(Note.entry)
        .where(Note.entry_id.in_(keys), _visible(viewer))
        .group_by(Note.entry_id, Note.subject, Note.subject_id)
        .subquery()
    )
    chosen: Select[Any] = select(grouped)
    return chosen.where(grouped.c.place <= NAMED).order_by(grouped.c.place)
