"""What was known at the end of a past day, replayed backwards from the history.

The rows say what is known now.  Each note says what a field was before, so going back
through the notes that came after a day leaves what was known on it.  What was never
noted counts as known from when the row was made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture.elements import CLASSES, LIFE
from architecture.elements.fields import fields_ever, is_custom, set_values
from architecture.elements.values import from_json
from architecture.layers import Field, Layer, Sharing, Status, Verb
from architecture.model import Element, Entry, Merge, Note, Relation
from architecture.reference.calendar import WIB

AT_ONCE = 500
"""Elements that are looked at together; no more are held."""

_DAYS = frozenset({"live_on", "retires_on"})
_WORDS: Mapping[str, Any] = {"status": Status, "sharing": Sharing}


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A relation as it was known."""

    id: int
    source: int
    verb: Verb
    target: int
    starts_on: date | None
    ends_on: date | None
    attributes: Mapping[str, Any]


@dataclass(slots=True)
class KnownElement:
    """An element as it was known: its fields by name, own ones too, and its life.

    `relations` are those that lead out of it; `reached` those that lead to it, filled
    only where one element is asked for.
    """

    id: int
    layer: Layer
    code: str
    organisation_id: int
    values: dict[str, Any]
    life: dict[str, Any]
    relations: list[KnownRelation] = field(default_factory=list)
    reached: list[KnownRelation] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what it was called."""
        return str(self.values["name"])


def known_on(
    session: Session, government: int, day: date, layers: Iterable[Layer] = Layer
) -> Iterator[KnownElement]:
    """Yield the elements of a government with their relations, as known on that day.

    By layer, then in the order in which they were recorded; in bounded memory.
    """
    for layer in layers:
        fields = fields_ever(session, government, layer)
        last = 0
        while True:
            rows = _rows(session, layer, Element.government_id == government, last)
            if not rows:
                break
            last = rows[-1]["id"]
            yield from _replayed(session, layer, fields, rows, day)


def known(session: Session, element: Element, day: date) -> KnownElement | None:
    """Return an element with all its relations as known on that day, if it was."""
    layer = element.layer
    fields = fields_ever(session, element.government_id, layer)
    rows = _rows(session, layer, Element.id == element.id, 0)
    found = _replayed(session, layer, fields, rows, day, both_ends=True)
    return next(found, None)


def names_on(session: Session, keys: Iterable[int], day: date) -> dict[int, str]:
    """Return what these elements were called at the end of that day."""
    wanted = sorted(keys)
    query = select(Element.id, Element.name).where(Element.id.in_(wanted))
    found = dict(session.execute(query).all())
    tables = {each.__tablename__ for each in CLASSES.values()}
    later = (
        select(Note.subject_id, Note.values)
        .join(Entry, Entry.id == Note.entry_id)
        .where(
            Note.subject.in_(sorted(tables)),
            Note.subject_id.in_(wanted),
            Entry.at >= end_of(day),
        )
        .order_by(Note.id.desc())
    )
    for key, values in session.execute(later, execution_options={"yield_per": 1000}):
        if key is not None and "name" in values and not _is_first(values):
            found[key] = values["name"][0]
    return found


def merged_on(session: Session, government: int, day: date) -> frozenset[int]:
    """Return the applications that another one stood for at the end of that day."""
    end = end_of(day)
    query = select(Merge.merged_id).where(
        Merge.government_id == government,
        Merge.at < end,
        or_(Merge.undone_at.is_(None), Merge.undone_at >= end),
    )
    return frozenset(session.scalars(query))


def as_element(known: KnownElement) -> Element:
    """Return an element that says what was known; it belongs to no session."""
    made = CLASSES[known.layer](
        id=known.id, layer=known.layer, code=known.code, custom={}, **known.life
    )
    set_values(made, known.values)
    return made


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over in Jakarta."""
    return datetime.combine(day + timedelta(days=1), time.min, WIB)


