"""Walk a chain from its first entry, and find the first that is not what was sealed.

An entry is written again from its row and the rows of its notes, a note at a time, so
what is held at once is the text of a few entries.  The session should see one moment
of the database, for histories grow while they are read.
"""

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Text, cast, select
from sqlalchemy.orm import Session

from architecture.errors import Invalid
from architecture.history.chain import NoteValues, chained, pieces
from architecture.model import Entry, Head, Note

_AT_ONCE = 50
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry that somebody wrote down: its hash, and its sequence if it was told."""

    hash: str
    sequence: int | None = None

    def is_at(self, sequence: int, digest: str) -> bool:
        """Tell whether it is the entry with that sequence and hash."""
        return self.hash == digest and self.sequence in {None, sequence}


@dataclass(frozen=True, slots=True)
class Verified:
    """How far a chain is what was sealed: to its head, or to before `broken`.

    `problem` is a sentence about the first entry that is not, empty if all are.  `met`
    tells whether what was expected stands in what was walked.
    """

    government: int
    sequence: int
    hash: str
    notes: int
    met: bool
    broken: int | None = None
    problem: str = ""


def expected(told: str) -> Expected:
    """Read what a letter prints, `hash` or `sequence:hash`; raise `Invalid` if not.

    >>> expected(f"12:{'ab' * 32}").sequence
    12
    """
    number, colon, digest = "".join(told.split()).lower().rpartition(":")
    if len(digest) != 64 or not _DIGITS.issuperset(digest):
        raise Invalid(
            "Sidik riwayat terdiri atas 64 angka heksadesimal, seperti tercetak pada "
            "surat; boleh didahului nomor catatan dan titik dua."
        )
    if colon and not (number.isascii() and number.isdecimal()):
        raise Invalid("Nomor catatan sebelum titik dua harus bilangan.")
    return Expected(digest, int(number) if colon else None)


def verify(
    session: Session, government: int, expect: Expected | None = None
) -> Verified:
    """Walk the chain of a government; stop at the first entry that is not sound."""
    at, digest, notes = 0, "", 0
    met = expect is None
    with (
        closing(_entries(session, government)) as entries,
        closing(_Notes(session, government)) as rows,
    ):
        while True:
            try:
                entry = next(entries, None)
                problem = _problem(entry, at, digest, rows) if entry else ""
            except (TypeError, ValueError):  # a column holds what it never was given
                problem = f"Catatan {at + 1} atau yang sesudahnya tidak terbaca."
            if problem:
                return Verified(government, at, digest, notes, met, at + 1, problem)
            if entry is None:
                break
            at, digest, notes = entry.sequence, entry.hash, rows.read
            met = met or (expect is not None and expect.is_at(at, digest))
    broken, problem = _against_head(session.get(Head, government), at, digest)
    return Verified(government, at, digest, notes, met, broken, problem)


class _Notes:
    """The notes of a chain in its order, handed out an entry at a time."""

    def __init__(self, session: Session, government: int) -> None:
        query = (
            select(
                Note.entry_id,
                Note.subject,
                Note.subject_id,
                Note.deed,
                cast(Note.values, Text).label("stated"),
            )
            .join(Entry, Entry.id == Note.entry_id)
            .where(Entry.government_id == government)
            .order_by(Entry.sequence, Note.id)
        )
        self._rows = session.execute(query, execution_options={"yield_per": 1000})
        self._next = self._rows.fetchone()
        self.read = 0

    def of(self, entry: int) -> Iterator[NoteValues]:
        """Yield the notes of the entry that comes next."""
        while self._next is not None and self._next.entry_id == entry:
            row = self._next
            yield row.subject, row.subject_id, row.deed, json.loads(row.stated)
            self.read += 1
            self._next = self._rows.fetchone()

    def close(self) -> None:
        """Read no further."""
        self._rows.close()


def _entries(session: Session, government: int) -> Generator[Row[Any], None, None]:
    query = (
        select(*Entry.__table__.columns)
        .where(Entry.government_id == government)
        .order_by(Entry.sequence)
    )
    with closing(
        session.execute(query, execution_options={"yield_per": _AT_ONCE})
    ) as rows:
        yield from rows


def _problem(entry: Row[Any], at: int, digest: str, notes: _Notes) -> str:
    """Return what is wrong with the entry after one with that sequence and hash."""
    number = at + 1
    if entry.sequence != number:
        return f"Catatan {number} tidak ada lagi."
    if entry.previous_hash != digest:
        return f"Catatan {number} tidak menyambung catatan sebelumnya."
    if chained(digest, entry.text) != entry.hash:
        return f"Teks atau sidik catatan {number} bukan lagi yang disegel."
    if not _is_text_of(entry.text, pieces(entry, notes.of(entry.id))):
        return f"Isi catatan {number} bukan lagi yang tertulis pada teksnya."
    return ""


def _is_text_of(text: str, several: Iterable[str]) -> bool:
    """Tell whether a text consists of these pieces; they are not put together."""
    position = 0
    for piece in several:
        if not text.startswith(piece, position):
            return False
        position += len(piece)
    return position == len(text)


def _against_head(head: Head | None, at: int, digest: str) -> tuple[int | None, str]:
    """Return the first entry that the row of the head knows otherwise, and how."""
    known = head.sequence if head else 0
    if known > at:
        return at + 1, f"Catatan {at + 1} sampai {known} tidak ada lagi."
    if known < at:
        return known + 1, f"Catatan {known + 1} tidak dikenal kepala riwayat."
    if head is not None and head.hash != digest:
        return at, f"Kepala riwayat bukan sidik catatan {at}."
    return None, ""
