"""Which relations of a file are new, changed or the same, only kept, or not allowed."""

from collections.abc import Iterable
from typing import Any

from architecture.archimate.rules import allows
from architecture.elements.changes import (
    NewRelation,
    Problem,
    Ref,
    RelationRevision,
)
from architecture.elements.values import Wrong, as_json, from_json, read, shown
from architecture.exchange.archimate.comparing import Elements, has_more
from architecture.exchange.archimate.contents import Contents, Piece
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.known import Known
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.plan import Action, Line
from architecture.exchange.archimate.properties import (
    DAYS,
    Vocabulary,
    raw,
    spoken,
)
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.reckoning import Reading, readings
from architecture.exchange.archimate.words import RELATIONSHIP, RELATIONSHIP_TYPES
from architecture.layers import Verb
from architecture.model import Relation

NO_VERB = "Relasi ini tidak ada padanannya di antara relasi enam lapisan."
_MOST_LIVES = 4
NO_END = "Salah satu ujungnya hanya disimpan apa adanya."


class Relations:
    """The relations of a file beside those of a government."""

    def __init__(
        self, contents: Contents, there: Known, words: Vocabulary, elements: Elements
    ) -> None:
        """Take the file, what is known, and its elements as they were judged."""
        self.contents, self.there, self.words = contents, there, words
        self.elements = elements
        self.lines: dict[str, Line] = {}
        self.new: list[tuple[str, NewRelation]] = []
        self.amended: dict[str, RelationRevision] = {}
        self.related: set[str] = set()
        self.ours: set[int] = set()
        self._types = contents.types
        self._stated: dict[tuple[Ref, Verb, Ref], list[int]] = {}
        self._names: dict[int, str] = {}

    def compare(self) -> None:
        """Compare every relation of the file."""
        for piece in self.contents.of(Section.RELATIONSHIP):
            node = piece.node()
            line = Line(
                piece.line,
                Action.KEPT,
                piece.section,
                piece.identifier,
                piece.type,
                self._told(node),
            )
            self.lines[piece.identifier] = line
            self._compare(piece, node, line)

    def leave(self, problem: Problem) -> None:
        """Leave out a relation that cannot be ours; it is kept as it is."""
        name = self._names.get(id(problem.change), "")
        if not name:
            return
        self.new = [each for each in self.new if each[1] is not problem.change]
        self.amended.pop(name, None)
        line = self.lines[name]
        line.reasons.append(problem.text)
        if all(other != name for other, _ in self.new):
            line.action = Action.KEPT
            line.changes = {}
            self.related.discard(name)

    def leave_all(self) -> None:
        """Keep all that would be new or changed as it is; the last resort."""
        for name in [*(name for name, _ in self.new), *self.amended]:
            self.lines[name].action = Action.KEPT
            self.related.discard(name)
        self.new, self.amended = [], {}

    def _told(self, node: Node) -> str:
        name = spoken(node.all("name")).strip()
        ends = [
            self.elements.lines[end].name
            for end in (node.attributes["source"], node.attributes["target"])
            if end in self.elements.lines
        ]
        between = " → ".join(ends)
        return f"{name}: {between}" if name else between

    def _type(self, name: str) -> str:
        found = self._types.get(name, "")
        return RELATIONSHIP if found in RELATIONSHIP_TYPES else found

    def _compare(self, piece: Piece, node: Node, line: Line) -> None:
        ends = node.attributes["source"], node.attributes["target"]
        types = self._type(ends[0]), self._type(ends[1])
        if not allows(types[0], piece.type, types[1]):
            line.action = Action.REFUSED
            line.reasons.append(
                f"ArchiMate 3.2 tidak mengizinkan {piece.type} dari {types[0]} ke "
                f"{types[1]}. Disimpan, tetapi tidak ikut diekspor."
            )
            return
        source, target = (self.elements.ends.get(end) for end in ends)
        found: list[Reading] = []
        if source and target:
            found = readings(node, source, target, self.words, self.contents.names)
        if not found:
            line.reasons.append(NO_VERB if source and target else NO_END)
            return
        links = [self.elements.links[end] for end in ends]
        actions = [
            self._take(piece, each, links[::-1] if each.turned else links, line)
            for each in found
        ]
        line.action = _weightiest(actions)
        if line.action is Action.KEPT:
            return
        self.related.add(piece.identifier)
        if self._is_ours(piece, found, ends) and not has_more(node):
            self.ours.add(id(piece))

    def _is_ours(
        self, piece: Piece, found: list[Reading], ends: tuple[str, str]
    ) -> bool:
        """Tell whether we would call this relation the same ourselves."""
        codes = [self.elements.codes[end] for end in ends]
        for each in found:
            one, other = codes[::-1] if each.turned else codes
            home = self.there.government.code
            if any(
                relation_identifier(home, one, each.verb, other, number)
                == piece.identifier
                for number in range(_MOST_LIVES)
            ):
                return True
        return False

    def _take(
        self, piece: Piece, found: Reading, ends: list[Ref], line: Line
    ) -> Action:
        source, target = ends
        triple = (source, found.verb, target)
        before = self._stated.setdefault(triple, [])
        row = None
        if isinstance(source, int) and isinstance(target, int):
            rows = self.there.relations.get((source, found.verb, target), [])
            row = rows[len(before)] if len(before) < len(rows) else None
        stated = self._said(found, line)
        if before and row is None and not DAYS.keys() & stated.keys():
            line.reasons.append(
                f"“{found.verb.value}” yang sama sudah ada di baris {before[0]}."
            )
            return Action.KEPT
        before.append(piece.line)
        if row is not None:
            return self._amend(piece, found, row, stated, line)
        days = {name: stated.pop(name, None) for name in DAYS}
        change = NewRelation(
            source=source,
            verb=found.verb,
            target=target,
            attributes=stated,
            starts_on=days["starts_on"],
            ends_on=days["ends_on"],
        )
        self.new.append((piece.identifier, change))
        self._names[id(change)] = piece.identifier
        line.reasons.insert(0, f"Menjadi “{found.verb.value}”.")
        return Action.CREATED

    def _said(self, found: Reading, line: Line) -> dict[str, Any]:
        """Return the values that the file states; what cannot be read is told."""
        fields = {each.name: each for each in self.words.attributes[found.verb]} | DAYS
        stated: dict[str, Any] = {}
        for name, text in found.said.items():
            try:
                stated[name] = read(fields[name], raw(fields[name], text))
            except Wrong as wrong:
                line.reasons.append(str(wrong))
        return stated

    def _amend(
        self,
        piece: Piece,
        found: Reading,
        row: Relation,
        stated: dict[str, Any],
        line: Line,
    ) -> Action:
        fields = {each.name: each for each in self.words.attributes[found.verb]} | DAYS
        old = {
            name: getattr(row, name)
            if name in DAYS
            else from_json(field, row.attributes.get(name))
            for name, field in fields.items()
        }
        changed = {
            name: value
            for name, value in stated.items()
            if as_json(value) != as_json(old[name])
        }
        if not changed:
            return Action.UNCHANGED
        for name, value in changed.items():
            line.changes[fields[name].label] = [
                shown(fields[name], old[name]),
                shown(fields[name], value),
            ]
        change = RelationRevision(
            relation_id=row.id,
            starts_on=changed.get("starts_on", row.starts_on),
            ends_on=changed.get("ends_on", row.ends_on),
            attributes={
                name: value for name, value in changed.items() if name not in DAYS
            },
        )
        self.amended[piece.identifier] = change
        self._names[id(change)] = piece.identifier
        return Action.UPDATED


def relation_identifier(
    home: str, source: str, verb: Verb, target: str, number: int
) -> str:
    """Return what a relation of ours is called; its ends are codes.

    `number` counts those between the same ends, for there may be one after another.
    """
    return identifier(home, source, verb.name, target, *([number] if number else ()))


def _weightiest(actions: Iterable[Action]) -> Action:
    order = [Action.CREATED, Action.UPDATED, Action.UNCHANGED, Action.KEPT]
    return min(actions, key=order.index)
