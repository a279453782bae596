"""Note what changes, and seal it into the chain of its government before the commit.

Operations call `note` as they change things.  Whoever commits calls `seal` first: it
gives each government that was touched one entry with the next sequence and a hash
over the canonical text and the hash before it, under a row lock on the head, so the
order of commits is the order of sequences.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from architecture.model import Entry, Head, Note, now

_ASKED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Noted:
    government: int
    subject: str
    subject_id: int
    deed: str
    values: dict[str, list[Any]]


def note(
    session: Session,
    subject: Any,
    deed: str,
    values: Mapping[str, Sequence[Any]] | None = None,
    *,
    government: int,
) -> None:
    """Remember that something was done to a row; its id must be known by now.

    `values` runs field → (old, new).  `deed` is Indonesian, as people read it.
    """
    noted = _Noted(
        government,
        subject.__tablename__,
        subject.id,
        deed,
        {field: [plain(v) for v in pair] for field, pair in (values or {}).items()},
    )
    session.info.setdefault("notes", []).append(noted)


def difference(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the fields of `new` that differ, each with its old and new value.

    >>> difference({"a": 1, "b": 2}, {"a": 1, "b": 3})
    {'b': (2, 3)}
    """
    return {
        field: (old.get(field), value)
        for field, value in new.items()
        if plain(old.get(field)) != plain(value)
    }


def change(
    session: Session,
    subject: Any,
    values: Mapping[str, Any],
    *,
    deed: str,
    government: int,
) -> dict[str, tuple[Any, Any]]:
    """Set the given fields of a row and note what really changed; return it."""
    changed = difference({field: getattr(subject, field) for field in values}, values)
    for field, (_, value) in changed.items():
        setattr(subject, field, value)
    if changed:
        note(session, subject, deed, changed, government=government)
    return changed


def seal(session: Session, *, by: str, cause: str = "") -> list[Entry]:
    """Turn what was noted into one entry for each government; return the entries.

    Call it last before the commit: it takes the lock that orders all writers of a
    government.  `by` is the person's address or the command, `cause` the request.
    """
    noted: list[_Noted] = session.info.pop("notes", [])
    if not noted:
        return []
    session.flush()
    entries = []
    for government in sorted({each.government for each in noted}):
        own = [each for each in noted if each.government == government]
        entries.append(_append(session, government, own, by=by, cause=cause))
    session.flush()
    return entries


def discard(session: Session) -> None:
    """Forget what was noted, after a rollback."""
    session.info.pop("notes", None)


def pending(session: Session, subject: str) -> set[int]:
    """Return the ids of rows of a table whose changes here are not sealed yet."""
    noted: list[_Noted] = session.info.get("notes", [])
    return {each.subject_id for each in noted if each.subject == subject}


def heads(session: Session) -> dict[int, int]:
    """Return how far each government's history has come: government → sequence."""
    return dict(session.execute(select(Head.government_id, Head.sequence)).all())


def heads_with_hashes(session: Session) -> dict[int, tuple[int, str]]:
    """Return the last entry of each government: government → sequence and hash."""
    query = select(Head.government_id, Head.sequence, Head.hash)
    return {government: (at, head) for government, at, head in session.execute(query)}


def holds(session: Session, heads: Mapping[int, tuple[int, str]]) -> bool:
    """Tell whether entries with those sequences and hashes are in these histories.

    It is so for what `heads_with_hashes` returned earlier, but not after the database
    was restored to an older state, or for another database.
    """
    wanted = {(key, at, head) for key, (at, head) in heads.items() if at}
    rows = sorted(wanted)
    for start in range(0, len(rows), _ASKED_AT_ONCE):
        some = rows[start : start + _ASKED_AT_ONCE]
        query = select(Entry.government_id, Entry.sequence, Entry.hash).where(
            or_(
                *(
                    and_(Entry.government_id == key, Entry.sequence == at)
                    for key, at, _ in some
                )
            )
        )
        wanted -= {tuple(row) for row in session.execute(query)}
    return not wanted


def head_of(session: Session, government: int) -> tuple[int, str]:
    """Return sequence and hash of the last entry of a government, or (0, "")."""
    head = session.get(Head, government)
    return (head.sequence, head.hash) if head else (0, "")


def of(
    session: Session,
    subject: Any,
    *,
    governments: Collection[int] | None = None,
    limit: int = 100,
) -> Sequence[Note]:
    """Return what was done to a row, the newest first, with the entries loaded.

    `governments` are those whose histories the reader may know: that another one uses
    an application, and why, stands in the history of that one.
    """
    query = (
        select(Note)
        .join(Note.entry)
        .options(contains_eager(Note.entry))
        .where(Note.subject == subject.__tablename__, Note.subject_id == subject.id)
        .order_by(Note.id.desc())
        .limit(limit)
    )
    if governments is not None:
        query = query.where(Entry.government_id.in_(sorted(governments)))
    return session.scalars(query).all()


def changed_since(
    session: Session, government: int, sequence: int, subjects: Iterable[str]
) -> set[int]:
    """Return the ids of rows of those tables that changed after a sequence."""
    query = (
        select(Note.subject_id)
        .join(Note.entry)
        .where(
            Entry.government_id == government,
            Entry.sequence > sequence,
            Note.subject.in_(list(subjects)),
        )
        .distinct()
    )
    return set(session.scalars(query))


def canonical(
    entry: Entry, notes: Sequence[tuple[str, int, str, dict[str, Any]]]
) -> str:
    """Return the text that an entry's hash is taken over: the same on every machine."""
    return json.dumps(
        {
            "at": entry.at.isoformat(),
            "by": entry.by,
            "cause": entry.cause,
            "government": entry.government_id,
            "notes": [list(each) for each in notes],
            "sequence": entry.sequence,
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def chained(previous: str, text: str) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it and its text."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a value as JSON and the canonical text can hold it."""
    match value:
        case Enum():
            return value.name
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return format(value.quantize(Decimal("0.01")), "f")
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(each) for each in value]
        case _:
            return value


def _append(
    session: Session, government: int, noted: list[_Noted], *, by: str, cause: str
) -> Entry:
    head = _locked_head(session, government)
    rows = [(each.subject, each.subject_id, each.deed, each.values) for each in noted]
    entry = Entry(
        government_id=government,
        sequence=head.sequence + 1,
        at=now(),
        by=by,
        cause=cause,
        previous_hash=head.hash,
        notes=[
            Note(subject=subject, subject_id=key, deed=deed, values=values)
            for subject, key, deed, values in rows
        ],
    )
    entry.text = canonical(entry, rows)
    entry.hash = chained(head.hash, entry.text)
    session.add(entry)
    head.sequence, head.hash = entry.sequence, entry.hash
    return entry


def _locked_head(session: Session, government: int) -> Head:
    query = (
        select(Head)
        .where(Head.government_id == government)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    head = session.scalar(query)
    if head is None:
        head = Head(government_id=government, sequence=0, hash="")
        session.add(head)
        session.flush()
    return head
