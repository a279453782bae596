"""How pages tell of the history: fields by class, relations as sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import g, render_template

from architecture import chronicle
from architecture.chronicle import ELEMENT, ELEMENTS, Named, Readable
from architecture.elements.values import Wrong, shown
from architecture.layers import Field, Sharing, Status, Verb
from architecture.model import Element, Note, UseState
from architecture.reference.calendar import tanggal
from architecture.scheduling import noting
from architecture.scope import Viewer
from architecture.undoing import Piece, Sort, State
from eaportal import db

LATEST = 8
_LABELS = {
    "status": "Status",
    "sharing": "Berbagi pakai",
    "sensitive": "Sensitif",
    "live_on": "Aktif sejak",
    "retires_on": "Berhenti pada",
    "organisation": "Perangkat daerah",
    "organisation_id": "Perangkat daerah",
    "note": "Keterangan",
    "use": "Pemakaian",
    "former_names": "Nama lain",
    "parent": "Di bawah",
    "code": "Kode",
    "starts_on": "Mulai",
    "ends_on": "Berakhir",
    "name": "Nama",
}
_WORDS: Mapping[str, Any] = {"status": Status, "sharing": Sharing, "use": UseState}
_TIED = frozenset({*Verb.__members__, noting.PLANNED})
"""What a note says of relations, and of what is planned for them."""
_DAYS = frozenset({"live_on", "retires_on", "starts_on", "ends_on"})


@dataclass(frozen=True)
class Change:
    """One thing that was stated otherwise: how people call it, old and new."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Tie:
    """A relation as a sentence: its verb, which way, the other end, what differs."""

    verb: str
    forward: bool
    other: Named | None
    changes: Sequence[Change]


@dataclass(frozen=True)
class Told:
    """What was done to one thing."""

    subject: Named | None
    deed: str
    changes: Sequence[Change]
    tie: Tie | None


@dataclass(frozen=True)
class Undone:
    """A piece of an undo: what it is about, and what would become of it."""

    subject: Named | None
    changes: Sequence[Change]
    tie: Tie | None
    piece: Piece


@dataclass(frozen=True)
class Moment:
    """An entry with what it did, for a timeline: when, by whom, what."""

    entry: int
    at: datetime
    by: str
    told: Sequence[Told]

    @property
    def deed(self) -> str:
        """Return its deeds in one line, each with how often if more than once."""
        counted = Counter(each.deed for each in self.told)
        return ", ".join(
            f"{deed} ({number})" if number > 1 else deed
            for deed, number in counted.items()
        )


def moments(viewer: Viewer, notes: Sequence[Note]) -> list[Moment]:
    """Return notes as people read them, those of one entry together."""
    teller = Teller(viewer, notes)
    return [
        Moment(key, some[0].entry.at, some[0].entry.by, [teller.told(n) for n in some])
        for key, some in (
            (key, list(group))
            for key, group in groupby(notes, key=attrgetter("entry_id"))
        )
    ]


def once(notes: Sequence[Note]) -> list[Note]:
    """Return the notes of an entry without those that tell a relation again.

    Each is noted at both ends; that of its source stays.
    """
    return [note for note in notes if note.subject_id in _sources(note)]


def card(element: Element) -> str:
    """Return the card with the latest that was done to an element."""
    if element.government_id not in g.viewer.governments:
        return ""
    notes, _ = chronicle.of_element(db.session, g.viewer, element, limit=LATEST)
    told = moments(g.viewer, notes)
    return render_template("history/card.html", element=element, moments=told)