def _rows(
    session: Session, layer: Layer, which: Any, last: int
) -> Sequence[Mapping[str, Any]]:
    """Return the next rows of a layer, without making elements of them."""
    own, base = CLASSES[layer].__table__, Element.__table__
    columns = [*base.c, *(each for each in own.c if each.name != "id")]
    query = (
        select(*columns)
        .join_from(base, own, own.c.id == base.c.id)
        .where(which, base.c.id > last)
        .order_by(base.c.id)
        .limit(AT_ONCE)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def _replayed(
    session: Session,
    layer: Layer,
    fields: Mapping[str, Field],
    rows: Sequence[Mapping[str, Any]],
    day: date,
    *,
    both_ends: bool = False,
) -> Iterator[KnownElement]:
    """Yield those of the rows that were known, as they were."""
    keys = [row["id"] for row in rows]
    made = {row["id"]: _element(row, layer, fields) for row in rows}
    relations = _relations(session, keys, both_ends=both_ends)
    born = {row["id"] for row in rows if row["created_at"] >= end_of(day)}
    for key, values in _notes_after(session, layer, rows, day):
        if _is_first(values):
            born.add(key)
        _take_back(made[key], values, fields, relations[key])
    for key, element in made.items():
        if key not in born:
            several = sorted(relations[key].values(), key=lambda each: each.id)
            element.relations = [each for each in several if each.source == key]
            element.reached = [each for each in several if each.source != key]
            yield element


def _element(
    row: Mapping[str, Any], layer: Layer, fields: Mapping[str, Field]
) -> KnownElement:
    own = row["custom"]
    values = {
        name: from_json(each, own.get(name)) if is_custom(name) else row[name]
        for name, each in fields.items()
    }
    life = {name: row[name] for name in LIFE}
    return KnownElement(
        row["id"], layer, row["code"], row["organisation_id"], values, life
    )


def _relations(
    session: Session, keys: Sequence[int], *, both_ends: bool
) -> dict[int, dict[int, KnownRelation]]:
    """Return element → the relations out of it (and to it) by their ids, as of now."""
    found: dict[int, dict[int, KnownRelation]] = {key: {} for key in keys}
    which: Any = Relation.source_id.in_(keys)
    if both_ends:
        which = or_(which, Relation.target_id.in_(keys))
    for row in session.execute(select(*Relation.__table__.columns).where(which)):
        each = KnownRelation(
            row.id,
            row.source_id,
            row.verb,
            row.target_id,
            row.starts_on,
            row.ends_on,
            row.attributes,
        )
        for end in {each.source, each.target} & found.keys():
            if both_ends or end == each.source:
                found[end][each.id] = each
    return found


def _notes_after(
    session: Session, layer: Layer, rows: Sequence[Mapping[str, Any]], day: date
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield element and values of what was noted after a day, the newest first."""
    query = (
        select(Note.subject_id, Note.values)
        .join(Entry, Entry.id == Note.entry_id)
        .where(
            Note.subject == CLASSES[layer].__tablename__,
            Note.subject_id.in_([row["id"] for row in rows]),
            Entry.government_id == rows[0]["government_id"],
            Entry.at >= end_of(day),
        )
        .order_by(Note.id.desc())
    )
    found = session.execute(query, execution_options={"yield_per": 1000})
    yield from ((row.subject_id, row.values) for row in found)


def _is_first(values: Mapping[str, Any]) -> bool:
    """Tell whether a note is the one with which an element began: nameless before."""
    return "name" in values and values["name"][0] is None


def _take_back(
    element: KnownElement,
    values: Mapping[str, Any],
    fields: Mapping[str, Field],
    relations: dict[int, KnownRelation],
) -> None:
    """Let an element be what it was before a note."""
    for name, pair in values.items():
        old = pair[0]
        if name in fields:
            element.values[name] = from_json(fields[name], old)
        elif name in LIFE:
            element.life[name] = life_from_json(name, old)
        elif name == "organisation_id" and old is not None:
            element.organisation_id = old
        elif name in Verb.__members__:
            _take_back_relation(Verb[name], pair, relations)


def _take_back_relation(
    verb: Verb, pair: Sequence[Any], relations: dict[int, KnownRelation]
) -> None:
    old, new = pair
    if new is not None:
        relations.pop(new["relation"], None)
    if old is not None:
        each = relation_from_json(verb, old)
        relations[each.id] = each


def relation_from_json(verb: Verb, told: Mapping[str, Any]) -> KnownRelation:
    """Return a relation as a note tells of it."""
    starts_on, ends_on = (
        date.fromisoformat(told[name]) if told[name] else None
        for name in ("starts_on", "ends_on")
    )
    return KnownRelation(
        told["relation"],
        told["source"],
        verb,
        told["target"],
        starts_on,
        ends_on,
        told["attributes"],
    )


def life_from_json(name: str, kept: Any) -> Any:
    """Return a value of `LIFE` that a note holds.

    >>> life_from_json("status", "LIVE").value, life_from_json("live_on", "2026-01-31")
    ('Aktif', datetime.date(2026, 1, 31))
    """
    if name in _WORDS:
        return _WORDS[name].__members__.get(kept, kept)
    if name in _DAYS:
        return date.fromisoformat(kept) if kept else None
    return bool(kept)
