"""Take back what was foreseen, and note it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.elements import LIFE
from architecture.elements.changing import put
from architecture.elements.fields import fields_ever
from architecture.elements.relating import note, told
from architecture.elements.values import from_json
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import Field, Layer, Status, Verb
from architecture.locking import lock_government
from architecture.model import (
    Element,
    Entry,
    PlannedChange,
    PlannedState,
    Relation,
    Use,
    UseState,
    now,
)
from architecture.recalling import life_from_json, relation_from_json
from architecture.reference.calendar import day_of
from architecture.scheduling import noting
from architecture.undoing.deeds import answering
from architecture.undoing.foreseeing import as_new, foresee
from architecture.undoing.values import Foreseen, May, Piece, Sort, State


def undo(
    session: Session,
    entry: Entry,
    may: May,
    *,
    seen: str,
    leave_conflicts: bool = False,
    element: int | None = None,
) -> int:
    """Take back an entry or one element's part of it; return how much that was.

    `seen` is the token of what the person saw; if that changed since, `Changed` is
    raised.  Raises `Invalid` where something was changed again and it is not said that
    this may stay, `WrongState` where nothing can be taken back.
    """
    lock_government(session, entry.government_id)
    session.expire_all()
    found = foresee(session, entry, may, element=element)
    if found.blocked:
        raise WrongState(found.blocked)
    if found.token != seen:
        raise Changed("Sementara Anda membaca, ada yang berubah; periksa sekali lagi.")
    if not found.counts[State.READY]:
        raise WrongState("Tidak ada lagi yang dapat dibatalkan.")
    if found.counts[State.CONFLICT] and not leave_conflicts:
        raise Invalid(
            "Ada yang sudah diubah lagi. Pilih untuk membiarkannya, atau batalkan "
            "dahulu perubahan yang sesudahnya."
        )
    _write(session, found)
    return found.counts[State.READY]


def _write(session: Session, found: Foreseen) -> None:
    ready = found.of(State.READY)
    by_element: dict[int, list[Piece]] = {}
    for piece in ready:
        if piece.sort in {Sort.FIELD, Sort.OFFICE, Sort.CREATION}:
            by_element.setdefault(piece.element, []).append(piece)
    fields: dict[Layer, Mapping[str, Field]] = {}
    for key, pieces in by_element.items():
        element = found.elements[key]
        if element.layer not in fields:
            fields[element.layer] = fields_ever(
                session, found.government, element.layer
            )
        _put(session, element, pieces, fields[element.layer])
    _relations(session, [each for each in ready if each.sort is Sort.RELATION])
    for piece in ready:
        if piece.sort is Sort.USE:
            _use(session, found, piece)
        elif piece.sort is Sort.PLAN:
            _plan(session, piece)
    session.flush()


def _put(
    session: Session,
    element: Element,
    pieces: Iterable[Piece],
    fields: Mapping[str, Field],
) -> None:
    """Let an element say again what it said; one note, however many fields."""
    values: dict[str, Any] = {}
    deeds: dict[str, None] = {}
    for piece in pieces:
        deeds[answering(piece.deed)] = None
        if piece.sort is Sort.CREATION:
            values |= {"status": Status.RETIRED, "retires_on": _end_of(element)}
        elif piece.name in fields:
            values[piece.name] = from_json(fields[piece.name], piece.then)
        elif piece.name in LIFE:
            values[piece.name] = life_from_json(piece.name, piece.then)
        else:
            values["organisation_id"] = piece.then
    put(session, element, values, fields=list(fields.values()), deed="; ".join(deeds))


def _end_of(element: Element) -> date:
    """Return the day on which something ends that should not have been recorded."""
    today = day_of(now())
    return max(today, element.live_on or today)


def _relations(session: Session, pieces: list[Piece]) -> None:
    keys = [each.key for each in pieces if each.key]
    there = _by_id(session, Relation, keys)
    made: list[tuple[Piece, Relation]] = []
    for piece in pieces:
        if piece.then is None:
            row = there[piece.key]
            _note(session, row, piece, old=told(row), new=None)
            session.delete(row)
        elif piece.now is None:
            made.append((piece, _again(piece)))
        else:
            _amend(session, there[piece.key], piece)
    session.add_all(row for _, row in made)
    session.flush()
    for piece, row in made:
        _note(session, row, piece, old=None, new=told(row))


def _again(piece: Piece) -> Relation:
    new = as_new(piece)
    return Relation(
        source_id=new.source,
        verb=new.verb,
        target_id=new.target,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        attributes=dict(new.attributes),
    )


def _amend(session: Session, row: Relation, piece: Piece) -> None:
    old = told(row)
    known = relation_from_json(Verb[piece.name], piece.then)
    row.starts_on, row.ends_on = known.starts_on, known.ends_on
    row.attributes = dict(known.attributes)
    _note(session, row, piece, old=old, new=told(row))


def _note(session: Session, row: Relation, piece: Piece, *, old: Any, new: Any) -> None:
    source = session.get_one(Element, row.source_id)
    target = session.get_one(Element, row.target_id)
    note(session, source, row.verb, target, answering(piece.deed), old=old, new=new)


def _use(session: Session, found: Foreseen, piece: Piece) -> None:
    use = session.get_one(Use, piece.key)
    was, use.state = use.state, UseState[piece.then]
    history.note(
        session,
        found.elements[piece.element],
        answering(piece.deed),
        {"organisation": (None, piece.name), "use": (was, use.state)},
        government=found.government,
    )


def _plan(session: Session, piece: Piece) -> None:
    """Take a plan back, or let it say again what it said."""
    row = session.get_one(PlannedChange, piece.key)
    old = noting.told(session, row)
    if piece.then is None:
        row.state, row.ended_at = PlannedState.WITHDRAWN, now()
    else:
        row.state, row.ended_at, row.problem = PlannedState.PLANNED, None, ""
        row.value, row.note = piece.then["value"], piece.then["note"]
        row.starts_on = date.fromisoformat(piece.then["starts_on"])
    session.flush()
    noting.note(session, row, answering(piece.deed), old)


def _by_id(session: Session, table: Any, keys: list[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(keys), 500):
        query = select(table).where(table.id.in_(keys[start : start + 500]))
        found |= {row.id: row for row in session.scalars(query)}
    return found