class Teller:
    """Tells notes to one viewer; what they name is looked up for all at once."""

    def __init__(self, viewer: Viewer, notes: Sequence[Note]) -> None:
        """Look up everything that the notes name."""
        self.readable = Readable(db.session, viewer)
        subjects = {(note.subject, note.subject_id) for note in notes}
        ends = {(ELEMENT, end) for note in notes for end in _ends(note)}
        offices = {("organisations", key) for note in notes for key in _offices(note)}
        self.named = chronicle.named(
            db.session,
            viewer,
            subjects | ends | offices,
            ELEMENTS | {ELEMENT},
        )

    def told(self, note: Note) -> Told:
        """Return what a note says to the viewer."""
        of = self.named.get((note.subject, note.subject_id))
        verb = next((name for name in note.values if name in Verb.__members__), None)
        if verb and of is not None:
            return Told(of, note.deed, (), self._tie(of, verb, note.values[verb]))
        if noting.PLANNED in note.values and of is not None:
            plan = self._plan(of, note.values[noting.PLANNED])
            return Told(of, note.deed, plan, None)
        values = note.values.items() if of is not None else ()
        return Told(of, note.deed, list(self._changes(of, values)), None)

    def _changes(
        self, of: Named | None, values: Iterable[tuple[str, Any]]
    ) -> Iterator[Change]:
        for name, pair in values:
            if of is None or not self.readable.may(of, name):
                continue
            old, new = pair
            if name == "organisation_id":
                old, new = self._office(old), self._office(new)
            yield change_of(self.readable.field(of, name), name, old, new)

    def _plan(self, of: Named, pair: Sequence[Any]) -> list[Change]:
        """Return a plan as one change; nothing of a field that may not be read."""
        any_ = pair[1] or pair[0]
        name, source = any_["field"], any_.get("source", of.id)
        if any_["relation"] is None:
            field = (
                self.readable.field(of, name) if self.readable.may(of, name) else None
            )
            label = field.label if field else ""
        else:
            owner = self.named.get((ELEMENT, source)) or of
            other = any_.get("target") if source == of.id else source
            verb = Verb.__members__.get(any_.get("verb", ""))
            own = self.readable.attributes(owner, verb) if verb else []
            field = next((each for each in own if each.name == name), None)
            far = self.named.get((ELEMENT, other))
            label = f"{field.label}, relasi dengan {far.name}" if field and far else ""
        if field is None or not label:
            return []
        old, new = (_planned(field, each) for each in pair)
        return [Change(label, old, new)]

    def _office(self, key: Any) -> str:
        office = self.named.get(("organisations", key))
        return office.name if office else ""

    def _tie(self, of: Named, name: str, pair: Sequence[Any]) -> Tie:
        old, new = ({} if each is None else each for each in pair)
        any_ = new or old
        forward = any_.get("source") == of.id
        other = any_.get("target" if forward else "source")
        verb = Verb[name]
        fields = {each.name: each for each in self.readable.attributes(of, verb)}
        was = old | (old.get("attributes") or {})
        now = new | (new.get("attributes") or {})
        names = ["starts_on", "ends_on", *fields]
        changes = [
            change_of(fields.get(key), key, was.get(key), now.get(key))
            for key in names
            if was.get(key) != now.get(key)
        ]
        return Tie(verb.value, forward, self.named.get((ELEMENT, other)), changes)


def pieces(viewer: Viewer, several: Sequence[Piece]) -> Mapping[int, Undone]:
    """Return what an undo would do as people read it, by the `id` of each piece."""
    teller = Teller(viewer, [_as_note(each) for each in several])
    return {id(each): _undone(teller, each) for each in several}


def _undone(teller: Teller, piece: Piece) -> Undone:
    told = teller.told(_as_note(piece))
    tie = told.tie
    match piece.sort:
        case Sort.CREATION if piece.state is State.STAYS:
            changes = []
        case Sort.CREATION:
            changes = [change_of(None, "status", piece.now, piece.then)]
        case Sort.USE:
            change = change_of(None, "use", piece.now, piece.then)
            changes = [replace(change, label=f"Pemakaian oleh {piece.name}")]
        case _:
            changes = list(told.changes or (tie.changes if tie else ()))
    return Undone(told.subject, changes, tie, piece)


def _as_note(piece: Piece) -> Note:
    """Return a piece as the note that its undo would leave."""
    name = "organisation_id" if piece.sort is Sort.OFFICE else piece.name
    fields = {Sort.FIELD, Sort.OFFICE, Sort.RELATION, Sort.PLAN}
    values = {name: [piece.now, piece.then]} if piece.sort in fields and name else {}
    table = ELEMENT
    return Note(subject=table, subject_id=piece.element, deed=piece.deed, values=values)


def _planned(field: Field, told: Mapping[str, Any] | None) -> str:
    """Return what a plan says, and from which day on."""
    if told is None:
        return "tidak direncanakan"
    said = value_of(field, field.name, told["value"]) or "kosong"
    note = f" ({told['note']})" if told["note"] else ""
    return f"mulai {tanggal(told['starts_on'])}: {said}{note}"


def change_of(field: Field | None, name: str, old: Any, new: Any) -> Change:
    """Return a change as people read it; `field` None where it is no field."""
    label = field.label if field else _LABELS.get(name, name)
    return Change(label, value_of(field, name, old), value_of(field, name, new))


def value_of(field: Field | None, name: str, value: Any) -> str:
    """Return a value of the history as people read it.

    >>> value_of(None, "status", "LIVE"), value_of(None, "live_on", "2026-01-31")
    ('Aktif', '31 Januari 2026')
    """
    if value in (None, "", [], {}):
        return ""
    try:
        return _read(field, name, value)
    except (Wrong, ArithmeticError, TypeError, ValueError):  # as it was once kept
        return str(value)


def _read(field: Field | None, name: str, value: Any) -> str:
    if field is not None:
        return shown(field, value)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name in _DAYS:
        return tanggal(value)
    words = _WORDS[name].__members__ if name in _WORDS else {}
    return str(words.get(value, value)) if isinstance(value, str) else str(value)


def _ends(note: Note) -> Iterator[int]:
    """Yield the other ends of the relations that a note tells of."""
    for name, pair in note.values.items():
        if name in _TIED:
            for each in pair:
                if each and "source" in each:
                    yield from (each["source"], each["target"])


def _sources(note: Note) -> set[int]:
    """Return the sources of the relations that a note tells of, or its subject."""
    sources = {
        each["source"]
        for name, pair in note.values.items()
        if name in _TIED
        for each in pair
        if each and "source" in each
    }
    return sources or {note.subject_id}


def _offices(note: Note) -> Iterator[int]:
    for key in note.values.get("organisation_id", ()):
        if isinstance(key, int):
            yield key
