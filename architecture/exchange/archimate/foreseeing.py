"""Compare a file with what a government has, and plan what an import would do.

Nothing is written.  What the file holds becomes elements and relations where it has a
place among ours; everything else is kept as the file states it, and each line says so.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture.elements import changes
from architecture.elements.changes import ChangeSet, Ref
from architecture.exchange.archimate import postponing
from architecture.exchange.archimate.comparing import Elements
from architecture.exchange.archimate.connecting import Relations
from architecture.exchange.archimate.contents import Contents, Piece
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.known import Known, known
from architecture.exchange.archimate.plan import Action, Line, Plan
from architecture.exchange.archimate.properties import spoken, vocabulary
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.views import OUR_VIEWS
from architecture.model import Organisation

_TRIES = 4
"""So often a set of changes is judged again without what was wrong with it."""


def foresee(
    session: Session,
    government: Organisation,
    contents: Contents,
    *,
    owner: Organisation | None = None,
    on: date | None = None,
) -> Plan:
    """Plan the import of a file; what is new and names no owner belongs to `owner`.

    With `on` it is true from that day on; raises `Invalid` if that is not ahead.
    """
    there = known(session, government, contents.identifier)
    words = vocabulary(session, government.id)
    elements = Elements(contents, there, words, owner or government)
    there.load(session, _linked(contents, there))
    elements.compare()
    _settle(session, government, elements)
    relations = Relations(contents, there, words, elements)
    relations.compare()
    _settle(session, government, elements, relations)
    others = _Others(contents, there, words.definitions.keys())
    others.compare()
    for piece in contents.of(Section.ELEMENT, Section.RELATIONSHIP):
        several = elements if piece.section is Section.ELEMENT else relations
        _say_changed(there, piece, 0, several.lines[piece.identifier])
    lines = [*elements.lines.values(), *relations.lines.values(), *others.lines]
    lines.sort(key=lambda line: (line.number, line.section))
    notes = _notes(lines, elements.retired)
    stored = list(_stored(contents, there, elements, relations, others))
    gone = list(_gone(contents, there))
    later: list[object] = []
    if on is not None:
        later = postponing.postpone(session, elements, relations, on)
        _settle(session, government, elements, relations)
        new = {*elements.new, *(name for name, _ in relations.new)}
        stored = [each for each in stored if each[1].identifier in new]
        gone, lines = [], postponing.left(lines)
        notes.insert(0, postponing.told(on))
    return Plan(
        contents,
        [*lines, *(line for _, line in gone)],
        _together(elements, relations),
        elements.links,
        frozenset(relations.related),
        stored,
        [key for key, _ in gone],
        notes,
        on,
        later,
    )


def _linked(contents: Contents, there: Known) -> Iterable[int]:
    for piece in contents.of(Section.ELEMENT):
        key = there.links.get(piece.identifier, there.foreign.get(piece.identifier))
        if key is not None:
            yield key


def _together(elements: Elements, relations: Relations | None) -> ChangeSet:
    return ChangeSet(
        elements=list(elements.new.values()),
        revisions=list(elements.revisions.values()),
        relation_revisions=list(relations.amended.values()) if relations else (),
        relations=[each for _, each in relations.new] if relations else (),
    )


def _settle(
    session: Session,
    government: Organisation,
    elements: Elements,
    relations: Relations | None = None,
) -> None:
    """Leave out what cannot be done, with the reason in its line, until all can be."""
    for _ in range(_TRIES):
        problems = changes.check(session, government.id, _together(elements, relations))
        if not problems:
            return
        for problem in problems:
            if not elements.leave(problem) and relations:
                relations.leave(problem)
    elements.leave_all()
    if relations:
        relations.leave_all()


class _Others:
    """What never becomes ours: views, viewpoints, folders, definitions."""

    def __init__(
        self, contents: Contents, there: Known, definitions: Iterable[str]
    ) -> None:
        self.contents, self.there = contents, there
        self.definitions = frozenset(definitions)
        code = there.government.code
        self.views = {identifier(code, "view", each) for each in OUR_VIEWS}
        self.lines: list[Line] = []
        self.ours: set[int] = set()

    def compare(self) -> None:
        counts: Counter[Section] = Counter()
        for piece in self.contents.pieces:
            if piece.section in {Section.ELEMENT, Section.RELATIONSHIP}:
                continue
            position = counts[piece.section]
            counts[piece.section] += 1
            self.lines.append(self._line(piece, position))

    def _line(self, piece: Piece, position: int) -> Line:
        name = _name(piece)
        line = Line(
            piece.line, Action.KEPT, piece.section, piece.identifier, piece.type, name
        )
        if piece.identifier in self.definitions:
            self.ours.add(id(piece))
            line.action = Action.UNCHANGED
            line.reasons.append("Isian portal ini sendiri.")
        elif piece.identifier in self.views:
            self.ours.add(id(piece))
            line.action = Action.UNCHANGED
            line.reasons.append("Disusun portal; digambar ulang pada setiap ekspor.")
        else:
            _say_changed(self.there, piece, position, line)
        return line


def _say_changed(there: Known, piece: Piece, position: int, line: Line) -> None:
    """Say of what is only kept whether it is the same as at the last import."""
    kept = there.items.get((piece.section, piece.identifier or f"#{position}"))
    if kept is None or line.action is not Action.KEPT:
        return
    if kept.digest == piece.digest:
        line.action = Action.UNCHANGED
    else:
        line.reasons.append("Berubah sejak impor terakhir.")


def _stored(
    contents: Contents,
    there: Known,
    elements: Elements,
    relations: Relations,
    others: _Others,
) -> Iterable[tuple[int, Piece]]:
    """Yield what is to be kept, with its position, unless it is kept like that."""
    ours = elements.ours | relations.ours | others.ours
    counts: Counter[Section] = Counter()
    for piece in contents.pieces:
        position = counts[piece.section]
        counts[piece.section] += 1
        if id(piece) in ours:
            continue
        kept = there.items.get((piece.section, piece.identifier or f"#{position}"))
        same = (
            kept is not None
            and there.model is not None
            and kept.digest == piece.digest
            and kept.position == position
            and kept.model_id == there.model.id
            and kept.related == (piece.identifier in relations.related)
            and kept.element_id == _id(elements.links.get(piece.identifier))
        )
        if not same:
            yield position, piece


def _id(link: Ref | None) -> Any:
    return link if isinstance(link, int) or link is None else object()


def _gone(contents: Contents, there: Known) -> Iterable[tuple[int, Line]]:
    counts: Counter[Section] = Counter(piece.section for piece in contents.pieces)
    held = {(piece.section, piece.identifier) for piece in contents.pieces}
    for key, (section, name, kind) in there.leftover.items():
        if name and (section, name) in held:
            continue
        if not name and _position(there, key, section) < counts[section]:
            continue
        line = Line(0, Action.GONE, section, name, kind, name)
        line.reasons.append("Tidak disimpan lagi, seperti di berkas.")
        yield key, line


def _position(there: Known, key: int, section: Section) -> int:
    return next(
        item.position
        for (of, _), item in there.items.items()
        if of is section and item.id == key
    )


def _name(piece: Piece) -> str:
    node = piece.node()
    return spoken(node.all("name")) or spoken(node.all("label"))


def _notes(lines: list[Line], retired: int) -> list[str]:
    broken = sum(line.action is Action.REFUSED for line in lines)
    notes = []
    if broken:
        notes.append(
            f"{broken} relasi melanggar aturan ArchiMate 3.2. Relasi itu disimpan, "
            "tetapi tidak ikut diekspor."
        )
    if retired:
        notes.append(
            f"{retired} elemen di berkas ini sudah tidak aktif di portal. Impor tidak "
            "mengaktifkannya lagi; ubah statusnya di halaman elemennya."
        )
    return notes
