"""The chain of a government: entries in the order of commits, each with its hash."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from architecture.history.noting import Noted, taken
from architecture.model import Entry, Head, Note, now

_ASKED_AT_ONCE = 100

NoteValues = tuple[str, int, str, dict[str, Any]]
"""A note as the text holds it: table, id of the row, deed, field → [old, new]."""


class Said(Protocol):
    """What the text of an entry says beside its notes."""

    at: datetime
    by: str
    cause: str
    government_id: int
    sequence: int


def seal(session: Session, *, by: str, cause: str = "") -> list[Entry]:
    """Turn what was noted into one entry for each government; return the entries.

    Call it last before the commit: it takes the lock that orders all writers of a
    government.  `by` is the person's address or the command, `cause` the request.
    """
    noted = taken(session)
    if not noted:
        return []
    session.flush()
    entries = []
    for government in sorted({each.government for each in noted}):
        own = [each for each in noted if each.government == government]
        entries.append(_append(session, government, own, by=by, cause=cause))
    session.flush()
    return entries


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


def canonical(entry: Said, notes: Sequence[NoteValues]) -> str:
    """Return the text that an entry's hash is taken over: the same on every machine."""
    return "".join(pieces(entry, notes))


def pieces(entry: Said, notes: Iterable[NoteValues]) -> Iterator[str]:
    """Yield the canonical text of an entry, a note at a time: JSON with sorted keys."""
    first = {
        "at": entry.at.astimezone(UTC).isoformat(),
        "by": entry.by,
        "cause": entry.cause,
        "government": entry.government_id,
    }
    yield f'{_json(first)[:-1]},"notes":['
    for number, each in enumerate(notes):
        yield f"{',' if number else ''}{_json(list(each))}"
    yield f'],"sequence":{entry.sequence}}}'


def chained(previous: str, text: str) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it and its text."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _append(
    session: Session, government: int, noted: list[Noted], *, by: str, cause: str
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
