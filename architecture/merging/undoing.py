"""Take a merge back: exactly what its journal says, and nothing that came after."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, NotAllowed, WrongState
from architecture.inventory.details import BY_NAME, details_of, search_text, shown
from architecture.merging import rows
from architecture.merging.fields import LIFE, told
from architecture.merging.foreseeing import MERGES, NOT_ALLOWED
from architecture.merging.joining import hold
from architecture.merging.noting import note
from architecture.merging.values import Deed, DeedKind, Kept, Topic
from architecture.model import Application, Element, Merge, now
from architecture.model.elements import sorted_as
from architecture.scope import Viewer

STALE = (
    "Ada yang berubah sejak halaman ini dibuka. Periksa apa yang akan dikembalikan, "
    "lalu batalkan lagi."
)

_TOPICS: Mapping[str, Topic] = {
    "uses": Topic.USE,
    "relations": Topic.RELATION,
    "registrations": Topic.REGISTRATION,
    "answers": Topic.ANSWER,
    "judgements": Topic.JUDGEMENT,
    "documents": Topic.DOCUMENT,
    "plan_lines": Topic.PLAN_LINE,
    "exchange_items": Topic.EXCHANGE,
}
_DERIVED = frozenset({"search_text", "sort_name"})
"""What follows from what is stated, and is made anew."""

_OWN = (Element.__tablename__, Application.__tablename__)
_LABELS = {**LIFE, "former_names": "Nama lain", "retires_on": "Berhenti pada"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What an undo will do: the deeds, and what it leaves because it changed since.

    `first` is a later merge that has to be undone before.
    """

    deeds: Sequence[Deed]
    kept: Sequence[Kept]
    first: Merge | None
    token: str


def foresee_undo(session: Session, row: Merge) -> Undoing:
    """Return what an undo of a merge will bring back, and what stays as it is."""
    found: list[Deed] = []
    kept: list[Kept] = []
    deeds = [Deed.from_json(each) for each in row.deeds]
    known = _present(session, deeds)
    for deed in reversed(deeds):
        back, left = _back(deed, known[deed.table])
        found += back
        kept += left
    seen = [[each.to_json() for each in some] for some in (found, kept)]
    text = json.dumps([row.version, *seen], sort_keys=True)
    return Undoing(
        deeds=found,
        kept=kept,
        first=_later(session, row, deeds),
        token=hashlib.sha256(text.encode()).hexdigest(),
    )


def undo(session: Session, viewer: Viewer, row: Merge, *, token_seen: str) -> None:
    """Bring back both records as the journal says; what changed since is kept.

    Raises `NotAllowed`, `WrongState` if it was undone or a later merge stands on it,
    and `Changed` if what was foreseen is true no more.
    """
    _may(viewer, row)
    hold(session, row.survivor_id, row.merged_id)
    session.refresh(row, with_for_update=True)
    if row.undone_at:
        raise WrongState("Penggabungan ini sudah dibatalkan.")
    foreseen = foresee_undo(session, row)
    if foreseen.first is not None:
        raise WrongState(f"Batalkan dahulu {named(foreseen.first)}.")
    if foreseen.token != token_seen:
        raise Changed(STALE)
    done = [rows.do(session, deed) for deed in foreseen.deeds]
    _derive(session, row.survivor_id)
    rows.touch(session, [row.survivor_id, row.merged_id], now())
    row.undone_at, row.undone_by_id = now(), viewer.account or None
    row.kept = [each.to_json() for each in foreseen.kept]
    session.flush()
    _note(session, row, done, len(foreseen.kept))
    session.expire_all()


def named(row: Merge) -> str:
    """Return a merge in words, within a sentence."""
    one, other = row.merged, row.survivor
    return f"penggabungan {one.code} {one.name} ke {other.code} {other.name}"


def _may(viewer: Viewer, row: Merge) -> None:
    if not viewer.holds(MERGES, government=row.government_id):
        raise NotAllowed(NOT_ALLOWED)


def _present(
    session: Session, deeds: Sequence[Deed]
) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the rows of all deeds as they are now, by table and id."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for each in deeds:
        keys[each.table].add(each.id)
    return {table: rows.read(session, table, some) for table, some in keys.items()}


