"""Carry a change out on its day: once, whole, and as it was foreseen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import WrongState
from architecture.layers import Layer
from architecture.locking import lock_government
from architecture.merging import rows
from architecture.merging.values import Deed, DeedKind
from architecture.model import (
    Element,
    Organisation,
    Registration,
    Restructuring,
    RestructuringState,
    now,
)
from architecture.restructuring.board import OFFICES
from architecture.restructuring.foreseeing import foresee
from architecture.restructuring.references import Row

_AT_ONCE = 500
_TO_OFFICES = ("organisation_id", "parent_id", "successor_id")


def due(session: Session, today: date) -> Sequence[Restructuring]:
    """Return the changes whose day has come and that were not carried out yet.

    One that could not be waits until it was set anew.
    """
    query = select(Restructuring).where(
        Restructuring.state == RestructuringState.SET,
        Restructuring.problem == "",
        Restructuring.effective_on <= today,
    )
    return session.scalars(
        query.order_by(Restructuring.effective_on, Restructuring.id)
    ).all()


def apply(session: Session, key: int, *, today: date) -> Restructuring | None:
    """Carry out a change that is due; return None for one that is not, or was already.

    What cannot be any more is kept as its `problem` and returned; nothing else is
    written then.
    """
    row = session.get(Restructuring, key)
    if row is None:
        return None
    hold(session, row)
    if row.state is not RestructuringState.SET:
        return None
    if row.effective_on is None or row.effective_on > today:
        return None
    foreseen = foresee(session, row, row.effective_on)
    if foreseen.problems:
        row.problem = foreseen.problems[0]
        session.flush()
        return row
    done = carry_out(session, foreseen.deeds)
    row.state, row.applied_at, row.problem = RestructuringState.DONE, now(), ""
    row.deeds = [each.to_json() for each in done]
    row.told = [
        *(
            {"label": "", "text": each, "to": "", "why": ""}
            for each in foreseen.offices
        ),
        *(each.to_json() for each in foreseen.followers),
    ]
    session.flush()
    note(session, row, done, "SOTK berlaku", f"Mengikuti SOTK “{row.title}”")
    session.expire_all()
    return row


def hold(session: Session, row: Restructuring) -> None:
    """Keep others from what a change touches; all who do so come in the same order.

    Registrations first, as whoever decides them does, then the government, then the
    offices: who is adding something to one of them is waited for, and so is who is
    changing something of theirs.
    """
    offices = sorted({key for step in row.steps for key in step.sources})
    registrations = select(Registration.id).where(
        Registration.organisation_id.in_(offices)
    )
    session.execute(registrations.order_by(Registration.id).with_for_update())
    lock_government(session, row.government_id)
    session.execute(
        select(Organisation.id)
        .where(Organisation.id.in_(offices), Organisation.id != row.government_id)
        .order_by(Organisation.id)
        .with_for_update()
    )
    theirs = select(Element.id).where(Element.organisation_id.in_(offices))
    session.execute(theirs.order_by(Element.id).with_for_update())
    session.expire_all()


def carry_out(session: Session, deeds: Sequence[Deed]) -> list[Deed]:
    """Write the changes of rows; return them with the ids of what was added.

    Offices first, so that others can lead there; what is removed makes room before
    anything is moved into its place.
    """
    made: dict[int, int] = {}
    done: list[Deed] = []
    added = [each for each in deeds if each.kind is DeedKind.ADDED]
    for deed in _parents_first([each for each in added if each.table == OFFICES]):
        written = rows.do(session, _new(_turned(deed, made)))
        made[deed.id] = written.id
        done.append(written)
    gone = [each for each in deeds if each.kind is DeedKind.REMOVED]
    remove(session, gone)
    done += gone
    moved = [_turned(each, made) for each in deeds if each.kind is DeedKind.CHANGED]
    for table, values, keys in _alike(moved):
        _change(session, table, values, keys)
    done += moved
    others = [each for each in added if each.table != OFFICES]
    done += add(session, [_new(_turned(each, made)) for each in others])
    _touch(session, moved)
    return done


def _parents_first(offices: Sequence[Deed]) -> list[Deed]:
    """Return offices that are made so that each follows what it hangs below."""
    waiting = {each.id: each for each in offices}
    ordered: list[Deed] = []
    while waiting:
        ready = [
            each
            for each in waiting.values()
            if each.values["parent_id"][1] not in waiting
        ]
        ordered += ready
        for each in ready:
            del waiting[each.id]
    return ordered


def remove(session: Session, deeds: Iterable[Deed]) -> None:
    """Remove rows, many in one statement."""
    for name, some in _by_table(deeds).items():
        table = rows.table_of(name)
        for start in range(0, len(some), _AT_ONCE):
            keys = [each.id for each in some[start : start + _AT_ONCE]]
            session.execute(delete(table).where(table.c.id.in_(keys)))


def add(session: Session, deeds: Iterable[Deed]) -> list[Deed]:
    """Add rows, many in one statement; return the deeds with the ids of the rows.

    One that had an id gets it again, if nothing else has taken that meanwhile.
    """
    done = []
    for name, some in _by_table(deeds).items():
        taken = rows.read(session, name, [each.id for each in some if each.id])
        fresh = [each for each in some if each.id not in taken]
        for start in range(0, len(fresh), _AT_ONCE):
            done += _added(session, name, fresh[start : start + _AT_ONCE])
        done += [rows.do(session, each) for each in some if each.id in taken]
    return done


def _added(session: Session, name: str, some: list[Deed]) -> list[Deed]:
    table = rows.table_of(name)
    values = [
        {
            column: rows.decoded(table.c[column], new)
            for column, (_, new) in each.values.items()
        }
        for each in some
    ]
    query = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    keys = session.scalars(query, values).all()
    return [
        Deed(
            kind=each.kind,
            table=each.table,
            government=each.government,
            id=key,
            values={**each.values, "id": (None, key)},
        )
        for each, key in zip(some, keys, strict=True)
    ]


def _by_table(deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = {}
    for each in deeds:
        found.setdefault(each.table, []).append(each)
    return found


def note(
    session: Session, row: Restructuring, deeds: Iterable[Deed], own: str, others: str
) -> None:
    """Note the change itself, and each thing that was changed by it."""
    stated: dict[str, Any] = {
        "effective_on": (None, row.effective_on),
        "basis": (None, row.basis),
    }
    history.note(session, row, own, stated, government=row.government_id)
    deeds = list(deeds)
    layers = _layers(session, [each.id for each in deeds if each.table == "elements"])
    for each in deeds:
        if each.table in _PERIODS:
            continue
        table = layers.get(each.id, each.table) if each.table == "elements" else ""
        subject = rows.Row(table or each.table, each.id)
        history.note(
            session, subject, others, each.values, government=row.government_id
        )


_PERIODS = frozenset({"office_periods", "owner_periods"})
"""What follows from what else is noted."""


def open_to_undo(row: Restructuring) -> None:
    """Raise `WrongState` unless a change holds."""
    if row.state is not RestructuringState.DONE:
        raise WrongState("Hanya SOTK yang sudah berlaku yang dapat dibatalkan.")


def _turned(deed: Deed, made: dict[int, int]) -> Deed:
    """Return a deed that leads to offices by the ids that they were given."""
    values = dict(deed.values)
    for name in _TO_OFFICES:
        if name in values:
            old, new = values[name]
            values[name] = (old, made.get(new, new))
    return Deed(
        kind=deed.kind,
        table=deed.table,
        government=deed.government,
        id=deed.id,
        values=values,
    )


def _new(deed: Deed) -> Deed:
    """Return a deed that adds a row whose id is not known yet."""
    values = {name: pair for name, pair in deed.values.items() if name != "id"}
    return Deed(
        kind=deed.kind, table=deed.table, government=deed.government, values=values
    )


def _alike(deeds: Iterable[Deed]) -> Iterator[tuple[str, Row, list[int]]]:
    """Yield table, columns and ids of rows that change in the same way."""
    found: dict[tuple[str, str], tuple[Row, list[int]]] = {}
    for each in deeds:
        values = {name: new for name, (_, new) in each.values.items()}
        same = found.setdefault((each.table, repr(values)), (values, []))
        same[1].append(each.id)
    for (table, _), (values, keys) in found.items():
        yield table, values, keys


def _change(session: Session, name: str, values: Row, keys: list[int]) -> None:
    table = rows.table_of(name)
    stored = {each: rows.decoded(table.c[each], new) for each, new in values.items()}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        session.execute(update(table).where(table.c.id.in_(some)).values(stored))


def _touch(session: Session, deeds: Iterable[Deed]) -> None:
    """Let whoever has a form of an element open be told that its owner changed."""
    keys = [each.id for each in deeds if each.table == "elements"]
    moment = now()
    for start in range(0, len(keys), _AT_ONCE):
        rows.touch(session, keys[start : start + _AT_ONCE], moment)


def _layers(session: Session, keys: list[int]) -> dict[int, str]:
    """Return under which table the history knows each element."""
    tables = {
        each.__mapper_args__["polymorphic_identity"]: each.__tablename__
        for each in Element.__subclasses__()
    }
    found: dict[int, Layer] = {}
    for start in range(0, len(keys), _AT_ONCE):
        query = select(Element.id, Element.layer)
        query = query.where(Element.id.in_(keys[start : start + _AT_ONCE]))
        found |= dict(session.execute(query).all())
    return {key: tables[layer] for key, layer in found.items()}
