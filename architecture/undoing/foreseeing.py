"""What would become of each thing that an entry changed."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from architecture import handing, history, organisations
from architecture.elements import CLASSES, LIFE
from architecture.elements.changes import ChangeSet, NewRelation, RemovedRelation
from architecture.elements.changes import check as check_changes
from architecture.elements.fields import fields_ever, value_of
from architecture.elements.listing import whole
from architecture.elements.relating import told
from architecture.layers import Field, Layer, Status, Verb
from architecture.model import (
    Element,
    Entry,
    Note,
    Organisation,
    PlannedChange,
    PlannedState,
    Relation,
    Use,
    now,
)
from architecture.recalling import relation_from_json
from architecture.reference.calendar import day_of, tanggal
from architecture.roles import Role
from architecture.scheduling import noting
from architecture.undoing.folding import Done, Folded, Tie, folded
from architecture.undoing.values import Foreseen, May, Piece, Place, Sort, State

IMPORTERS = frozenset({Role.ADMINISTRATOR, Role.ARCHITECT})
"""Who takes back a whole import."""

AT_ONCE = 500
TABLES = frozenset(each.__tablename__ for each in CLASSES.values())
_ASIDE = frozenset({"imports", "exchange_models", "organisations"})
"""What may stand in an entry that is taken back, and stays as it is."""

_BLOCKED = {
    "merges": "Penggabungan dua catatan dibatalkan dari halaman penggabungannya.",
    "restructurings": "Perubahan susunan perangkat daerah dibatalkan dari halamannya.",
    "planned_changes": "Perubahan yang direncanakan ditarik dari daftar rencananya.",
    "registrations": "Keputusan atas usulan tidak dibatalkan dari riwayat.",
    "letters": "Surat dicabut dari halaman suratnya, tidak dari riwayat.",
    "consolidation_cases": "Keputusan konsolidasi tidak dibatalkan dari riwayat.",
}
_UNKNOWN = "Yang dilakukan di sini bukan perubahan arsitektur, jadi tidak dibatalkan."

_LIVES = frozenset({"status", "live_on", "retires_on"})
"""What says together when something lives."""


def foresee(
    session: Session, entry: Entry, may: May, *, element: int | None = None
) -> Foreseen:
    """Return what an undo of an entry would do, or of one element's part of it.

    `may` tells whether the person may change an element.
    """
    blocked = _blocked(session, entry)
    notes = [] if blocked else _notes(session, entry, element)
    done = folded(notes)
    there = _elements(session, done)
    last = max((note.id for note in notes), default=0)
    pieces = _Weighing(session, entry, there, may, last).pieces(done)
    return Foreseen(entry.government_id, pieces, there, blocked)


def _blocked(session: Session, entry: Entry) -> str:
    query = select(Note.subject).where(Note.entry_id == entry.id).distinct()
    others = set(session.scalars(query)) - TABLES - _ASIDE
    known = [_BLOCKED[each] for each in sorted(others) if each in _BLOCKED]
    return known[0] if known else _UNKNOWN if others else ""


def _notes(session: Session, entry: Entry, element: int | None) -> Sequence[Note]:
    query = select(Note).where(
        Note.entry_id == entry.id, Note.subject.in_(sorted(TABLES))
    )
    found = session.scalars(query.order_by(Note.id)).all()
    if element is None:
        return found
    return [note for note in found if _touches(note, element)]


def _touches(note: Note, element: int) -> bool:
    """Tell whether a note is about an element, or about a relation of it."""
    if note.subject_id == element:
        return True
    ends = {
        end
        for name, pair in note.values.items()
        if name in Verb.__members__ or name == noting.PLANNED
        for each in pair
        if each and "source" in each
        for end in (each["source"], each["target"])
    }
    return element in ends


def _elements(session: Session, done: Folded) -> dict[int, Element]:
    keys = {key for key, _ in (*done.fields, *done.uses, *done.others)} | {*done.begun}
    keys |= {each.element for each in done.plans.values()}
    for _, source, _, target in done.relations:
        keys |= {source, target}
    return {each.id: each for some in _batches(keys) for each in whole(session, some)}


class _Weighing:
    """Holds what was done against what is there now."""

    def __init__(
        self,
        session: Session,
        entry: Entry,
        there: dict[int, Element],
        may: May,
        last: int,
    ) -> None:
        self.session, self.government = session, entry.government_id
        self.there, self.may, self.last = there, may, last
        self.fields: dict[Layer, Mapping[str, Field]] = {}

    def pieces(self, done: Folded) -> list[Piece]:
        """Return all pieces, in the order of the entry by sort."""
        return [
            *self._begun(done),
            *self._together(
                [piece for each in done.fields.values() for piece in self._field(each)]
            ),
            *self._relations(done),
            *self._uses(done),
            *self._plans(done),
            *(self._other(*each) for each in done.others),
        ]

    def _piece(self, sort: Sort, done: Done, now: Any, then: Any, **more: Any) -> Piece:
        piece = Piece(
            sort=sort,
            element=done.element,
            name=done.name,
            deed=done.deed,
            now=now,
            then=then,
            **more,
        )
        return self._allowed(piece)

    def _allowed(self, piece: Piece) -> Piece:
        element = self.there.get(piece.element)
        if element is None:
            return _with(piece, State.REFUSED, "Elemen ini tidak ada lagi.")
        if getattr(element, "merged_into_id", None):
            why = "Catatan ini sudah digabung; ubah catatan yang mewakilinya."
            return _with(piece, State.REFUSED, why)
        if piece.sort is not Sort.USE and not self._may_change(piece, element):
            why = "Elemen ini bukan milik Anda untuk diubah."
            return _with(piece, State.REFUSED, why)
        return piece

    def _may_change(self, piece: Piece, element: Element) -> bool:
        """Tell whether the person may; of a relation at one of its ends."""
        if piece.sort is not Sort.RELATION:
            return self.may(element)
        target = self.there.get((piece.now or piece.then or {}).get("target", 0))
        return self.may(element) or (target is not None and self.may(target))

    def _fields_of(self, element: Element) -> Mapping[str, Field]:
        """Return the fields of its layer, looked up once."""
        if element.layer not in self.fields:
            self.fields[element.layer] = fields_ever(
                self.session, element.government_id, element.layer
            )
        return self.fields[element.layer]

    def _begun(self, done: Folded) -> Iterator[Piece]:
        """Yield what was recorded anew: it is ended, for nothing is ever deleted."""
        later = self._changed_later(done.begun)
        for each in done.begun.values():
            element = self.there.get(each.element)
            state, why = State.READY, ""
            if element is not None and element.status is Status.RETIRED:
                state, why = State.STAYS, "Sudah tidak aktif; catatannya tidak dihapus."
            elif each.element in later:
                state, why = State.CONFLICT, "Sudah diubah lagi sesudah dicatat."
            now = element.status.name if element else None
            then = Status.RETIRED.name
            yield self._piece(Sort.CREATION, each, now, then, state=state, why=why)

    def _changed_later(self, keys: Collection[int]) -> set[int]:
        found: set[int] = set()
        for some in _batches(keys):
            query = (
                select(Note.subject_id)
                .where(
                    Note.subject.in_(sorted(TABLES)),
                    Note.subject_id.in_(some),
                )
                .group_by(Note.subject_id)
                .having(func.max(Note.id) > self.last)
            )
            found |= set(self.session.scalars(query))
        return found

    def _field(self, done: Done) -> Iterator[Piece]:
        """Yield a field, or nothing where it says again what it said before."""
        element = self.there.get(done.element)
        sort = Sort.OFFICE if done.name == "organisation_id" else Sort.FIELD
        if element is None:
            yield self._piece(sort, done, None, done.old)
            return
        field = self._fields_of(element).get(done.name)
        if field is None and done.name not in {*LIFE, "organisation_id"}:
            why = "Isian ini tidak dibatalkan dari riwayat."
            yield self._piece(
                sort, done, done.new, done.old, state=State.REFUSED, why=why
            )
            return
        value = value_of(element, field) if field else getattr(element, done.name)
        now = history.plain(value)
        if _same(now, done.old):
            return
        state, why = State.READY, ""
        if not _same(now, done.new):
            state, why = State.CONFLICT, "Sudah diubah lagi sesudahnya."
        piece = self._piece(sort, done, now, done.old, state=state, why=why)
        yield self._owned_again(piece) if sort is Sort.OFFICE else piece

    def _owned_again(self, piece: Piece) -> Piece:
        """Refuse an owner that is no more, or to whom the person gives nothing at once.

        What was handed over goes back by a handover, as it came.
        """
        to = self.session.get(Organisation, piece.then)
        if to is None or not organisations.standing([to], day_of(now())):
            named = to.name if to else "Pemiliknya semula"
            return _with(piece, State.REFUSED, f"{named} tidak berlaku lagi.")
        if not self.may(Place(self.government, to.id)):
            across = handing.ACROSS[0].upper() + handing.ACROSS[1:]
            return _with(piece, State.REFUSED, across)
        return piece

    @staticmethod
    def _together(pieces: list[Piece]) -> Iterator[Piece]:
        """Let status and days be taken back together or not at all.

        Half of a life would end today what somebody lets run on.
        """
        again = {
            each.element
            for each in pieces
            if each.name in _LIVES and each.state is State.CONFLICT
        }
        for each in pieces:
            part = each.name in _LIVES and each.element in again
            if part and each.state is State.READY:
                why = "Statusnya atau harinya sudah diubah lagi sesudahnya."
                yield _with(each, State.CONFLICT, why)
            else:
                yield each

    def _relations(self, done: Folded) -> list[Piece]:
        there = self._relations_there(done)
        found, missing = [], []
        for tie, each in done.relations.items():
            piece = self._relation(each, there.get(tie))
            if piece is None:
                continue
            if piece.then is not None and piece.now is None:
                missing.append(piece)
            else:
                found.append(piece)
        gone = [each.key for each in found if each.then is None and _goes(each)]
        return found + self._brought_back(missing, gone)

    def _relations_there(self, done: Folded) -> dict[Tie, Relation]:
        """Return the relations that are there; what came back has another id.

        It is recognised by saying what the entry left behind.
        """
        there: dict[Tie, Relation] = {}
        for some in _batches({key for key, *_ in done.relations}):
            query = select(Relation).where(Relation.id.in_(some))
            there |= {_tie(each): each for each in self.session.scalars(query)}
        lost = {
            (tie[1:], _text(each.new)): tie
            for tie, each in done.relations.items()
            if tie not in there and each.new
        }
        for some in _batches({ends[0] for ends, _ in lost}):
            query = select(Relation).where(Relation.source_id.in_(some))
            for row in self.session.scalars(query):
                tie = lost.get((_tie(row)[1:], _text(history.plain(told(row)))))
                if tie:
                    there[tie] = row
        return there

    def _relation(self, done: Done, row: Relation | None) -> Piece | None:
        """Return what becomes of a relation; None where it is as it was."""
        now = history.plain(told(row)) if row else None
        if _text(now) == _text(done.old):
            return None
        state, why = State.READY, ""
        if _text(now) != _text(done.new):
            state = State.CONFLICT
            why = "Relasinya sudah diubah lagi." if row else "Relasinya sudah dihapus."
            if row is None and done.old is None:
                return None
        key = row.id if row else 0
        return self._piece(
            Sort.RELATION, done, now, done.old, state=state, why=why, key=key
        )

    def _brought_back(self, pieces: list[Piece], gone: list[int]) -> list[Piece]:
        """Judge relations that would be there again as new ones are judged.

        `gone` are those that the same undo takes away.
        """
        wanted = {
            id(piece): as_new(piece) for piece in pieces if piece.state is State.READY
        }
        removed = [RemovedRelation(relation_id=key) for key in gone]
        changes = ChangeSet(relations=list(wanted.values()), removed=removed)
        wrong = {
            id(each.change): each.text
            for each in check_changes(self.session, self.government, changes)
        }
        return [
            _with(piece, State.CONFLICT, wrong[id(wanted[id(piece)])])
            if id(wanted.get(id(piece))) in wrong
            else piece
            for piece in pieces
        ]

    def _uses(self, done: Folded) -> Iterator[Piece]:
        there = self._uses_there(done)
        for each in done.uses.values():
            use = there.get((each.element, each.name))
            now = use.state.name if use else None
            if now == each.old:
                continue
            state, why = State.READY, ""
            if use is None or now != each.new:
                state, why = State.CONFLICT, "Pemakaiannya sudah diubah lagi."
            key = use.id if use else 0
            piece = self._piece(
                Sort.USE, each, now, each.old, state=state, why=why, key=key
            )
            yield self._may_use(piece, use)

    def _may_use(self, piece: Piece, use: Use | None) -> Piece:
        owned = self.there.get(piece.element)
        place = use and Place(self.government, use.organisation_id)
        if place and not self.may(place) and not (owned and self.may(owned)):
            why = "Pemakaian ini bukan milik perangkat daerah Anda."
            return _with(piece, State.REFUSED, why)
        return piece

    def _uses_there(self, done: Folded) -> dict[tuple[int, str], Use]:
        found: dict[tuple[int, str], Use] = {}
        for some in _batches({key for key, _ in done.uses}):
            query = (
                select(Use)
                .join(Organisation, Organisation.id == Use.organisation_id)
                .where(
                    Use.application_id.in_(some),
                    Organisation.government_id == self.government,
                )
                .options(joinedload(Use.organisation))
            )
            for use in self.session.scalars(query):
                found[use.application_id, use.organisation.code] = use
        return found

    def _plans(self, done: Folded) -> Iterator[Piece]:
        """Yield plans: made they are taken back, taken back they hold again."""
        there: dict[int, PlannedChange] = {}
        for some in _batches(done.plans):
            query = select(PlannedChange).where(PlannedChange.id.in_(some))
            there |= {row.id: row for row in self.session.scalars(query)}
        for key, each in done.plans.items():
            row = there.get(key)
            now_ = history.plain(noting.told(self.session, row)) if row else None
            if now_ == each.old:
                continue
            state, why = State.READY, ""
            if row is None or now_ != each.new:
                state, why = State.CONFLICT, _later(row)
            elif each.old and (problem := self._forbids(row, each.old)):
                state, why = State.CONFLICT, problem
            yield self._piece(
                Sort.PLAN, each, now_, each.old, state=state, why=why, key=key
            )

    def _forbids(self, row: PlannedChange, told_: Mapping[str, Any]) -> str:
        """Return why a plan cannot say again what it said."""
        day = date.fromisoformat(told_["starts_on"])
        if day <= day_of(now()):
            return f"{tanggal(day)} sudah lewat."
        other = select(PlannedChange.id).where(
            PlannedChange.id != row.id,
            PlannedChange.element_id == row.element_id,
            PlannedChange.relation_id.is_not_distinct_from(row.relation_id),
            PlannedChange.field == row.field,
            PlannedChange.starts_on == day,
            PlannedChange.state == PlannedState.PLANNED,
        )
        taken = self.session.scalar(other.limit(1)) is not None
        return "Sudah ada rencana lain untuk hari itu." if taken else ""

    def _other(self, element: int, deed: str) -> Piece:
        return Piece(
            sort=Sort.FIELD,
            element=element,
            name="",
            deed=deed,
            now=None,
            then=None,
            state=State.REFUSED,
            why="Perbuatan ini tidak dibatalkan dari riwayat.",
        )


def _later(row: PlannedChange | None) -> str:
    carried = row is not None and row.state is PlannedState.CARRIED
    return "Rencananya sudah berlaku." if carried else "Rencananya sudah diubah lagi."


def as_new(piece: Piece) -> NewRelation:
    """Return the relation that a piece would bring back."""
    known = relation_from_json(Verb[piece.name], piece.then)
    return NewRelation(
        source=known.source,
        verb=known.verb,
        target=known.target,
        starts_on=known.starts_on,
        ends_on=known.ends_on,
        attributes=known.attributes,
    )


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; nothing is nothing, however it is kept."""
    return bool(one == other or (one in _NOTHING and other in _NOTHING))


_NOTHING: tuple[Any, ...] = (None, "", [], "UNKNOWN", False)


def _goes(piece: Piece) -> bool:
    return piece.state is State.READY and bool(piece.key)


def _tie(relation: Relation) -> Tie:
    verb = relation.verb.name
    return relation.id, relation.source_id, verb, relation.target_id


def _text(told_: Mapping[str, Any] | None) -> str:
    """Return what is told of a relation without its id and the code of an end."""
    if told_ is None:
        return ""
    kept = {name: told_[name] for name in told_ if name not in {"relation", "code"}}
    return json.dumps(kept, sort_keys=True)


def _with(piece: Piece, state: State, why: str) -> Piece:
    return replace(piece, state=state, why=why)


def _batches(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