def _back(
    deed: Deed, known: Mapping[int, Mapping[str, Any]]
) -> tuple[list[Deed], list[Kept]]:
    """Return what takes a deed back, and what of it has changed since."""
    row = known.get(deed.id)
    if deed.kind is DeedKind.REMOVED:
        return [rows.reverse(deed)], []
    if row is None:
        return [], [Kept(what=f"{_what(deed)}: sudah tidak ada")]
    if deed.kind is DeedKind.ADDED:
        same = all(row[name] == new for name, (_, new) in deed.values.items())
        if same:
            return [rows.reverse(deed)], []
        return [], [Kept(what=f"{_what(deed)} yang dicatat saat digabung")]
    return _columns_back(deed, row)


def _columns_back(deed: Deed, row: Mapping[str, Any]) -> tuple[list[Deed], list[Kept]]:
    values, kept = {}, []
    for name, (old, new) in deed.values.items():
        if name in _DERIVED:
            continue
        if row[name] == new:
            values[name] = old
        elif row[name] != old:
            kept.append(_left(deed, name, old, row[name]))
    if not values:
        return [], kept
    return [rows.changed(deed.table, row, values, government=deed.government)], kept


def _left(deed: Deed, name: str, old: Any, present: Any) -> Kept:
    if name == "merged_into_id":
        return Kept(what=Topic.MERGED.value)
    if deed.table not in _OWN:
        return Kept(what=_what(deed))
    return Kept(
        what=BY_NAME[name].label if name in BY_NAME else _LABELS.get(name, name),
        before=_text(name, old),
        now=_text(name, present),
    )


def _text(name: str, kept: Any) -> str:
    value = _value(name, kept)
    return shown(BY_NAME[name], value) if name in BY_NAME else told(value)


def _value(name: str, value: Any) -> Any:
    for table in _OWN:
        columns = rows.table_of(table).c
        if name in columns:
            return rows.decoded(columns[name], value)
    return value


def _what(deed: Deed) -> str:
    return _TOPICS[deed.table].value if deed.table in _TOPICS else "Data aplikasi"


def _later(session: Session, row: Merge, deeds: Sequence[Deed]) -> Merge | None:
    """Return the newest later merge that stands on this one."""
    query = (
        select(Merge)
        .where(
            Merge.government_id == row.government_id,
            Merge.id > row.id,
            Merge.undone_at.is_(None),
        )
        .order_by(Merge.id.desc())
    )
    both = {row.survivor_id, row.merged_id}
    touched = set(_touched(deeds))
    for each in session.scalars(query):
        own = {each.survivor_id, each.merged_id}
        theirs = _touched([Deed.from_json(deed) for deed in each.deeds])
        if both & own or touched.intersection(theirs):
            return each
    return None


def _touched(deeds: Sequence[Deed]) -> Iterator[tuple[str, int]]:
    return ((each.table, each.id) for each in deeds)


def _derive(session: Session, survivor: int) -> None:
    """Make anew what lists search and sort by."""
    session.expire_all()
    application = session.get_one(Application, survivor)
    application.search_text = search_text(details_of(application))
    application.sort_name = sorted_as(application.name)
    session.flush()


def _note(session: Session, row: Merge, done: Sequence[Deed], kept: int) -> None:
    survivor, merged = row.survivor, row.merged
    government = row.government_id
    left = f"; {kept} yang berubah sesudahnya dibiarkan" if kept else ""
    for one, other in ((survivor, merged), (merged, survivor)):
        values = {
            name: pair
            for deed in done
            if deed.table in _OWN and deed.id == one.id
            for name, pair in deed.values.items()
            if name != "merged_into_id"
        }
        words = f"Penggabungan dengan {other.code} {other.name} dibatalkan{left}"
        history.note(session, one, words, values, government=government)
    history.note(
        session,
        row,
        "Penggabungan dibatalkan",
        {"merged": (merged.code, None)},
        government=government,
    )
    words = f"Penggabungan {merged.code} ke {survivor.code} dibatalkan"
    note(session, done, words)
