"""Take a change back that holds, as long as nothing stands on it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.errors import Changed, WrongState
from architecture.merging import rows
from architecture.merging.values import Deed, DeedKind
from architecture.model import (
    Base,
    Organisation,
    Restructuring,
    RestructuringState,
    now,
)
from architecture.restructuring.applying import (
    add,
    carry_out,
    hold,
    note,
    open_to_undo,
    remove,
)
from architecture.restructuring.board import OFFICES
from architecture.restructuring.drafting import STALE
from architecture.restructuring.references import BY_TABLE

_MOVES_BY_ITSELF = frozenset({"version", "updated_at"})


def undo(session: Session, row: Restructuring, *, seen: int) -> None:
    """Bring everything back as the journal says.

    Raises `WrongState` with what stands on it, or if it does not hold; `Changed` if
    somebody else did something with it.
    """
    hold(session, row)
    session.refresh(row)
    open_to_undo(row)
    if row.version != seen:
        raise Changed(STALE)
    standing = stands_on(session, row)
    if standing:
        raise WrongState(
            f"SOTK ini tidak dapat dibatalkan, karena sesudahnya {standing[0]}"
        )
    back = [rows.reverse(each) for each in reversed(_deeds(row))]
    _carry_back(session, back)
    row.state, row.ended_at = RestructuringState.UNDONE, now()
    session.flush()
    note(session, row, back, "SOTK dibatalkan", f"SOTK “{row.title}” dibatalkan")
    session.expire_all()


def stands_on(session: Session, row: Restructuring) -> list[str]:
    """Return as ends of a sentence what would be lost if a change were taken back."""
    deeds = _deeds(row)
    changed = Counter(_changed(session, deeds))
    found = [
        f"{count} {label.lower()} berubah lagi." for label, count in changed.items()
    ]
    return [*found, *_added_since(session, deeds)]


def _deeds(row: Restructuring) -> list[Deed]:
    return [Deed.from_json(each) for each in row.deeds]


def _changed(session: Session, deeds: Sequence[Deed]) -> Iterator[str]:
    """Yield for each row that is not as the change left it what people call it."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for each in deeds:
        keys[each.table].add(each.id)
    known = {table: rows.read(session, table, some) for table, some in keys.items()}
    taken = _taken(session, deeds, keys)
    for deed in deeds:
        present = known[deed.table].get(deed.id)
        if deed.kind is DeedKind.REMOVED:
            if present is not None or _place(deed) in taken:
                yield _label(deed.table)
        elif present is None or any(
            present[name] != new
            for name, (_, new) in deed.values.items()
            if name not in _MOVES_BY_ITSELF
        ):
            yield _label(deed.table)


_ONCE = {"uses": "application_id", "consolidation_answers": "case_id"}
"""What an office has once: by table, of what."""


def _place(deed: Deed) -> tuple[str, Any, Any] | None:
    """Return where something was removed from, if there is room for one only."""
    other = _ONCE.get(deed.table)
    if other is None:
        return None
    return deed.table, deed.values["organisation_id"][0], deed.values[other][0]


def _taken(
    session: Session, deeds: Sequence[Deed], own: Mapping[str, set[int]]
) -> set[tuple[str, Any, Any]]:
    """Return the places that something new has taken since."""
    found: set[tuple[str, Any, Any]] = set()
    removed = [each for each in deeds if each.kind is DeedKind.REMOVED]
    for name, other in _ONCE.items():
        offices = {
            each.values["organisation_id"][0] for each in removed if each.table == name
        }
        table = rows.table_of(name)
        query = select(table.c.id, table.c.organisation_id, table.c[other])
        query = query.where(table.c.organisation_id.in_(sorted(offices)))
        for key, office, of in session.execute(query) if offices else ():
            if key not in own[name]:
                found.add((name, office, of))
    return found


def _added_since(session: Session, deeds: Sequence[Deed]) -> Iterator[str]:
    """Yield what belongs to an office that would vanish and did not come with it."""
    made = {
        each.id
        for each in deeds
        if each.table == OFFICES and each.kind is DeedKind.ADDED
    }
    if not made:
        return
    own = {(each.table, each.id) for each in deeds}
    names = dict(
        session.execute(
            select(Organisation.id, Organisation.name).where(Organisation.id.in_(made))
        ).all()
    )
    for table, column in _referring():
        query = select(*table.primary_key.columns, column).where(column.in_(made))
        more = Counter(
            found[-1]
            for found in session.execute(query)
            if (table.name, found[0]) not in own
        )
        for office, count in more.items():
            label = _label(table.name).lower()
            yield f"{count} {label} ditambahkan pada {names[office]}."


def _referring() -> Iterator[tuple[Any, Any]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == OFFICES for key in column.foreign_keys):
                yield table, column


def _label(table: str) -> str:
    if table == OFFICES:
        return "Perangkat daerah"
    reference = BY_TABLE.get(table)
    return reference.label if reference else "Catatan"


def _carry_back(session: Session, back: Sequence[Deed]) -> None:
    """Write what takes the change back: offices that were made vanish last."""
    offices = [
        each for each in back if each.table == OFFICES and each.kind is DeedKind.REMOVED
    ]
    others = [each for each in back if each not in offices]
    gone = [each for each in others if each.kind is DeedKind.REMOVED]
    again = [each for each in others if each.kind is DeedKind.ADDED]
    remove(session, gone)
    carry_out(session, [each for each in others if each.kind is DeedKind.CHANGED])
    add(session, again)
    remove(session, offices)
