"""Which elements of a file are new, changed or the same, and which are only kept."""

from dataclasses import dataclass
from typing import Any

from architecture.archimate.types import KINDS
from architecture.elements import stated_of
from architecture.elements.changes import NewElement, Problem, Ref, Revision
from architecture.elements.values import Wrong, read, shown
from architecture.exchange.archimate.contents import Contents, Piece
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.known import Known
from architecture.exchange.archimate.mapping import READ
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.plan import Action, Line
from architecture.exchange.archimate.properties import (
    CODE,
    DOMAIN,
    HOME,
    LIFE,
    OFFICE,
    OURS,
    Vocabulary,
    raw,
    spoken,
    take,
    told_by,
)
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.reckoning import End
from architecture.exchange.archimate.words import TYPE
from architecture.layers import PREFIXES, Field, Layer, Status
from architecture.model import Element, Organisation

NO_PLACE = "Jenis ini tidak ada padanannya di enam lapisan."
OF_OTHERS = "Milik instansi lain; tidak diubah."


@dataclass(frozen=True, slots=True)
class _Seen:
    """An element of a file while it is looked at, with what its properties tell."""

    piece: Piece
    node: Node
    told: dict[str, str]
    line: Line


class Elements:
    """The elements of a file beside those of a government.

    `new` and `revisions` run identifier → change, `links` identifier → element, `ends`
    identifier → what a relation to it may be; `ours` are pieces that need not be kept,
    `retired` counts what the portal ended and the file holds still.
    """

    def __init__(
        self, contents: Contents, there: Known, words: Vocabulary, owner: Organisation
    ) -> None:
        """Take the file and what is known."""
        self.contents, self.there, self.words, self.owner = (
            contents,
            there,
            words,
            owner,
        )
        self.lines: dict[str, Line] = {}
        self.new: dict[str, NewElement] = {}
        self.revisions: dict[str, Revision] = {}
        self.links: dict[str, Ref] = {}
        self.ends: dict[str, End] = {}
        self.codes: dict[str, str] = {}
        self.ours: set[int] = set()
        self.retired = 0
        self._taken = set(there.codes)
        self._claimed: dict[int, str] = {}

    def compare(self) -> None:
        """Compare every element of the file."""
        for piece in self.contents.of(Section.ELEMENT):
            node = piece.node()
            line = Line(
                piece.line,
                Action.KEPT,
                piece.section,
                piece.identifier,
                piece.type,
                spoken(node.all("name")).strip(),
            )
            self.lines[piece.identifier] = line
            told = told_by(node, self.contents.names)
            self._compare(_Seen(piece, node, told, line))

    def leave(self, problem: Problem) -> bool:
        """Leave out what is wrong; tell whether it was of an element of this file."""
        change = problem.change
        if isinstance(change, NewElement):
            name = change.ref
        elif isinstance(change, Revision):
            name = self._claimed.get(change.element_id, "")
        else:
            return False
        line = self.lines[name]
        line.reasons.append(problem.text)
        if problem.field and problem.field != "name" and self._without(name, problem):
            return True
        self._keep(name)
        return True

    def leave_all(self) -> None:
        """Keep all that would be new or changed as it is; the last resort."""
        for name in [*self.new, *self.revisions]:
            self._keep(name)

    def _keep(self, name: str) -> None:
        self.new.pop(name, None)
        if self.revisions.pop(name, None) is None:
            self.links.pop(name, None)
            self.ends.pop(name, None)
        self.lines[name].action = Action.KEPT
        self.lines[name].changes = {}

    def _without(self, name: str, problem: Problem) -> bool:
        """Take one field out of a change; False if it does not state that field."""
        change = self.new.get(name) or self.revisions.get(name)
        if change is None or problem.field not in change.stated:
            return False
        stated = {
            key: value for key, value in change.stated.items() if key != problem.field
        }
        self.lines[name].changes.pop(self._label(name, problem.field), None)
        if isinstance(change, NewElement):
            self.new[name] = NewElement(
                ref=change.ref,
                layer=change.layer,
                organisation_id=change.organisation_id,
                stated=stated,
                life=change.life,
                code=change.code,
            )
        elif stated or change.life or change.organisation_id:
            self.revisions[name] = Revision(
                element_id=change.element_id,
                stated=stated,
                life=change.life,
                version=change.version,
                organisation_id=change.organisation_id,
            )
        else:
            del self.revisions[name]
            self.lines[name].action = Action.UNCHANGED
        return True

    def _label(self, name: str, field: str) -> str:
        layer = self.ends[name].layer
        return next(
            (each.label for each in self.words.fields[layer] if each.name == field),
            field,
        )

    def _compare(self, seen: _Seen) -> None:
        name, line = seen.piece.identifier, seen.line
        key = self.there.links.get(name)
        element = self.there.elements.get(key) if key else None
        layer = element.layer if element else self._layer(seen)
        if layer is None:
            self._only_kept(seen)
            return
        if not line.name:
            line.reasons.append("Tidak bernama, jadi tidak dapat menjadi elemen.")
            return
        if element and element.id in self._claimed:
            first = self.lines[self._claimed[element.id]].number
            line.reasons.append(f"Elemen yang sama sudah disebut di baris {first}.")
            return
        self.ends[name] = End(layer, seen.piece.type)
        if element:
            self._claimed[element.id] = name
            self.links[name] = element.id
            self.codes[name] = element.code
            self._revise(seen, element)
        else:
            self.links[name] = name
            self.codes[name] = self._code(layer, take(seen.told, CODE).strip(), line)
            self._add(seen, layer)
        own = identifier(self.there.government.code, self.codes[name])
        if name == own and not has_more(seen.node):
            self.ours.add(id(seen.piece))

    def _layer(self, seen: _Seen) -> Layer | None:
        told, line = seen.told, seen.line
        home = take(told, HOME).strip()
        if home and home != self.there.government.code:
            line.reasons.append(OF_OTHERS)
            return None
        domain = take(told, DOMAIN).strip().casefold()
        for layer in Layer:
            if layer.value.casefold() == domain:
                return layer
        found = READ.get(seen.piece.type)
        if found is None:
            line.reasons.append(NO_PLACE)
        return found[0] if found else None

    def _only_kept(self, seen: _Seen) -> None:
        """Leave what others own as it is; relations of ours may lead there."""
        name = seen.piece.identifier
        element = self.there.elements.get(self.there.foreign.get(name, 0))
        if element is None:
            return
        self.ours.add(id(seen.piece))
        seen.line.action = Action.UNCHANGED
        self.ends[name] = End(element.layer, seen.piece.type)
        self.links[name] = element.id
        self.codes[name] = f"{element.government.code}/{element.code}"

    def _add(self, seen: _Seen, layer: Layer) -> None:
        piece, told, line = seen.piece, seen.told, seen.line
        stated = self._stated(seen, layer)
        if layer in KINDS and not stated.get("kind"):
            default = READ.get(piece.type, (None, None))
            kind = default[1] if default[0] is layer else next(iter(KINDS[layer]))
            stated["kind"] = kind.name if kind else ""
        self.new[piece.identifier] = NewElement(
            ref=piece.identifier,
            layer=layer,
            organisation_id=self._office(told, line) or self.owner.id,
            stated=stated,
            life=self._life(told, line),
            code=self.codes[piece.identifier] or None,
        )
        line.action = Action.CREATED
        line.reasons.insert(0, f"Menjadi {layer.value}.")

    def _revise(self, seen: _Seen, element: Element) -> None:
        told, line = seen.told, seen.line
        fields = self.words.fields[element.layer]
        current = stated_of(element, fields)
        stated = self._stated(seen, element.layer)
        changed = {
            each.name: stated[each.name]
            for each in fields
            if each.name in stated and differs(each, stated[each.name], current)
        }
        lived = self._revived(element, self._life(told, line), line)
        life = {
            name: value
            for name, value in lived.items()
            if value != getattr(element, name)
        }
        office = self._office(told, line)
        moved = office if office != element.organisation_id else None
        for each in fields:
            if each.name in changed:
                line.changes[each.label] = [
                    shown(each, current[each.name]),
                    _shown(each, changed[each.name]),
                ]
        for name, value in life.items():
            line.changes[LIFE[name].label] = [
                shown(LIFE[name], getattr(element, name)),
                shown(LIFE[name], value),
            ]
        if moved:
            label = OFFICE.name.removeprefix("SPBE ")
            line.changes[label] = [element.organisation.name, take(told, OFFICE)]
        if not (changed or life or moved):
            line.action = Action.UNCHANGED
            return
        line.action = Action.UPDATED
        self.revisions[seen.piece.identifier] = Revision(
            element_id=element.id,
            stated=changed,
            life=life,
            version=element.version,
            organisation_id=moved,
        )

    def _revived(
        self, element: Element, lived: dict[str, Any], line: Line
    ) -> dict[str, Any]:
        """Return the life that the file states, or that of what it records again."""
        if element.status is not Status.RETIRED:
            return lived
        before = self.there.taken_back.get(element.id)
        if before is not None:
            line.reasons.append("Pencatatannya pernah dibatalkan; kini dicatat lagi.")
            return {**before, **lived}
        if "status" not in lived:
            self.retired += 1
            line.reasons.append("Sudah tidak aktif di sini; impor membiarkannya.")
        return lived

    def _stated(self, seen: _Seen, layer: Layer) -> dict[str, Any]:
        node, told = seen.node, seen.told
        by_name = {each.name: each for each in self.words.fields[layer]}
        stated: dict[str, Any] = {
            name: raw(by_name[name], text)
            for name, text in self.words.stated(layer, told).items()
        }
        stated["name"] = spoken(node.all("name"))
        if node.first("documentation"):
            stated["description"] = spoken(node.all("documentation"))
        return stated

    def _life(self, told: dict[str, str], line: Line) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, text in self.words.life(told).items():
            try:
                found[name] = read(LIFE[name], text)
            except Wrong as wrong:
                line.reasons.append(str(wrong))
        return found

    def _office(self, told: dict[str, str], line: Line) -> int | None:
        code = take(told, OFFICE).strip()
        if not code:
            return None
        found = self.there.offices.get(code)
        if found is None:
            line.reasons.append(f"Perangkat daerah {code} tidak dikenal di sini.")
        return found

    def _code(self, layer: Layer, code: str, line: Line) -> str:
        prefix, _, number = code.partition("-")
        if prefix != PREFIXES[layer] or not number.isdecimal():
            return ""
        if code in self._taken:
            line.reasons.append(f"Kode {code} sudah dipakai; diberi kode baru.")
            return ""
        self._taken.add(code)
        return code


def differs(field: Field, stated: Any, current: dict[str, Any]) -> bool:
    """Tell whether what a file states is another value than the one on record."""
    try:
        return bool(read(field, stated) != current[field.name])
    except Wrong:
        return True


def has_more(node: Node) -> bool:
    """Tell whether a thing of ours says something that we would not write again."""
    properties = node.first("properties")
    own = {"identifier", TYPE, "source", "target", "accessType", "isDirected"}
    return (
        any(
            not each.attributes.get("propertyDefinitionRef", "").startswith(OURS)
            for each in (properties.children if properties else ())
        )
        or any(
            child.tag not in {"name", "documentation", "properties"}
            for child in node.children
        )
        or len(list(node.all("name"))) > 1
        or len(list(node.all("documentation"))) > 1
        or bool(node.attributes.keys() - own)
    )


def _shown(field: Field, stated: Any) -> str:
    try:
        return shown(field, read(field, stated))
    except Wrong:
        return str(stated)


__all__ = ["Elements", "differs", "has_more"]
